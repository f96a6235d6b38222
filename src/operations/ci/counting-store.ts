import type {
  Blob,
  BlobRequest,
  FileVersions,
  RegistryStore,
  Revision,
  TreeChange,
  TreeEntry,
} from '../../registry/index.ts';

/** A store that counts what is asked of it: the work of judging follows the change. */
export class CountingStore implements RegistryStore {
  blobs = 0;
  folders = 0;
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

  listTree(revision: Revision): Promise<readonly TreeEntry[]> {
    return this.#store.listTree(revision);
  }

  listFolders(revision: Revision, folders: readonly string[]): Promise<readonly TreeEntry[]> {
    this.folders += folders.length;
    return this.#store.listFolders(revision, folders);
  }

  readBlobs(requests: readonly BlobRequest[], maxBytes: number): AsyncIterable<readonly Blob[]> {
    this.blobs += requests.length;
    return this.#store.readBlobs(requests, maxBytes);
  }

  firstParents(commit: string): Promise<readonly string[]> {
    return this.#store.firstParents(commit);
  }

  listVersions(revision: Revision, paths: readonly string[], most: number): Promise<FileVersions> {
    return this.#store.listVersions(revision, paths, most);
  }

  diffTrees(base: Revision, head: Revision): Promise<readonly TreeChange[]> {
    return this.#store.diffTrees(base, head);
  }
}
