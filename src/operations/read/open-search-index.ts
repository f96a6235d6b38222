import { SEARCH_FOLDER, searchDocumentsOf } from '../../catalog/index.ts';
import type { RegistryFacts, Visibility } from '../../catalog/index.ts';
import { throwIfInterrupted } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { loadSnapshot } from '../../registry/index.ts';
import type { RegistryStore, Revision, Snapshot } from '../../registry/index.ts';
import { buildIndex, openIndex } from '../../search/index.ts';
import type { IndexReader, ShardReader } from '../../search/index.ts';
import { gatherShown } from './gather-shown.ts';
import type { Site } from '../on-site/site.ts';
import { keptIndexKey } from '../upkeep/kept-index.ts';
import type { OperationContext } from '../operation.ts';
import type { KeptPieces, OpenedRegistry, RegistryContext } from '../world.ts';

/** A file of an index is far smaller; what is not ours is not read further. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** What a search needs of the world. */
export interface SearchContext extends RegistryContext {
  /** A built site: a folder or an address. */
  openSite(place: string): Site;
}

/** An index, and what kept releases out of it. */
export interface OpenedIndex {
  readonly index: IndexReader;
  readonly diagnostics: readonly Diagnostic[];
}

/** The index of a built site. Errors: `HYPER_SEARCH_INDEX_INVALID`, those of the site. */
export async function openSiteIndex(site: Pick<Site, 'read'>): Promise<OpenedIndex> {
  const read = (path: string): Promise<Uint8Array | undefined> =>
    site.read(`${SEARCH_FOLDER}/${path}`, MAX_FILE_BYTES);
  return { index: await openIndex({ read }), diagnostics: [] };
}

/**
 * Asks the index of a registry as it is: made in memory of everything that the registry holds, and kept by the tree it was
 * made of. Of one that is kept only the files are read that are asked for; where one of them is damaged, it is made anew.
 * Errors: `HYPER_SEARCH_INDEX_INVALID`, those of the store.
 */
export async function askRegistryIndex<Answer>(
  context: OperationContext,
  registry: OpenedRegistry,
  revision: Revision,
  ask: (opened: OpenedIndex) => Promise<Answer>,
): Promise<Answer> {
  const { tree } = revision;
  const key = tree === null ? undefined : keptIndexKey(tree);
  const kept = key === undefined ? undefined : registry.pieces.openPieces(key);
  const known = kept === undefined ? undefined : await askKept(kept, ask);
  if (known !== undefined) return known.answer;
  const diagnostics: Diagnostic[] = [];
  const snapshot = await loadSnapshot(registry.store, revision);
  const files = await indexFiles(context, registry.store, snapshot, diagnostics);
  if (key !== undefined && diagnostics.length === 0) registry.pieces.writePieces(key, files);
  return ask({ index: await openIndex(toReader(files)), diagnostics });
}

/** Undefined where what is kept is damaged, whatever was made of it. */
async function askKept<Answer>(
  kept: KeptPieces,
  ask: (opened: OpenedIndex) => Promise<Answer>,
): Promise<{ readonly answer: Answer } | undefined> {
  const read = (path: string): Promise<Uint8Array | undefined> => Promise.resolve(kept.read(path));
  try {
    const answer = await ask({ index: await openIndex({ read }), diagnostics: [] });
    return kept.isDamaged ? undefined : { answer };
  } catch (error) {
    if (kept.isDamaged) return undefined;
    throw error;
  }
}

/** The files of the index of everything that the registry holds, by path; what keeps releases out goes to `diagnostics`. Errors:
 *  those of the store. */
export async function indexFiles(
  context: OperationContext,
  store: RegistryStore,
  snapshot: Snapshot,
  diagnostics: Diagnostic[],
): Promise<Map<string, Uint8Array>> {
  const found: Diagnostic[] = [];
  const facts = await gatherShown(store, snapshot, found);
  // A warning keeps no release out of the index, and is for hyper validate to tell.
  diagnostics.push(...found.filter(({ severity }) => severity === 'error'));
  throwIfInterrupted(context.signal);
  return filesOfIndex(snapshot, facts, 'private');
}

/** The files of the index of what is open enough, by path. Pure. */
export function filesOfIndex(
  snapshot: Snapshot,
  facts: RegistryFacts,
  visibility: Visibility,
): Map<string, Uint8Array> {
  const documents = searchDocumentsOf(snapshot, facts, visibility);
  return new Map([...buildIndex(documents)].map(({ path, bytes }) => [path, bytes]));
}

function toReader(files: ReadonlyMap<string, Uint8Array>): ShardReader {
  return { read: (path) => Promise.resolve(files.get(path)) };
}
