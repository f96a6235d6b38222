import { HyperError, comparePaths } from '../../core/index.ts';
import { WORKING_TREE } from '../../registry/index.ts';
import type {
  Blob,
  BlobRequest,
  RegistryStore,
  Revision,
  TreeChange,
  FileVersions,
  TreeEntry,
} from '../../registry/index.ts';
import { childrenOf } from '../worktree/folder-children.ts';
import { FolderStore, readFiles } from '../worktree/folder-store.ts';
import { readProvenFiles } from '../worktree/proven-files.ts';
import { changeBetween, diffListings } from './diff-listings.ts';
import { readFewBlobs, streamBlobs } from './blob-stream.ts';
import type { GitLocation } from './git-location.ts';
import { requireGit } from './git-process.ts';
import type { Environment, GitOptions } from './git-process.ts';
import { ObjectReader } from './object-reader.ts';
import { ObjectTrees } from './object-trees.ts';
import { batchesOf, isPlainName } from './path-arguments.ts';
import { resolveGitRevision, shallowHistory } from './resolve-revision.ts';
import type { KeptStatus, KnownStatus, StatusAnswer, StatusMoment } from './status/kept-status.ts';
import type { KnownTree } from './status/known-tree.ts';
import type { StatusSettings } from './status/status-settings.ts';
import { parseTreeListing } from './tree-listing.ts';
import { listGitVersions } from './list-git-versions.ts';
import { listWorkingChanges } from './working-changes.ts';
import type { WorkingChanges } from './working-changes.ts';

/** So many are read over the pipe that is open already; for more, a stream of their own is faster. */
const FEW_BLOBS = 64;

/** Questions to git that need not wait for the answer to where the repository is. */
export interface BegunReads {
  readonly reader?: ObjectReader;
  readonly settings?: Promise<StatusSettings>;
  /** What git is known to say of the working tree; git is not asked again. */
  readonly known?: KnownStatus;
  /** Takes what git says, which was asked after the moment. */
  readonly keep?: { readonly status: KeptStatus; readonly moment: StatusMoment };
}

/** How HEAD answers before its first commit, in a repository without and with other branches. */
const UNBORN: ReadonlySet<string> = new Set(['HYPER_REPOSITORY_EMPTY', 'HYPER_REVISION_UNKNOWN']);

/** A registry read with the git program: commits from objects, the working tree as HEAD and what differs from it. */
export class GitStore implements RegistryStore {
  readonly location: GitLocation;
  readonly #options: GitOptions;
  readonly #reader: ObjectReader;
  readonly #trees: ObjectTrees;
  readonly #begun: BegunReads;
  #changes: Promise<WorkingChanges> | undefined;
  /** A listing asked for ahead of its reader, who takes it away. */
  #listed: { readonly tree: string; readonly entries: Promise<readonly TreeEntry[]> } | undefined;

  /** What was begun while the repository was looked for is taken over. */
  constructor(location: GitLocation, environment: Environment, begun: BegunReads = {}) {
    this.location = location;
    this.#options = { folder: location.folder, environment };
    this.#reader = begun.reader ?? new ObjectReader(this.#options);
    this.#trees = new ObjectTrees(this.#reader);
    this.#begun = begun;
  }

  resolveRevision(revision: string): Promise<Revision> {
    return resolveGitRevision(revision, this.location, this.#options, this.#reader);
  }

  async currentRevision(next: 'list' | 'none' = 'none'): Promise<Revision> {
    if (this.location.isBare) return this.resolveRevision('HEAD');
    const finding =
      next === 'list' ? this.#headOrNone().then((one) => this.#listAhead(one)) : this.#headOrNone();
    const [changes, head] = await Promise.all([this.#workingChanges(), finding]);
    await this.#keep({ changes, head });
    return changes.size === 0 && head.tree !== null ? head : WORKING_TREE;
  }

  /** Begins to list HEAD while git still looks for changes. */
  #listAhead(head: Revision): Revision {
    if (head.tree !== null && this.#listed?.tree !== head.tree) {
      const entries = this.#listObjects(head.tree);
      entries.catch(() => undefined);
      this.#listed = { tree: head.tree, entries };
    }
    return head;
  }

  #knownTree(tree: string): KnownTree | undefined {
    const known = this.#begun.known?.tree;
    return known?.tree === tree ? known : undefined;
  }

  async #listObjects(tree: string): Promise<readonly TreeEntry[]> {
    const known = this.#knownTree(tree);
    if (known !== undefined) return known.files();
    return parseTreeListing(await requireGit(['ls-tree', '-r', '-z', '--full-tree', tree], this.#options));
  }

  async listTree(revision: Revision): Promise<readonly TreeEntry[]> {
    if (revision.commit === null) return this.#listWorkingTree();
    if (revision.tree === null) return [];
    const ahead = this.#listed?.tree === revision.tree ? this.#listed.entries : undefined;
    this.#listed = undefined;
    return ahead ?? this.#listObjects(revision.tree);
  }

  async listFolders(revision: Revision, folders: readonly string[]): Promise<readonly TreeEntry[]> {
    if (revision.tree === null) return childrenOf(await this.listTree(revision), folders);
    const known = folders.every(isPlainName) ? this.#knownTree(revision.tree) : undefined;
    if (known !== undefined) return folders.flatMap((folder) => known.childrenOf(folder));
    const [plain, odd] = [folders.filter(isPlainName), folders.filter((folder) => !isPlainName(folder))];
    const entries = await this.#trees.listFolders(revision.tree, plain);
    if (odd.length === 0) return entries;
    return [
      ...entries,
      ...(await this.#listPaths(
        revision.tree,
        odd.map((folder) => `${folder}/`),
      )),
    ];
  }

  readBlobs(requests: readonly BlobRequest[], maxBytes: number): AsyncIterable<readonly Blob[]> {
    if (!requests.every((request) => request.oid !== '')) return this.#readMixed(requests, maxBytes);
    const others = (rest: readonly BlobRequest[]): AsyncIterable<readonly Blob[]> =>
      this.#readObjects(rest, maxBytes);
    return this.#begun.known === undefined
      ? others(requests)
      : readProvenFiles(this.location.folder, requests, maxBytes, others);
  }

  #readObjects(requests: readonly BlobRequest[], maxBytes: number): AsyncIterable<readonly Blob[]> {
    if (requests.length <= FEW_BLOBS) return readFewBlobs(this.#reader, requests, maxBytes);
    return streamBlobs(requests, maxBytes, this.#options);
  }

  async firstParents(commit: string): Promise<readonly string[]> {
    if (this.location.isShallow) throw shallowHistory();
    const args = ['rev-list', '--first-parent', '--reverse', '--end-of-options', commit, '--'];
    return (await requireGit(args, this.#options)).toString('latin1').split('\n').filter(Boolean);
  }

  async listVersions(revision: Revision, paths: readonly string[], most: number): Promise<FileVersions> {
    const { commit } = revision.commit === null ? await this.#headOrNone() : revision;
    if (commit === null) return { byPath: new Map(), cut: undefined };
    return listGitVersions({ commit, paths, most, ...this.location }, this.#options);
  }

  async diffTrees(base: Revision, head: Revision): Promise<readonly TreeChange[]> {
    if (head.commit === null) return this.#diffWorkingTree(base);
    if (base.tree === null || head.tree === null)
      return diffListings(await this.listTree(base), await this.listTree(head));
    return this.#trees.diff(base.tree, head.tree);
  }

  async #listPaths(tree: string, paths: readonly string[]): Promise<TreeEntry[]> {
    const entries: TreeEntry[] = [];
    for (const some of batchesOf(paths)) {
      const output = await requireGit(['ls-tree', '-z', '--full-tree', tree, '--', ...some], this.#options);
      for (const entry of parseTreeListing(output)) entries.push(entry);
    }
    return entries;
  }

  async *#readMixed(requests: readonly BlobRequest[], maxBytes: number): AsyncGenerator<readonly Blob[]> {
    let first = 0;
    while (first < requests.length) {
      const onDisk = requests[first]?.oid === '';
      let end = first + 1;
      while (end < requests.length && (requests[end]?.oid === '') === onDisk) end += 1;
      const run = requests.slice(first, end);
      if (onDisk) yield* readFiles(this.location.folder, run, maxBytes);
      else yield* streamBlobs(run, maxBytes, this.#options);
      first = end;
    }
  }

  #workingChanges(): Promise<WorkingChanges> {
    const { known, settings } = this.#begun;
    this.#changes ??=
      known === undefined
        ? listWorkingChanges(this.location, this.#options, settings)
        : Promise.resolve(known.changes);
    return this.#changes;
  }

  async #keep(answer: StatusAnswer): Promise<void> {
    const { keep, settings } = this.#begun;
    if (keep === undefined || settings === undefined) return;
    await keep.status.keep(answer, keep.moment, await settings, (tree) =>
      requireGit(['ls-tree', '-r', '-t', '-z', '--full-tree', tree], this.#options),
    );
  }

  async #headOrNone(): Promise<Revision> {
    if (this.#begun.known !== undefined) return this.#begun.known.head;
    try {
      return await this.resolveRevision('HEAD');
    } catch (error) {
      const isUnborn = error instanceof HyperError && UNBORN.has(error.code);
      if (isUnborn) return WORKING_TREE;
      throw error;
    }
  }

  async #listWorkingTree(): Promise<readonly TreeEntry[]> {
    const [changes, head] = await Promise.all([this.#workingChanges(), this.#headOrNone()]);
    // A folder that HEAD lacks and git says nothing about is one that git ignores: it is read from the disk.
    if (head.tree === null && changes.size === 0) return new FolderStore(this.location.folder).listTree();
    const committed = head.tree === null ? [] : await this.listTree(head);
    return overlay(committed, changes);
  }

  async #diffWorkingTree(base: Revision): Promise<readonly TreeChange[]> {
    const [changes, head] = await Promise.all([this.#workingChanges(), this.#headOrNone()]);
    const committed = await this.diffTrees(
      base,
      head.commit === null ? { ...base, tree: null, commit: '' } : head,
    );
    const byPath = new Map(committed.map((change) => [change.path, change]));
    const unknown = [...changes.keys()].filter((path) => !byPath.has(path));
    const held = head.tree === null || unknown.length === 0 ? [] : await this.#listPaths(head.tree, unknown);
    const before = new Map(held.map((entry) => [entry.path, entry]));
    for (const change of committed) if (change.before !== undefined) before.set(change.path, change.before);
    for (const [path, after] of changes) {
      const change = changeBetween(path, before.get(path), after);
      if (change === undefined) byPath.delete(path);
      else byPath.set(path, change);
    }
    return [...byPath.values()].sort((left, right) => comparePaths(left.path, right.path));
  }
}

function overlay(committed: readonly TreeEntry[], changes: WorkingChanges): readonly TreeEntry[] {
  if (changes.size === 0) return committed;
  const kept = committed.filter((entry) => !changes.has(entry.path));
  for (const entry of changes.values()) if (entry !== undefined) kept.push(entry);
  return kept.sort((left, right) => comparePaths(left.path, right.path));
}
