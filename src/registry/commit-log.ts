import type { TreeChange } from './registry-store.ts';

/** A person as a commit names them: a claim that nothing proves (ATTACKS G16). */
export interface CommitPerson {
  readonly name: string;
  readonly email: string;
}

/** One commit of the first-parent line, with what it changed against its first parent. */
export interface LoggedCommit {
  /** Full commit id. */
  readonly commit: string;
  readonly parents: readonly string[];
  readonly author: CommitPerson;
  readonly committer: CommitPerson;
  /** Committer time in whole seconds since 1970. */
  readonly committedAt: number;
  /** The trailers of the message, names as they are spelt, in the order in which they stand. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
  /** In byte order of paths, from the registry's root. */
  readonly changes: readonly TreeChange[];
  /** The same by where files really lie, moves among them; only where a fan-out folder is on the way. */
  readonly placed?: readonly TreeChange[];
}

/** Port: the past of a registry. Everything it gives is repository content and so untrusted. */
export interface CommitLog {
  /**
   * The commits of the first-parent line that ends with a commit and that changed something in the registry, oldest first;
   * with `after`, a commit of that line, those since.
   * Errors: `HYPER_REPOSITORY_SHALLOW` where a clone holds only its end, `HYPER_REPOSITORY_MISSING` where no repository
   * holds the registry, those of git.
   */
  read(commit: string, after?: string): AsyncIterable<LoggedCommit>;
  /** Who wrote what each merge of the line brought in besides what was there, by the id of the merge; in order of e-mail
   *  addresses, each once. */
  contributors(commit: string): Promise<ReadonlyMap<string, readonly CommitPerson[]>>;
  /** The commit objects by id, as git holds them; their order is that of the ids. Errors: `HYPER_OBJECT_CORRUPT`. */
  texts(commits: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}
