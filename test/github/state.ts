/** What the fake GitHub holds. Times are fixed: nothing that hyper does may depend on them. */
export const FAKE_TIME = '2026-01-01T00:00:00Z';

export interface Account {
  readonly id: number;
  login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
}

export type Access = 'read' | 'write';
/** What a workflow's token may do: `{ 'pull-requests': 'write' }`. */
export type TokenPermissions = Readonly<Record<string, Access | 'none'>>;

export interface Token {
  readonly value: string;
  readonly account: Account;
  /** Of a workflow's own token: its rights and the repository that it is good for. A user's has the user's rights. */
  readonly workflow?: { readonly permissions: TokenPermissions; readonly repository: string };
}

export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  readonly user: Account;
  body: string;
  isEdited: boolean;
}

export interface FakeReview {
  readonly id: number;
  readonly user: Account;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  readonly commit: string;
}

export interface FakeAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
}

export interface FakeCheck {
  readonly id: number;
  readonly name: string;
  readonly commit: string;
  readonly app: string;
  externalId: string;
  conclusion: string | null;
  title: string;
  summary: string;
  annotations: FakeAnnotation[];
}

export interface FakePull {
  readonly number: number;
  readonly author: Account;
  title: string;
  body: string;
  isDraft: boolean;
  readonly head: { readonly repository: FakeRepository; readonly branch: string };
  readonly base: string;
  headCommit: string;
  state: 'open' | 'closed';
  mergedCommit: string | null;
  labels: string[];
  readonly reviews: FakeReview[];
}

export interface FakeTeam {
  readonly id: number;
  readonly slug: string;
  readonly members: Account[];
}

export interface Protection {
  /** Names of checks that must be green at the head before a merge. */
  requiredChecks: string[];
  requiredApprovals: number;
}

export interface FakeArtifact {
  readonly run: number;
  readonly name: string;
  /** Paths from the artifact's root, with their bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface FakeDispatch {
  readonly workflow: string;
  readonly branch: string;
  readonly actor: Account;
}

export interface FakeRepository {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  /** The bare repository. */
  readonly folder: string;
  readonly parent: FakeRepository | undefined;
  readonly permissions: Map<number, string>;
  readonly pulls: FakePull[];
  readonly comments: FakeComment[];
  readonly checks: FakeCheck[];
  readonly artifacts: FakeArtifact[];
  readonly teams: FakeTeam[];
  readonly dispatches: FakeDispatch[];
  readonly labels: Set<string>;
  protection: Protection | undefined;
}

export function fullName({ owner, name }: FakeRepository): string {
  return `${owner.login}/${name}`;
}
