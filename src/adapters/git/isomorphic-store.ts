import * as fs from 'node:fs';
import { join, relative, sep } from 'node:path';
import * as git from 'isomorphic-git';
import { HyperError, comparePaths, sortedBy, toOneLine } from '../../core/index.ts';
import { WORKING_TREE, commitTime } from '../../registry/index.ts';
import type {
  Blob,
  BlobRequest,
  FileVersions,
  RegistryStore,
  Revision,
  TreeChange,
  TreeEntry,
} from '../../registry/index.ts';
import { childrenOf } from '../worktree/folder-children.ts';
import { FolderStore, readFiles } from '../worktree/folder-store.ts';
import { diffListings } from './diff-listings.ts';
import { locatePlainly, readHead } from './plain-location.ts';
import type { PlainLocation } from './plain-location.ts';
import { ambiguous, beforeHistory, isDay, momentOf, shallowHistory } from './resolve-revision.ts';
import { listPlainVersions } from './list-plain-versions.ts';

const BATCH_BLOBS = 64;

/** Finds a repository around a folder without the git program; undefined where there is none. */
export async function openIsomorphicStore(folder: string): Promise<IsomorphicStore | undefined> {
  try {
    const root = await git.findRoot({ fs, filepath: folder });
    const prefix = relative(root, folder).split(sep).join('/');
    return new IsomorphicStore(locatePlainly(root), folder, prefix);
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError) return undefined;
    throw error;
  }
}

/** A registry read by isomorphic-git, for machines without the git program. Slower, and the working tree is read whole. */
export class IsomorphicStore implements RegistryStore {
  readonly #location: PlainLocation;
  readonly #folder: string;
  readonly #prefix: string;
  readonly #working: FolderStore;
  readonly #cache = {};

  constructor(location: PlainLocation, folder: string, prefix: string) {
    this.#location = location;
    this.#folder = folder;
    this.#prefix = prefix;
    this.#working = new FolderStore(folder);
  }

  async resolveRevision(revision: string): Promise<Revision> {
    const moment = momentOf(revision);
    if (moment !== undefined && isDay(revision)) await this.#assertNoName(revision);
    const commit = await (moment === undefined
      ? this.#commitOf(revision)
      : this.#commitBefore(Date.parse(moment) / 1000, revision));
    const { oid, commit: read } = await this.#readCommit(commit);
    const tree = this.#prefix === '' ? read.tree : await this.#subtree(read.tree);
    return { commit: oid, tree, committedAt: commitTime(read.committer.timestamp) };
  }

  currentRevision(): Promise<Revision> {
    return Promise.resolve(WORKING_TREE);
  }

  async listTree(revision: Revision): Promise<readonly TreeEntry[]> {
    if (revision.commit === null) return this.#working.listTree();
    const entries: TreeEntry[] = [];
    if (revision.tree !== null) await this.#walk(revision.tree, '', entries);
    return entries.sort((left, right) => comparePaths(left.path, right.path));
  }

  async listFolders(revision: Revision, folders: readonly string[]): Promise<readonly TreeEntry[]> {
    return childrenOf(await this.listTree(revision), folders);
  }

  async *readBlobs(requests: readonly BlobRequest[], maxBytes: number): AsyncGenerator<readonly Blob[]> {
    for (let first = 0; first < requests.length; first += BATCH_BLOBS) {
      const batch: Blob[] = [];
      for (const request of requests.slice(first, first + BATCH_BLOBS)) {
        if (request.oid === '')
          for await (const blobs of readFiles(this.#folder, [request], maxBytes)) batch.push(...blobs);
        else batch.push(await this.#readBlob(request, maxBytes));
      }
      yield batch;
    }
  }

  async firstParents(commit: string): Promise<readonly string[]> {
    if (this.#isShallow()) throw shallowHistory();
    const commits: string[] = [];
    for (let next: string | undefined = commit; next !== undefined;) {
      const { oid, commit: read } = await this.#readCommit(next);
      commits.push(oid);
      next = read.parent[0];
    }
    return commits.reverse();
  }

  async listVersions(revision: Revision, paths: readonly string[], most: number): Promise<FileVersions> {
    const start = revision.commit ?? (await this.#headCommit());
    if (start === undefined) return { byPath: new Map(), cut: undefined };
    const place = { ...this.#repository(), prefix: this.#prefix };
    return this.#read(() => listPlainVersions(place, { commit: start, paths, most }, this.#isShallow()));
  }

  async #headCommit(): Promise<string | undefined> {
    try {
      return await this.#commitOf('HEAD');
    } catch (error) {
      if (error instanceof HyperError && error.code === 'HYPER_REPOSITORY_EMPTY') return undefined;
      throw error;
    }
  }

  async diffTrees(base: Revision, head: Revision): Promise<readonly TreeChange[]> {
    const [before, after] = [await this.listTree(base), await this.listTree(head)];
    if (head.commit !== null) return diffListings(before, after);
    const hashed = await Promise.all(after.map((entry) => this.#withObjectId(entry)));
    return diffListings(before, hashed).map((change) =>
      change.after === undefined ? change : { ...change, after: { ...change.after, oid: '' } },
    );
  }

  #repository(): { fs: typeof fs; gitdir: string; cache: object } {
    return { fs, gitdir: this.#location.common, cache: this.#cache };
  }

  async #withObjectId(entry: TreeEntry): Promise<TreeEntry> {
    if (!entry.mode.startsWith('100')) return entry;
    for await (const [blob] of readFiles(this.#folder, [entry], Number.MAX_SAFE_INTEGER)) {
      const object = await git.hashBlob({ object: blob?.bytes ?? new Uint8Array() });
      return { ...entry, oid: object.oid };
    }
    return entry;
  }

  /** Annotated tags are followed to their commit. */
  async #readCommit(oid: string): ReturnType<typeof git.readCommit> {
    try {
      return await git.readCommit({ ...this.#repository(), oid });
    } catch (error) {
      throw error instanceof git.Errors.NotFoundError && this.#isShallow()
        ? this.#unknown(oid, error)
        : toCorrupt(error);
    }
  }

  #isShallow(): boolean {
    return fs.existsSync(join(this.#location.common, 'shallow'));
  }

  #unknown(revision: string, cause?: unknown): HyperError {
    const name = toOneLine(revision);
    if (this.#isShallow()) {
      return new HyperError('HYPER_REPOSITORY_SHALLOW', `"${name}" is not in this shallow clone`, { cause });
    }
    return new HyperError('HYPER_REVISION_UNKNOWN', `expected a commit, branch, tag or date, got "${name}"`, {
      hint: 'without the git program, forms such as HEAD~1 are not read: install git',
      cause,
    });
  }

  async #assertNoName(day: string): Promise<void> {
    const repository = this.#repository();
    if ((await git.listBranches(repository)).includes(day)) throw ambiguous(day, `refs/heads/${day}`);
    if ((await git.listTags(repository)).includes(day)) throw ambiguous(day, `refs/tags/${day}`);
  }

  async #commitBefore(seconds: number, revision: string): Promise<string> {
    let next: string | undefined = await this.#commitOf('HEAD');
    while (next !== undefined) {
      const { oid, commit } = await this.#readCommit(next);
      if (commit.committer.timestamp <= seconds) return oid;
      next = commit.parent[0];
    }
    throw this.#isShallow() ? this.#unknown(revision) : beforeHistory(revision);
  }

  async #commitOf(revision: string): Promise<string> {
    const repository = this.#repository();
    try {
      if (/^[0-9a-f]{4,40}$/u.test(revision)) return await git.expandOid({ ...repository, oid: revision });
      return await git.resolveRef({
        ...repository,
        ref: revision === 'HEAD' ? readHead(this.#location) : revision,
      });
    } catch (error) {
      if (!(error instanceof git.Errors.NotFoundError)) throw toCorrupt(error);
      const branches = await git.listBranches(repository);
      if (branches.length === 0)
        throw new HyperError('HYPER_REPOSITORY_EMPTY', 'the repository has no commit yet');
      throw this.#unknown(revision, error);
    }
  }

  async #subtree(tree: string): Promise<string | null> {
    try {
      const found = await git.readTree({ ...this.#repository(), oid: tree, filepath: this.#prefix });
      return found.oid;
    } catch (error) {
      if (error instanceof git.Errors.NotFoundError) return null;
      throw toCorrupt(error);
    }
  }

  async #walk(oid: string, prefix: string, entries: TreeEntry[]): Promise<void> {
    const { tree } = await this.#read(() => git.readTree({ ...this.#repository(), oid }));
    for (const entry of sortedBy(tree, (one) => one.path)) {
      const path = `${prefix}${entry.path}`;
      const mode = entry.mode.padStart(6, '0');
      if (entry.type === 'tree') await this.#walk(entry.oid, `${path}/`, entries);
      else entries.push({ mode, oid: entry.oid, path, isUtf8: !path.includes('\ufffd') });
    }
  }

  async #readBlob(request: BlobRequest, maxBytes: number): Promise<Blob> {
    const { blob } = await this.#read(() => git.readBlob({ ...this.#repository(), oid: request.oid }));
    return { request, size: blob.length, bytes: blob.length > maxBytes ? undefined : blob };
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw toCorrupt(error);
    }
  }
}

function toCorrupt(error: unknown): HyperError {
  const reason = error instanceof Error ? error.message : String(error);
  return new HyperError(
    'HYPER_OBJECT_CORRUPT',
    `a git object cannot be read: ${toOneLine(reason).slice(0, 200)}`,
    { cause: error },
  );
}
