import { expect, it } from 'vitest';
import { compareText } from '../../../../src/core/index.ts';
import { MemoryStore } from '../../../../src/adapters/memory/index.ts';
import { loadImpactBase, readImpactChanges } from '../../../../src/operations/deps/load-impact-base.ts';
import type { ResultCache } from '../../../../src/operations/index.ts';
import { findImpact } from '../../../../src/resolve/index.ts';
import { namespace, registryText, release, releasePath } from '../../../build/manifests.ts';

/** Keeps results in memory. */
function memoryCache(): ResultCache {
  const kept = new Map<string, Uint8Array>();
  return {
    read: () => undefined,
    write: () => undefined,
    readBytes: (key) => kept.get(key),
    writeBytes: (key, bytes) => void kept.set(key, bytes),
  };
}

/** A memory store that tells which contents were read. */
class CountingStore extends MemoryStore {
  readonly read: string[] = [];

  override async *readBlobs(
    ...[requests, maxBytes]: Parameters<MemoryStore['readBlobs']>
  ): ReturnType<MemoryStore['readBlobs']> {
    this.read.push(...requests.map(({ path }) => path));
    yield* super.readBlobs(requests, maxBytes);
  }
}

const ARTIFACTS = 60;
const nameOf = (at: number): string => `org.acme/a${String(at)}`;
const needs = (at: number): string =>
  at === 0 ? '' : `dependencies:\n  ${nameOf(Math.floor((at - 1) / 2))}: ^1.0.0\n`;

it('reads of a change what it touches and no more, however much depends on it', async () => {
  const store = new CountingStore();
  const files: Record<string, string> = { 'registry.yaml': registryText() };
  for (const [path, text] of Object.entries(namespace('org.acme'))) files[path] = String(text);
  for (let at = 0; at < ARTIFACTS; at += 1) {
    for (const [path, text] of Object.entries(release(nameOf(at), '1.0.0', needs(at))))
      files[path] = String(text);
  }
  const base = store.commit(files);
  const added = releasePath(nameOf(0), '1.1.0');
  const head = store.commit({ ...files, [added]: String(release(nameOf(0), '1.1.0')[added]) });
  const [from, to] = await Promise.all([store.resolveRevision(base), store.resolveRevision(head)]);
  const cache = memoryCache();
  await loadImpactBase({ store, cache }, from);
  expect(store.read.length).toBeGreaterThan(ARTIFACTS);
  store.read.length = 0;
  const loaded = await loadImpactBase({ store, cache }, from);
  const { changed, changes } = await readImpactChanges(store, loaded, to);
  const { entries } = findImpact(loaded.base, changes, { releases: 'latest' });
  expect(changed).toEqual([nameOf(0)]);
  expect(entries.filter(({ kind }) => kind === 'changed')).toHaveLength(ARTIFACTS - 1);
  expect([...new Set(store.read)].sort(compareText)).toEqual([
    releasePath(nameOf(0), '1.0.0'),
    added,
    'registry.yaml',
  ]);
});
