import type { Forge } from '../../../lifecycle/index.ts';

/** A wish to have the change proposed for review: its branch pushed, and a pull request opened. */
export interface ProposalInput {
  /** The remote of git to push to; undefined: the one that git pushes to by itself. */
  readonly remote: string | undefined;
  /** The branch that the change is for; undefined: the default branch, as the clone knows it. */
  readonly base: string | undefined;
  /** What the change is about, as the user named it: the branch is called after it where none is given. */
  readonly subject: string;
}

/** What became of a proposal. */
export interface ProposalData {
  readonly branch: string;
  /** The branch that it is for. */
  readonly base: string;
  /** `owner/name` that it is proposed to; null where the remote is no repository of the forge. */
  readonly repository: string | null;
  readonly isPushed: boolean;
  /** null where nobody could open it: then `address` and the next steps say how. */
  readonly pullRequest: { readonly number: number; readonly url: string } | null;
  /** Where a person opens it by hand; null where the remote is no repository of the forge. */
  readonly address: string | null;
}

/** Where a change of this clone is proposed. */
export interface ProposalPlace {
  /** A folder of the clone. */
  readonly folder: string;
  readonly remote: string;
  /** `owner/name` behind the remote; null where it is no repository of the forge that the environment names. */
  readonly pushTo: string | null;
  /** `owner/name` that the pull request is for: that of the remote `upstream`, where there is one. */
  readonly repository: string | null;
  /** `https://github.com`, without a slash at its end. */
  readonly server: string;
  readonly base: string;
  /** The commit of the base as the clone knows it. */
  readonly baseCommit: string;
  /** The branch that is checked out; null where none is. */
  readonly current: string | null;
  readonly hasToken: boolean;
}

/** One commit of a branch. */
export interface ProposedCommit {
  readonly id: string;
  readonly subject: string;
  /** Of its trailers; null where it has none. */
  readonly operation: string | null;
  readonly target: string | null;
}

/** Port: the clone, its remote and the forge behind it, as far as proposing a branch needs them. */
export interface Proposals {
  /** Errors: `HYPER_PROPOSAL_IMPOSSIBLE`, `HYPER_FORGE_TOKEN`, `HYPER_REMOTE_ADDRESS`. */
  find(registry: string | undefined, wish: ProposalInput): Promise<ProposalPlace>;
  /** What the branch has and the base has not, oldest first; nothing where there is no such branch. */
  commitsOf(place: ProposalPlace, branch: string): Promise<readonly ProposedCommit[]>;
  /** Lets a branch whose commits HEAD has all begin where HEAD is; others stay as they are. */
  renew(place: ProposalPlace, branch: string): Promise<void>;
  /**
   * Pushes the branch as it is, never with force. `behind`: the remote's has commits that this one has not. Errors: those
   * of the forge.
   */
  push(place: ProposalPlace, branch: string): Promise<'pushed' | 'behind'>;
  /** Puts the branch to where the remote's is. False, and nothing is moved, where other commits than `made` would be lost. */
  takeOver(place: ProposalPlace, branch: string, made: string | null): Promise<boolean>;
  openForge(repository: string): Promise<Forge>;
}
