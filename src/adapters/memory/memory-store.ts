import { createHash } from 'node:crypto';
import { HyperError, comparePaths } from '../../core/index.ts';
import { WORKING_TREE } from '../../registry/index.ts';
import type {
  Blob,
  BlobRequest,
  FileVersions,
  RegistryStore,
  Revision,
  TreeChange,
  TreeEntry,
} from '../../registry/index.ts';
import { VersionList } from '../git/version-list.ts';
import { diffListings } from '../git/diff-listings.ts';
import { childrenOf } from '../worktree/folder-children.ts';

/** Shorter beginnings of an id are no revision, as in git. */
const MIN_ID_UNITS = 4;

/** The in-memory twin of the stores: states of a registry by commit, each a map from path to text. */
export class MemoryStore implements RegistryStore {
  readonly #commits = new Map<string, ReadonlyMap<string, string>>();
  readonly #objects = new Map<string, Uint8Array>();
  #head: string | undefined;

  /** Adds a commit whose files are exactly these; returns its id. */
  commit(files: Readonly<Record<string, string>> | ReadonlyMap<string, string>): string {
    const state = new Map(files instanceof Map ? files : Object.entries(files));
    const id = objectId('commit', Buffer.from(JSON.stringify([this.#head ?? '', ...state])));
    this.#commits.set(id, state);
    this.#head = id;
    return id;
  }

  resolveRevision(revision: string): Promise<Revision> {
    const number = [...this.#commits.keys()].findIndex(
      (id) => revision.length >= MIN_ID_UNITS && id.startsWith(revision),
    );
    const commit = revision === 'HEAD' ? this.#head : [...this.#commits.keys()][number];
    if (commit !== undefined) return Promise.resolve({ commit, tree: this.#treeOf(commit), committedAt: 0 });
    const code = this.#commits.size === 0 ? 'HYPER_REPOSITORY_EMPTY' : 'HYPER_REVISION_UNKNOWN';
    return Promise.reject(new HyperError(code, `there is no revision "${revision}"`));
  }

  currentRevision(): Promise<Revision> {
    return this.#head === undefined ? Promise.resolve(WORKING_TREE) : this.resolveRevision('HEAD');
  }

  listTree(revision: Revision): Promise<readonly TreeEntry[]> {
    const state = this.#commits.get(revision.commit ?? '') ?? new Map<string, string>();
    const entries = [...state].map(([path, text]) => this.#entry(path, text));
    return Promise.resolve(entries.sort((left, right) => comparePaths(left.path, right.path)));
  }

  async listFolders(revision: Revision, folders: readonly string[]): Promise<readonly TreeEntry[]> {
    return childrenOf(await this.listTree(revision), folders);
  }

  async *readBlobs(requests: readonly BlobRequest[], maxBytes: number): AsyncGenerator<readonly Blob[]> {
    for (const request of requests) {
      const bytes = this.#objects.get(request.oid);
      if (bytes === undefined)
        throw new HyperError('HYPER_OBJECT_CORRUPT', `there is no object for "${request.path}"`);
      yield await Promise.resolve([
        { request, size: bytes.length, bytes: bytes.length > maxBytes ? undefined : bytes },
      ]);
    }
  }

  firstParents(commit: string): Promise<readonly string[]> {
    const commits = [...this.#commits.keys()];
    return Promise.resolve(commits.slice(0, commits.indexOf(commit) + 1));
  }

  async listVersions(revision: Revision, paths: readonly string[], most: number): Promise<FileVersions> {
    const versions = new VersionList(paths, most);
    const commits = [...this.#commits.keys()];
    const last = revision.commit === null ? commits.length - 1 : commits.indexOf(revision.commit);
    for (const commit of commits.slice(0, last + 1).reverse()) {
      for (const entry of await this.listTree({ ...revision, commit })) versions.add(entry);
    }
    return versions.conclude(false);
  }

  async diffTrees(base: Revision, head: Revision): Promise<readonly TreeChange[]> {
    return diffListings(await this.listTree(base), await this.listTree(head));
  }

  #treeOf(commit: string): string {
    return objectId('tree', Buffer.from(JSON.stringify([...(this.#commits.get(commit) ?? [])])));
  }

  #entry(path: string, text: string): TreeEntry {
    const bytes = Buffer.from(text);
    const oid = objectId('blob', bytes);
    this.#objects.set(oid, bytes);
    return { mode: '100644', oid, path, isUtf8: true };
  }
}

function objectId(type: string, bytes: Uint8Array): string {
  return createHash('sha1').update(`${type} ${bytes.length}\u0000`).update(bytes).digest('hex');
}
