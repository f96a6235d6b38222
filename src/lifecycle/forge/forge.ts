/** Who did something at a forge. The id is who it is; the login is a label that may pass to somebody else (ATTACKS O07). */
export interface ForgeActor {
  readonly id: number;
  readonly login: string;
  /** A program's account; its approval counts for nothing (ATTACKS C17). */
  readonly isBot: boolean;
}

/** One proposed change, as the forge tells it; every text in it is its author's. */
export interface PullRequest {
  readonly number: number;
  readonly state: 'open' | 'closed' | 'merged';
  readonly isDraft: boolean;
  readonly title: string;
  readonly body: string;
  readonly author: ForgeActor;
  readonly headCommit: string;
  readonly headBranch: string;
  /** `owner/name` of where the head branch is; null where that repository is gone. */
  readonly headRepository: string | null;
  readonly baseBranch: string;
  readonly baseCommit: string;
  /** In order of code units. */
  readonly labels: readonly string[];
  readonly url: string;
}

/** What a person said of one commit of a pull request. */
export interface ForgeReview {
  readonly reviewer: ForgeActor;
  readonly verdict: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  /** The commit that was looked at; null where the forge no longer knows. */
  readonly commit: string | null;
}

export interface ForgeComment {
  readonly id: number;
  readonly author: ForgeActor;
  /** Whether the account that this forge works with wrote it. */
  readonly isOwn: boolean;
  readonly body: string;
}

/** What somebody may do in the repository, least first. */
export const PERMISSIONS = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Permission = (typeof PERMISSIONS)[number];

export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'action-required';

/** One remark at lines of a file. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** The result that a program left at a commit. */
export interface CheckRecord {
  readonly id: number;
  readonly name: string;
  readonly commit: string;
  /** null while it is not complete. */
  readonly conclusion: CheckConclusion | 'other' | null;
  /** What the program wrote beside it. */
  readonly externalId: string;
  /** The program that made it: `github-actions`. */
  readonly program: string;
  readonly annotations: number;
}

/** A result to be left at a commit. */
export interface NewCheck {
  readonly name: string;
  readonly commit: string;
  readonly conclusion: CheckConclusion;
  readonly externalId: string;
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** A branch that is proposed for another. */
export interface NewPullRequest {
  /** `branch`, or `owner:branch` where it is in a fork. */
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/**
 * Port: the program around a git repository that knows pull requests. Every method can be repeated: what is there already
 * stays once. Errors of all: `HYPER_FORGE_TOKEN`, `HYPER_FORGE_PERMISSION`, `HYPER_FORGE_RATE_LIMIT`,
 * `HYPER_FORGE_UNREACHABLE`, `HYPER_FORGE_FAILED`; of those that name something: `HYPER_FORGE_NOT_FOUND`.
 */
export interface Forge {
  /** `owner/name`. */
  readonly repository: string;
  /** The program whose checks and comments are ours: `github-actions`. */
  readonly program: string;
  readPullRequest(number: number): Promise<PullRequest>;
  /** Open ones of a branch (`owner:branch`), in order of number. */
  listPullRequests(head: string): Promise<readonly PullRequest[]>;
  /** Those that brought or propose a commit, in order of number. */
  pullRequestsOf(commit: string): Promise<readonly PullRequest[]>;
  /** Opens it, or gives the one that is open for this branch and base with the new title and body. */
  openPullRequest(wanted: NewPullRequest): Promise<PullRequest>;
  /** Oldest first. */
  listReviews(number: number): Promise<readonly ForgeReview[]>;
  /** What the actor may do now; `none` where the login belongs to somebody else by now. */
  permissionOf(actor: ForgeActor): Promise<Permission>;
  /** The members of a team by its numeric id, in order of id. */
  teamMembers(organization: string, team: number): Promise<readonly ForgeActor[]>;
  /** Oldest first. */
  listComments(number: number): Promise<readonly ForgeComment[]>;
  addComment(number: number, body: string): Promise<void>;
  editComment(id: number, body: string): Promise<void>;
  /** Gone is gone: removing what is not there does nothing. */
  removeComment(id: number): Promise<void>;
  /** Adds labels, which are made where the repository has none of that name. */
  addLabels(number: number, names: readonly string[]): Promise<void>;
  removeLabel(number: number, name: string): Promise<void>;
  /** The newest of a name and a program first. */
  listChecks(commit: string, name: string): Promise<readonly CheckRecord[]>;
  /** Leaves a result; finishes one of the same name and external id that stopped halfway. */
  writeCheck(check: NewCheck): Promise<void>;
  /** Merges the pull request if its head is still the commit. Errors: `HYPER_FORGE_HEAD_MOVED`, `HYPER_FORGE_NOT_MERGEABLE`. */
  mergePullRequest(
    number: number,
    commit: string,
    how: { readonly method: MergeMethod; readonly title: string; readonly message: string },
  ): Promise<string>;
  /** Starts a workflow on a branch: a merge by a workflow's own token starts none. */
  startWorkflow(file: string, branch: string): Promise<void>;
}
