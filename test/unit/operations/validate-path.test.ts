import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRegistryContext } from '../../../src/composition.ts';
import { validate } from '../../../src/operations/index.ts';

const EXAMPLE = join(import.meta.dirname, '../../../registry-example');
const context = createRegistryContext(
  {},
  {
    environment: process.env,
    folder: EXAMPLE,
    worker: undefined,
    buildId: 'test',
    userId: process.getuid?.(),
  },
);

function validatePath(path: string): ReturnType<typeof validate.run> {
  return validate.run(context, { registry: '.', path, at: undefined, changedSince: undefined });
}

describe('validate with a path', () => {
  it('checks only what lies there', async () => {
    const { data, verdict } = await validatePath('namespaces/lib/money');
    expect(verdict).toBe('pass');
    expect(data.scope).toBe('path');
    expect(data.files).toBeGreaterThan(5);
    expect(data.files).toBeLessThan(60);
  });

  it.each([
    ['lib.money', 'namespaces/lib/money'],
    ['libs/money', 'namespaces/lib/money'],
    ['lib.money.decimal', 'namespaces/lib/money/decimal'],
    ['lib.money/decimal', 'namespaces/lib/money/decimal'],
  ])('takes %s for its folder', async (name, path) => {
    expect((await validatePath(name)).data).toEqual((await validatePath(path)).data);
  });

  it.each(['namespaces/lib/mony', '../package.json', '/'])(
    'refuses %s, where the registry holds nothing',
    async (path) => {
      await expect(validatePath(path)).rejects.toMatchObject({ code: 'HYPER_PATH_UNKNOWN' });
    },
  );
});
