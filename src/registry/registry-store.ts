/** One entry of a tree, as git holds it; the path is relative to the registry's root. */
export interface TreeEntry {
  /** Six octal digits: `100644` file, `100755` executable, `120000` symlink, `160000` submodule. */
  readonly mode: string;
  /** Git object id in hex; empty for a file of the working tree that no commit holds in this form. */
  readonly oid: string;
  /** Forward slashes. Bytes that are not UTF-8 are written `\xNN` and `isUtf8` is false. */
  readonly path: string;
  readonly isUtf8: boolean;
  /** Where it really is, where that is not `path`: a fan-out folder lies between (`LaidOutStore`). */
  readonly at?: string;
}

/** A plain file that no commit holds in this form. Pure. */
export function uncommittedFile(path: string): TreeEntry {
  return { mode: '100644', oid: '', path, isUtf8: true };
}

/** The working tree, as a revision. */
export const WORKING_TREE: Revision = { commit: null, tree: null, committedAt: null };

/** The last second of the year 9999: later times have no usual spelling. */
const LAST_SECOND = 253_402_300_799;

/** The time that a commit tells of itself, which anybody may write: no earlier than 1970, no later than the year 9999. Pure. */
export function commitTime(seconds: string | number): number {
  const time = Math.trunc(Number(seconds));
  return Number.isNaN(time) ? 0 : Math.min(Math.max(time, 0), LAST_SECOND);
}

/** What a revision names. */
export interface Revision {
  /** Full commit id; null for the working tree. */
  readonly commit: string | null;
  /** Tree id of the registry's root at the commit; null for the working tree. */
  readonly tree: string | null;
  /** Committer time in whole seconds since 1970, as `commitTime` reads it; null for the working tree. */
  readonly committedAt: number | null;
}

/** One path that differs between two trees; a rename is a removal and an addition. */
export interface TreeChange {
  readonly status: 'added' | 'changed' | 'removed';
  readonly path: string;
  readonly before?: TreeEntry;
  readonly after?: TreeEntry;
}

export interface BlobRequest {
  readonly oid: string;
  readonly path: string;
}

/** Content read for a request; `bytes` is undefined where the blob is larger than the limit that was given. */
export interface Blob {
  readonly request: BlobRequest;
  readonly size: number;
  readonly bytes: Uint8Array | undefined;
}

/** The contents that files had. */
export interface FileVersions {
  /** By path: newest first, each content once. */
  readonly byPath: ReadonlyMap<string, readonly TreeEntry[]>;
  /** Why there may be earlier ones; undefined where these are all. */
  readonly cut: 'shallow' | 'long' | undefined;
}

/**
 * Port: where a registry's files are read from, at a commit (from git objects, never a checkout) or in the working
 * tree. Every path an implementation gives is repository content and so untrusted.
 */
export interface RegistryStore {
  /** Resolves `HEAD`, a branch, tag, commit or ISO date (the last commit at or before it on HEAD's first-parent line).
   *  Errors: `HYPER_REVISION_UNKNOWN`, `HYPER_REVISION_AMBIGUOUS` for a date that is also a branch or tag,
   *  `HYPER_REPOSITORY_EMPTY`, `HYPER_REPOSITORY_SHALLOW`, `HYPER_GIT_MISSING`. */
  resolveRevision(revision: string): Promise<Revision>;
  /** The revision of the working tree: HEAD's where nothing differs from it, otherwise `WORKING_TREE`.
   *  A reader that lists it next says so, and the listing may begin meanwhile. */
  currentRevision(next?: 'list' | 'none'): Promise<Revision>;
  /** Every entry that is not a tree, recursively, in byte order of paths. A null commit lists the working tree (what git
   *  ignores left out). */
  listTree(revision: Revision): Promise<readonly TreeEntry[]>;
  /** The direct children of the folders, folders among them with mode `040000`; a folder that is absent gives none. */
  listFolders(revision: Revision, folders: readonly string[]): Promise<readonly TreeEntry[]>;
  /** Streams contents in batches, in the order asked for; an empty oid reads the working tree's file.
   *  Errors: `HYPER_OBJECT_CORRUPT`, `HYPER_FILE_UNREADABLE`, `HYPER_FILE_CHANGED`. */
  readBlobs(requests: readonly BlobRequest[], maxBytes: number): AsyncIterable<readonly Blob[]>;
  /** The commits of the first-parent line that ends with a commit, the oldest first.
   *  Errors: `HYPER_REPOSITORY_SHALLOW` where a clone holds only its end, `HYPER_REPOSITORY_MISSING`. */
  firstParents(commit: string): Promise<readonly string[]>;

  /** The contents that files had at the revision and before it; at most `most` of a file. Empty where there is no
   *  history. The working tree's is HEAD's. */
  listVersions(revision: Revision, paths: readonly string[], most: number): Promise<FileVersions>;
  /** What differs between two revisions, in byte order of paths. */
  diffTrees(base: Revision, head: Revision): Promise<readonly TreeChange[]>;
}
