/** One entry of a tree, as git holds it; the path is relative to the registry's root. */
export interface TreeEntry {
  /** Six octal digits: `100644` file, `100755` executable, `120000` symlink, `160000` submodule. */
  readonly mode: string;
  /** Git object id in hex; in the working tree, the empty string. */
  readonly oid: string;
  /** Forward slashes. Bytes that are not UTF-8 are written `\xNN` and `isUtf8` is false. */
  readonly path: string;
  readonly isUtf8: boolean;
}

/** What a revision names. */
export interface Revision {
  /** Full commit id; null for the working tree. */
  readonly commit: string | null;
  /** Tree id of the registry's root at the commit; null for the working tree. */
  readonly tree: string | null;
  /** Committer time in whole seconds since 1970; null for the working tree. */
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

/**
 * Port: where a registry's files are read from, at a commit (from git objects, never a checkout) or in the working
 * tree. Every path an implementation gives is repository content and so untrusted.
 */
export interface RegistryStore {
  /** Resolves `HEAD`, a branch, tag, commit or ISO date (the last commit at or before it on HEAD's first-parent line).
   *  Errors: `HYPER_REVISION_UNKNOWN`, `HYPER_REPOSITORY_EMPTY`, `HYPER_REPOSITORY_SHALLOW`, `HYPER_GIT_MISSING`. */
  resolveRevision(revision: string): Promise<Revision>;
  /** Every entry that is not a tree, recursively, in git's byte order of paths; `under` limits it to some folders.
   *  A null revision commit lists the working tree (files that git ignores left out). */
  listTree(revision: Revision, under?: readonly string[]): Promise<readonly TreeEntry[]>;
  /** Streams contents in the order asked for. Errors: `HYPER_OBJECT_CORRUPT`, `HYPER_FILE_UNREADABLE`. */
  readBlobs(requests: Iterable<BlobRequest>, maxBytes: number): AsyncIterable<Blob>;
  /** What differs between two revisions, in byte order of paths. */
  diffTrees(base: Revision, head: Revision): Promise<readonly TreeChange[]>;
}
