import { Buffer } from 'node:buffer';
import { SEARCH_FOLDER, searchDocumentsOf } from '../catalog/index.ts';
import { throwIfInterrupted } from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import type { RegistryStore, Snapshot } from '../registry/index.ts';
import { buildIndex, openIndex } from '../search/index.ts';
import type { IndexReader, ShardReader } from '../search/index.ts';
import { gatherShown } from './gather-shown.ts';
import { openSnapshot } from './open-snapshot.ts';
import type { ReadInput } from './open-snapshot.ts';
import type { Site } from './site.ts';
import type { RegistryContext } from './world.ts';

/** A file of an index is far smaller; what is not ours is not read further. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Changes where an index is made otherwise. */
const FORMAT = 2;

/** What a search needs of the world. */
export interface SearchContext extends RegistryContext {
  /** A built site: a folder or an address. */
  openSite(place: string): Site;
}

/** An index, and what was wrong with the releases that it was made of. */
export interface OpenedIndex {
  readonly index: IndexReader;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The index of a built site, or of a registry as it is: then made in memory of everything that the registry holds, and
 * kept by the tree it was made of. Errors: `HYPER_SEARCH_INDEX_INVALID`, those of the store and the site.
 */
export async function openSearchIndex(
  context: SearchContext,
  input: ReadInput & { readonly site: string | undefined },
): Promise<OpenedIndex> {
  if (input.site !== undefined) {
    const site = context.openSite(input.site);
    const read = (path: string): Promise<Uint8Array | undefined> =>
      site.read(`${SEARCH_FOLDER}/${path}`, MAX_FILE_BYTES);
    return { index: await openIndex({ read }), diagnostics: [] };
  }
  const { registry, snapshot } = await openSnapshot(context, input);
  const { tree } = snapshot.revision;
  const key = tree === null ? undefined : `search-${FORMAT}-${tree}`;
  const kept = key === undefined ? undefined : readKept(registry.cache.read(key));
  if (kept !== undefined) return { index: await openIndex(kept), diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const files = await indexFiles(context, registry.store, snapshot, diagnostics);
  if (key !== undefined && diagnostics.length === 0) registry.cache.write(key, renderKept(files));
  return { index: await openIndex(toReader(files)), diagnostics };
}

async function indexFiles(
  context: SearchContext,
  store: RegistryStore,
  snapshot: Snapshot,
  diagnostics: Diagnostic[],
): Promise<Map<string, Uint8Array>> {
  const facts = await gatherShown(store, snapshot, diagnostics);
  throwIfInterrupted(context.signal);
  const documents = searchDocumentsOf(snapshot, facts, 'private');
  return new Map([...buildIndex(documents)].map(({ path, bytes }) => [path, bytes]));
}

function toReader(files: ReadonlyMap<string, Uint8Array>): ShardReader {
  return { read: (path) => Promise.resolve(files.get(path)) };
}

/** One file a line: its path and its bytes in base64. */
function renderKept(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files].map(([path, bytes]) => `${path} ${Buffer.from(bytes).toString('base64')}\n`).join('');
}

function readKept(text: string | undefined): ShardReader | undefined {
  if (text?.endsWith('\n') !== true) return undefined;
  const files = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(' ');
    if (at > 0) files.set(line.slice(0, at), line.slice(at + 1));
  }
  return {
    read: (path) => {
      const kept = files.get(path);
      return Promise.resolve(kept === undefined ? undefined : Buffer.from(kept, 'base64'));
    },
  };
}
