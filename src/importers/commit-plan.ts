/** A file as it shall be after a commit; null bytes remove it. */
export interface PlannedFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

/** One commit to write. Equal plans give equal commit ids on every machine. */
export interface CommitPlan {
  readonly message: string;
  /** Author and committer. */
  readonly identity: { readonly name: string; readonly email: string };
  /** Whole seconds since 1970, UTC. */
  readonly time: number;
  /** In `compareText` order of paths. */
  readonly files: readonly PlannedFile[];
}
