import { describe, expect, it } from 'vitest';
import { discover } from '../../../src/operations/index.ts';
import type { DiscoverInput } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { namespace, registryText, release, stateText } from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';

const repository = createTestRepository({
  'registry.yaml': registryText(),
  ...namespace('org.acme'),
  ...release('org.acme/lexer', '1.0.0'),
  ...release('org.acme/parser', '1.0.0', 'dependencies:\n  org.acme/lexer: ^1.0.0\n'),
  ...release('org.acme/runner', '1.0.0', 'dependencies:\n  parser: ^1.0.0\n'),
  ...release('org.acme/gone', '1.0.0'),
  'namespaces/org/acme/gone/artifact.yaml': stateText(
    'org.acme/gone',
    'releases:\n  "1.0.0":\n    state: draft\n',
  ),
});

const INPUT: DiscoverInput = {
  registry: undefined,
  at: undefined,
  reference: 'org.acme/lexer',
  namespace: undefined,
  parts: [],
  to: undefined,
};
const context = testContext(repository.folder);

describe('discover', () => {
  it('shows all of it where nothing is asked for', async () => {
    const { data, verdict } = await discover.run(context, INPUT);
    expect(verdict).toBe('pass');
    expect(data.dependents).toMatchObject({ direct: 1, all: 2 });
    expect(data.cluster?.members).toHaveLength(3);
    expect(data.path).toBeNull();
    expect(data.recommended?.map(({ artifact }) => artifact)).toEqual(['org.acme/parser', 'org.acme/runner']);
  });

  it('shows the parts that are asked for, and the way to another', async () => {
    const { data } = await discover.run(context, { ...INPUT, parts: ['similar'], to: 'org.acme/runner' });
    expect(data.path).toEqual({
      to: 'org.acme/runner',
      found: { direction: 'needed-by', steps: ['org.acme/lexer', 'org.acme/parser', 'org.acme/runner'] },
    });
    expect([data.dependents, data.cluster]).toEqual([null, null]);
    expect(data.similar).not.toBeNull();
  });

  it.each([
    [{ reference: 'org.acme/nothing' }, 'HYPER_ARTIFACT_MISSING'],
    [{ to: 'org.acme/nothing' }, 'HYPER_ARTIFACT_MISSING'],
    [{ reference: '018ce7f0-5eb8-78ca-889a-000000000000' }, 'HYPER_ARTIFACT_MISSING'],
    [{ reference: 'org.acme/gone' }, 'HYPER_RELEASE_MISSING'],
  ])('refuses %j', async (part, code) => {
    await expect(discover.run(context, { ...INPUT, ...part })).rejects.toMatchObject({ code });
  });
});
