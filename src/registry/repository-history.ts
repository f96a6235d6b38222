/** An object that a range of commits brings along, with the path it was found at. */
export interface BroughtObject {
  readonly oid: string;
  /** From the repository's root; of one path where the object stands at several. */
  readonly path: string;
}

/** What a commit says of itself. */
export interface BroughtMessage {
  readonly commit: string;
  readonly message: string;
}

/** A file outside the registry's folder that differs. */
export interface OutsideChange {
  /** From the repository's root. */
  readonly path: string;
  readonly status: 'added' | 'changed' | 'removed';
}

/** Port: how commits hang together, beside `RegistryStore`, which reads the registry of one commit at a time. */
export interface RepositoryHistory {
  /** The registry's root from the repository's root: the empty text, or with forward slashes and one at the end. */
  readonly prefix: string;
  /** The best common ancestors of two commits, in order of their ids; none where the histories are unrelated.
   *  Errors: `HYPER_REPOSITORY_SHALLOW`, since a clone without its past cannot tell. */
  mergeBases(base: string, head: string): Promise<readonly string[]>;
  /** Every file content of any commit that `head` has and `base` lacks, also of what a later commit takes back, in byte
   *  order of paths (ATTACKS C18). Errors: `HYPER_REPOSITORY_SHALLOW`. */
  broughtObjects(base: string, head: string): Promise<readonly BroughtObject[]>;
  /** The messages of those commits, the newest first. Errors: `HYPER_REPOSITORY_SHALLOW`. */
  broughtMessages(base: string, head: string): Promise<readonly BroughtMessage[]>;
  /** What differs between two commits outside the registry's folder, in byte order of paths. */
  changedOutside(base: string, head: string): Promise<readonly OutsideChange[]>;
  /** Commits of the first-parent line that ends with `head`, newest first: those made at or after the moment, which is in
   *  whole seconds since 1970. The times are the committer's, so only of commits that a trusted branch holds. */
  recentCommits(head: string, since: number): Promise<readonly RecentCommit[]>;
}

/** A commit of a line, with the one before it. */
export interface RecentCommit {
  readonly commit: string;
  /** Undefined for the first commit of all. */
  readonly parent: string | undefined;
  /** In whole seconds since 1970. */
  readonly committedAt: number;
  readonly authorEmail: string;
}
