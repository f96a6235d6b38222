/** A person or a program on the forge. The number is who it is; the login is a label that can be taken over (ATTACKS O07). */
export interface ForgeAccount {
  readonly id: number;
  readonly login: string;
  readonly isBot: boolean;
}

/** A review, bound to the commit that it was given for: dates say nothing (ATTACKS C11). */
export interface ForgeReview {
  readonly by: ForgeAccount;
  readonly commit: string;
  readonly state: 'approved' | 'rejected' | 'withdrawn' | 'comment';
}

/** What the forge says of a change: a pull request, a group in the merge queue, or a push. */
export interface ChangeEvent {
  readonly name: 'pull_request' | 'merge_group' | 'push';
  /** Full commit ids. */
  readonly base: string;
  readonly head: string;
  /** Of the pull request. */
  readonly number: number | undefined;
  /** The branch that the change is for. */
  readonly target: string | undefined;
  /** Who brings the change: who opened the pull request, and who pushed last; empty where the event does not tell. */
  readonly authors: readonly ForgeAccount[];
  /** In the order of the forge, the oldest first. */
  readonly reviews: readonly ForgeReview[];
  /** Members by the number of their team, as far as the forge was asked. */
  readonly teams: ReadonlyMap<number, ReadonlySet<number>>;
}
