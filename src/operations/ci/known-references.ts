import { sortedBy } from '../../core/index.ts';
import { indexEntries } from '../../registry/index.ts';
import type { RegistryStore, Revision } from '../../registry/index.ts';
import type { ResultCache } from '../world.ts';

/** The references of all artifacts of a revision: a listing of the whole tree, remembered by the tree's id. */
export async function knownReferences(
  { store, cache }: { readonly store: RegistryStore; readonly cache: ResultCache },
  revision: Revision,
): Promise<readonly string[]> {
  const key = revision.tree === null ? undefined : `names-${revision.tree}`;
  const kept = key === undefined ? undefined : cache.read(key);
  if (kept?.endsWith('\n') === true) return kept.split('\n').slice(0, -1);
  const { artifacts } = indexEntries(await store.listTree(revision));
  const references = sortedBy(artifacts.keys(), (reference) => reference);
  if (key !== undefined && references.every((reference) => !reference.includes('\n')))
    cache.write(key, references.map((reference) => `${reference}\n`).join(''));
  return references;
}
