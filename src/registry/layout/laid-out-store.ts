import { comparePaths } from '../../core/index.ts';
import { folderOf } from '../registry-index.ts';
import type {
  Blob,
  BlobRequest,
  FileVersions,
  RegistryStore,
  Revision,
  TreeChange,
  TreeEntry,
} from '../registry-store.ts';
import { fannedFolder, isFanOutFolder, withoutFanOut } from './fan-out.ts';
import { isExactMove, toLogicalChanges } from './logical-changes.ts';
import { loadFanOut } from './registry-layout.ts';

/**
 * A store whose paths are without fan-out folders, whatever the format of the registry: rules, indexes and signatures
 * speak of an artifact's files by these. `at` of an entry says where it really is. Where something lies at the plain place
 * too, the fanned one keeps its own path, which has no place in the layout. A file that only moved between the
 * places that `registry.yaml` of each side asks for did not change; any other move is a change.
 */
export class LaidOutStore implements RegistryStore {
  readonly #store: RegistryStore;

  constructor(store: RegistryStore) {
    this.#store = store;
  }

  resolveRevision(revision: string): Promise<Revision> {
    return this.#store.resolveRevision(revision);
  }

  currentRevision(next?: 'list' | 'none'): Promise<Revision> {
    return this.#store.currentRevision(next);
  }

  firstParents(commit: string): Promise<readonly string[]> {
    return this.#store.firstParents(commit);
  }

  async listTree(revision: Revision): Promise<readonly TreeEntry[]> {
    const entries = await this.#store.listTree(revision);
    if (!entries.some(({ path }) => withoutFanOut(path) !== undefined)) return entries;
    const taken = new Set(entries.map(({ path }) => folderOf(path)));
    return entries
      .map((entry) => toLogical(entry, (folder) => taken.has(folder)))
      .sort((left, right) => comparePaths(left.path, right.path));
  }

  async listFolders(revision: Revision, folders: readonly string[]): Promise<readonly TreeEntry[]> {
    const plain = (await this.#store.listFolders(revision, folders)).filter(
      ({ mode, path }) => mode !== '040000' || !isFanOutFolder(path),
    );
    const found = new Set(plain.map(({ path }) => folderOf(path)));
    const fanned = folders.flatMap((folder) => (found.has(folder) ? [] : (fannedFolder(folder) ?? [])));
    if (fanned.length === 0) return plain;
    const more = await this.#store.listFolders(revision, fanned);
    if (more.length === 0) return plain;
    return [...plain, ...more.map((entry) => toLogical(entry, () => false))];
  }

  async *readBlobs(requests: readonly BlobRequest[], maxBytes: number): AsyncGenerator<readonly Blob[]> {
    const isMoved = requests.some((request) => placeOf(request) !== request.path);
    if (!isMoved) {
      yield* this.#store.readBlobs(requests, maxBytes);
      return;
    }
    const placed = requests.map((request) => ({ oid: request.oid, path: placeOf(request) }));
    let number = 0;
    for await (const blobs of this.#store.readBlobs(placed, maxBytes)) {
      const first = number;
      number += blobs.length;
      yield blobs.map((blob, index) => ({ ...blob, request: requests[first + index] ?? blob.request }));
    }
  }

  async listVersions(revision: Revision, paths: readonly string[], most: number): Promise<FileVersions> {
    const fanned = new Map(
      paths.flatMap((path) => {
        const folder = fannedFolder(folderOf(path));
        return folder === undefined ? [] : [[path, `${folder}${path.slice(path.lastIndexOf('/'))}`] as const];
      }),
    );
    if (fanned.size === 0) return this.#store.listVersions(revision, paths, most);
    const all = [...paths, ...fanned.values()];
    const { byPath, cut } = await this.#store.listVersions(revision, all, most);
    const merged = new Map(
      paths.map((path) => {
        const versions = [byPath.get(fanned.get(path) ?? ''), byPath.get(path)].flatMap((list) => list ?? []);
        const once = versions.filter(({ oid }, at) => versions.findIndex((one) => one.oid === oid) === at);
        return [path, once.slice(0, most).map((entry) => ({ ...entry, path }))] as const;
      }),
    );
    return { byPath: new Map([...merged].filter(([, list]) => list.length > 0)), cut };
  }

  async diffTrees(base: Revision, head: Revision): Promise<readonly TreeChange[]> {
    const raw = await this.#store.diffTrees(base, head);
    const taken = await this.#plainlyTaken(head, raw);
    const { changes, moves } = toLogicalChanges(raw, (folder) => taken.has(folder));
    if (moves.length === 0) return changes;
    const [before, after] = await Promise.all([loadFanOut(this.#store, base), loadFanOut(this.#store, head)]);
    const inexact = moves.filter((move) => !isExactMove(move, before, after));
    return [...changes, ...inexact].sort((left, right) => comparePaths(left.path, right.path));
  }

  /** The plain folders of fanned files that something else lies in. */
  async #plainlyTaken(head: Revision, raw: readonly TreeChange[]): Promise<ReadonlySet<string>> {
    const folders = new Set(
      raw.flatMap(({ path, after }) => {
        const logical = after === undefined ? undefined : withoutFanOut(path);
        return logical === undefined ? [] : [folderOf(logical)];
      }),
    );
    if (folders.size === 0) return folders;
    return new Set((await this.#store.listFolders(head, [...folders])).map(({ path }) => folderOf(path)));
  }
}

function toLogical(entry: TreeEntry, isTaken: (folder: string) => boolean): TreeEntry {
  const path = withoutFanOut(entry.path);
  return path === undefined || isTaken(folderOf(path)) ? entry : { ...entry, path, at: entry.path };
}

/** Only files of the working tree are read by where they are. */
function placeOf(request: BlobRequest & { readonly at?: string }): string {
  return request.oid === '' ? (request.at ?? request.path) : request.path;
}
