import { MAX_MANIFEST_BYTES, isJsonObject } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import { parseDocument } from '../document/index.ts';
import type { ArtifactEntry } from './registry-index.ts';
import type { RegistryStore, Revision, TreeEntry } from './registry-store.ts';

/** What the registry itself saw of an artifact (SPEC section 2); authors never write it, and it is no more believed than
 *  anything else: each number within its bounds, or not there. */
export interface Observed {
  readonly downloadCount?: number;
  /** From 0 to 5. */
  readonly rating?: number;
}

const FOLDER = 'observed';
const MAX_DOWNLOADS = 1e12;
const MAX_RATING = 5;

/** By `namespace/name`, what `observed/…/stats.yaml` says of the artifacts. A registry without that folder costs one listing;
 *  files that cannot be read, and numbers out of bounds, say nothing. Errors: those of the store. */
export async function readObserved(
  store: RegistryStore,
  revision: Revision,
  artifacts: Iterable<ArtifactEntry>,
): Promise<ReadonlyMap<string, Observed>> {
  const found = new Map<string, Observed>();
  const files = await filesOf(store, revision);
  if (files.length === 0) return found;
  const references = new Map<string, string>();
  for (const { folder, reference } of artifacts) {
    references.set(`${FOLDER}/${folder}/stats.yaml`, reference);
    references.set(`${FOLDER}/${folder.replace(/^namespaces\//u, '')}/stats.yaml`, reference);
  }
  const wanted = files.filter(({ path }) => references.has(path));
  for await (const blobs of store.readBlobs(wanted, MAX_MANIFEST_BYTES)) {
    for (const { request, bytes } of blobs) {
      const observed = bytes === undefined ? {} : observedOf(parseDocument(bytes).document?.value);
      const reference = references.get(request.path);
      if (reference !== undefined && Object.keys(observed).length > 0) found.set(reference, observed);
    }
  }
  return found;
}

function observedOf(value: JsonValue | undefined): Observed {
  if (!isJsonObject(value)) return {};
  const { downloadCount, rating } = value;
  return {
    ...(isWithin(downloadCount, MAX_DOWNLOADS) && Number.isInteger(downloadCount) ? { downloadCount } : {}),
    ...(isWithin(rating, MAX_RATING) ? { rating } : {}),
  };
}

function isWithin(value: JsonValue | undefined, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

/** The plain files below the folder, level by level; a working tree is listed once, as each listing of it is of the whole. */
async function filesOf(store: RegistryStore, revision: Revision): Promise<TreeEntry[]> {
  if (revision.tree === null) {
    return (await store.listTree(revision)).filter(isFileBelow);
  }
  const files: TreeEntry[] = [];
  let folders = (await store.listFolders(revision, [''])).filter(({ path }) => path === FOLDER);
  while (folders.length > 0) {
    const children = await store.listFolders(
      revision,
      folders.map(({ path }) => path),
    );
    files.push(...children.filter(isFileBelow));
    folders = children.filter(({ mode }) => mode === '040000');
  }
  return files;
}

function isFileBelow({ path, mode }: TreeEntry): boolean {
  return mode.startsWith('100') && path.startsWith(`${FOLDER}/`) && path.endsWith('/stats.yaml');
}
