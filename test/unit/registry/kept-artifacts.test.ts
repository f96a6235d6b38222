import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { StorePackages, WORKING_TREE } from '../../../src/registry/index.ts';
import type { KeptArtifacts, PackageArtifact } from '../../../src/registry/index.ts';
import { namespace, registryText, release, releasePath, stateText } from '../../build/manifests.ts';

const STATE = 'namespaces/org/acme/a/artifact.yaml';
const FILES = {
  'registry.yaml': registryText(''),
  ...namespace('org.acme'),
  ...release('org.acme/a', '1.0.0', 'dependencies:\n  org.acme/b: ^1.0.0\n'),
  ...release('org.acme/a', '1.1.0'),
  [releasePath('org.acme/a', '1.2.0')]: 'broken: [',
  ...release('org.acme/b', '1.0.0'),
  [STATE]: stateText(
    'org.acme/a',
    'releases:\n  "1.0.0":\n    state: deprecated\n    deprecation:\n      deprecatedAt: "2026-01-01T00:00:00Z"\n      reason: old\n  "0.9.0":\n    state: published\n    tombstone:\n      at: "2026-01-01T00:00:00Z"\n      reason: malware\ntags:\n  stable: "1.1.0"\n',
  ),
  'observed/org/acme/a/stats.yaml': 'downloadCount: 7\n',
};

/** Counts what is asked of the store. */
class CountedStore extends MemoryStore {
  blobs = 0;

  override readBlobs(...args: Parameters<MemoryStore['readBlobs']>): ReturnType<MemoryStore['readBlobs']> {
    this.blobs += args[0].length;
    return super.readBlobs(...args);
  }
}

class KeptInMemory implements KeptArtifacts {
  readonly texts = new Map<string, string>();

  read(key: string): string | undefined {
    return this.texts.get(key);
  }

  write(texts: ReadonlyMap<string, string>): void {
    for (const [key, text] of texts) this.texts.set(key, text);
  }
}

async function read(
  store: MemoryStore,
  kept: KeptArtifacts,
  countsDownloads = false,
): Promise<ReadonlyMap<string, PackageArtifact>> {
  const revision = await store.resolveRevision('HEAD');
  return new StorePackages(store, revision, { kept, countsDownloads }).readArtifacts([
    'org.acme/a',
    'org.acme/b',
  ]);
}

describe('artifacts that were read before', () => {
  it('are the same from what was kept, and no file of theirs is read again', async () => {
    const store = new CountedStore();
    store.commit(FILES);
    const kept = new KeptInMemory();
    const first = await read(store, kept);
    expect(store.blobs).toBe(5);
    const second = await read(store, kept);
    expect(store.blobs).toBe(5);
    expect(second).toEqual(first);
    expect(first.get('org.acme/a')?.releases.get('1.0.0')).toMatchObject({ state: { state: 'deprecated' } });
    expect((await read(store, kept, true)).get('org.acme/a')?.downloads).toBe(7);
  });

  it.each([
    ['a release that changed', release('org.acme/a', '1.1.0', 'dependencies:\n  org.acme/b: ^1.0.0\n')],
    ['a release that came', release('org.acme/a', '2.0.0')],
    [
      'a state that changed',
      { [STATE]: stateText('org.acme/a', 'releases:\n  "1.0.0":\n    state: archived\n') },
    ],
  ])('are read anew for %s', async (_what, change) => {
    const store = new CountedStore();
    store.commit(FILES);
    const kept = new KeptInMemory();
    await read(store, kept);
    store.commit({ ...FILES, ...change });
    const found = await read(store, kept);
    expect(found).toEqual(await read(store, new KeptInMemory()));
    expect(kept.texts.size).toBe(3);
  });

  it('are read anew for a release that is gone', async () => {
    const store = new CountedStore();
    store.commit(FILES);
    const kept = new KeptInMemory();
    await read(store, kept);
    const gone = releasePath('org.acme/a', '1.1.0');
    store.commit(new Map(Object.entries(FILES).filter(([path]) => path !== gone)));
    expect([...((await read(store, kept)).get('org.acme/a')?.releases.keys() ?? [])]).toEqual(['1.0.0']);
  });

  it('are not kept from files that no commit holds', async () => {
    const kept = new KeptInMemory();
    const store = new (class extends MemoryStore {
      override async listTree(): ReturnType<MemoryStore['listTree']> {
        const listed = await super.listTree(await this.resolveRevision('HEAD'));
        return listed.map((entry) => ({ ...entry, oid: '' }));
      }
      override async *readBlobs(): ReturnType<MemoryStore['readBlobs']> {
        yield await Promise.resolve([]);
      }
    })();
    store.commit(FILES);
    await new StorePackages(store, WORKING_TREE, { kept }).readArtifacts(['org.acme/a', 'org.acme/b']);
    expect(kept.texts.size).toBe(0);
  });
});
