import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../../src/adapters/memory/index.ts';
import { lockedCommit } from '../../../../src/operations/deps/lock-commit.ts';
import { registryText } from '../../../build/manifests.ts';
import { rootText } from '../../../build/signed-files.ts';

const PLAIN = { 'registry.yaml': registryText('') };
const rooted = (version: number): Record<string, string> => ({
  ...PLAIN,
  'trust/root.yaml': rootText({ version }),
});

describe('the commit that a lock names', () => {
  const store = new MemoryStore();
  const [before, first, second] = [PLAIN, rooted(1), rooted(2)].map((files) => store.commit(files)) as [
    string,
    string,
    string,
  ];

  async function codes(
    commit: string | undefined,
    rootVersion: number | undefined,
  ): Promise<readonly string[]> {
    const locked = {
      name: 'main',
      ...(commit === undefined ? {} : { commit }),
      ...(rootVersion === undefined ? {} : { rootVersion }),
    };
    const found = await lockedCommit(store, locked, await store.resolveRevision('HEAD'));
    return found.map(({ code }) => code);
  }

  it('had the trust root that the lock says (R03)', async () => {
    expect(await codes(before, undefined)).toEqual([]);
    expect(await codes(first, 1)).toEqual([]);
    expect(await codes(second, 2)).toEqual([]);
    expect(await codes(undefined, 2)).toEqual([]);
  });

  it('tells a root version that was taken out of the lock or lowered (R03)', async () => {
    expect(await codes(first, undefined)).toEqual(['HYPER_LOCK_ROOT']);
    expect(await codes(second, 1)).toEqual(['HYPER_LOCK_ROOT']);
    expect(await codes(undefined, undefined)).toEqual(['HYPER_LOCK_ROOT']);
  });

  it('is told of where the registry has no such commit', async () => {
    expect(await codes('f'.repeat(40), 2)).toEqual(['HYPER_LOCK_COMMIT']);
  });
});
