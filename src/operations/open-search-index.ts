import { SEARCH_FOLDER, searchDocumentsOf } from '../catalog/index.ts';
import { throwIfInterrupted } from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import { loadSnapshot } from '../registry/index.ts';
import type { RegistryStore, Snapshot } from '../registry/index.ts';
import { buildIndex, openIndex } from '../search/index.ts';
import type { IndexReader, ShardReader } from '../search/index.ts';
import { gatherShown } from './gather-shown.ts';
import { openRevision } from './open-snapshot.ts';
import type { ReadInput } from './open-snapshot.ts';
import type { Site } from './site.ts';
import type { RegistryContext } from './world.ts';

/** A file of an index is far smaller; what is not ours is not read further. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Changes where an index is made otherwise. */
const FORMAT = 3;
const LENGTH_BYTES = 4;

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
  const { registry, revision } = await openRevision(context, input, 'list');
  const { tree } = revision;
  const key = tree === null ? undefined : `search-${FORMAT}-${tree}`;
  const kept = key === undefined ? undefined : readKept(registry.cache.readBytes(key));
  if (kept !== undefined) return { index: await openIndex(kept), diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const snapshot = await loadSnapshot(registry.store, revision);
  const files = await indexFiles(context, registry.store, snapshot, diagnostics);
  if (key !== undefined && diagnostics.length === 0) registry.cache.writeBytes(key, renderKept(files));
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

/** How long the list of files is, in four bytes, the lowest first; the list; then the files one after the other. */
function renderKept(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const list = new TextEncoder().encode(
    [...files].map(([path, { length }]) => `${path} ${length}\n`).join(''),
  );
  let end = LENGTH_BYTES + list.length;
  const starts = [...files.values()].map((bytes) => (end += bytes.length) - bytes.length);
  const whole = new Uint8Array(end);
  new DataView(whole.buffer).setUint32(0, list.length, true);
  whole.set(list, LENGTH_BYTES);
  [...files.values()].forEach((bytes, number) => {
    whole.set(bytes, starts[number]);
  });
  return whole;
}

/** Undefined where the bytes are cut off, or never were what `renderKept` gives. */
function readKept(bytes: Uint8Array | undefined): ShardReader | undefined {
  if (bytes === undefined || bytes.length < LENGTH_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = LENGTH_BYTES + view.getUint32(0, true);
  if (start > bytes.length) return undefined;
  const files = new Map<string, Uint8Array>();
  for (const line of new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start)).split('\n')) {
    const at = line.indexOf(' ');
    if (at <= 0) continue;
    const end = start + Number(line.slice(at + 1));
    files.set(line.slice(0, at), bytes.subarray(start, end));
    start = end;
  }
  return start === bytes.length ? toReader(files) : undefined;
}
