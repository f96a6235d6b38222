import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { loadSnapshot, readObserved } from '../../../src/registry/index.ts';
import type { Observed } from '../../../src/registry/index.ts';
import { namespace, registry, release } from '../catalog/site-builder.ts';

const FRAME = [
  registry(),
  namespace('lib.sea'),
  release('lib.sea/tide@1.0.0'),
  release('lib.sea/wind@1.0.0'),
];

async function observed(files: readonly [string, string][]): Promise<Record<string, Observed>> {
  const store = new MemoryStore();
  store.commit(Object.fromEntries([...FRAME, ...files]));
  const revision = await store.resolveRevision('HEAD');
  const { index } = await loadSnapshot(store, revision);
  return Object.fromEntries(await readObserved(store, index));
}

describe('what a registry observed', () => {
  it('is read of the artifacts that there are, from either place', async () => {
    expect(await observed([])).toEqual({});
    expect(
      await observed([
        ['observed/lib/sea/tide/stats.yaml', 'downloadCount: 1500\nrating: 4.5\nnote: more\n'],
        ['observed/namespaces/lib/sea/wind/stats.yaml', 'downloadCount: 0\n'],
        ['observed/lib/sea/none/stats.yaml', 'downloadCount: 9\n'],
        ['observed/lib/sea/tide/other.yaml', 'downloadCount: 9\n'],
      ]),
    ).toEqual({ 'lib.sea/tide': { downloadCount: 1500, rating: 4.5 }, 'lib.sea/wind': { downloadCount: 0 } });
  });

  it.each([
    ['downloadCount: -1\nrating: 2\n', { rating: 2 }],
    ['downloadCount: 1.5\nrating: 5.01\n', undefined],
    ['downloadCount: 1000000000001\n', undefined],
    ['downloadCount: .inf\nrating: .nan\n', undefined],
    ['downloadCount: "7"\n', undefined],
    ['downloadCount: 7\ndownloadCount: 8\n', undefined],
    ['- 7\n', undefined],
    ['broken: [', undefined],
  ])('says nothing where it is out of bounds or cannot be read: %j', async (text, wanted) => {
    const found = await observed([['observed/lib/sea/tide/stats.yaml', text]]);
    expect(found['lib.sea/tide']).toEqual(wanted);
  });
});
