import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { IdPlace } from '../../gate/index.ts';
import { readManifest } from '../../registry/index.ts';
import type { RegistryStore, TreeEntry } from '../../registry/index.ts';
import type { ResultCache } from '../world.ts';

/** The last group of a UUIDv7: 48 random bits. Two ids that share it only cost a check that was not needed. */
const END_UNITS = 12;

/** Keeps the ids of a tree that was checked as a whole: about a megabyte for 100,000 releases. */
export function keepIds(cache: ResultCache, tree: string, ids: readonly string[]): void {
  cache.write(keyOf(tree), `\n${ids.map(endOf).join('\n')}\n`);
}

/**
 * Whether a release has an id that another release of the base has, as far as a check of the whole base was kept; may
 * also be true where it has not. A release that only keeps its own id is in `former` as it was.
 */
export async function mayCopyIds(
  { store, cache }: { readonly store: RegistryStore; readonly cache: ResultCache },
  baseTree: string | null,
  places: readonly IdPlace[],
  former: readonly TreeEntry[],
): Promise<boolean> {
  const known = baseTree === null || places.length === 0 ? undefined : cache.read(keyOf(baseTree));
  if (known === undefined) return false;
  const suspects = places.filter(({ id }) => known.includes(`\n${endOf(id)}\n`));
  if (suspects.length === 0) return false;
  const own = await idsOf(store, former);
  return suspects.some(({ id, path }) => own.get(path) !== id);
}

async function idsOf(store: RegistryStore, entries: readonly TreeEntry[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let number = 0;
  for await (const blobs of store.readBlobs(entries, MAX_MANIFEST_BYTES)) {
    for (const { bytes } of blobs) {
      const path = entries[number]?.path ?? '';
      number += 1;
      const manifest = readManifest(path, bytes, () => undefined)?.manifest;
      if (manifest?.kind === 'Artifact') ids.set(path, manifest.id);
    }
  }
  return ids;
}

function keyOf(tree: string): string {
  return `ids-${tree}`;
}

function endOf(id: string): string {
  return id.slice(-END_UNITS);
}
