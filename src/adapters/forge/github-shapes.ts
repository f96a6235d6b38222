import { sortedBy } from '../../core/index.ts';
import { PERMISSIONS } from '../../lifecycle/index.ts';
import type {
  CheckConclusion,
  CheckRecord,
  ForgeActor,
  ForgeReview,
  Permission,
  PullRequest,
} from '../../lifecycle/index.ts';

/** The fields of GitHub's answers that are read; octokit's own types fit in, whichever endpoint they come from. */
interface GitHubUser {
  readonly id: number;
  readonly login: string;
  readonly type: string;
}

interface GitHubPullRequest {
  readonly number: number;
  readonly state: string;
  readonly draft?: boolean | undefined;
  readonly merged_at: string | null;
  readonly title: string;
  readonly body: string | null;
  readonly user: GitHubUser | null;
  readonly html_url: string;
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    readonly repo: { readonly full_name: string } | null;
  };
  readonly base: { readonly sha: string; readonly ref: string };
  readonly labels: readonly { readonly name?: string | undefined }[];
}

/** Whom GitHub shows in place of an account that was deleted. */
const GHOST: ForgeActor = { id: 10_137, login: 'ghost', isBot: false };

export function toActor(user: GitHubUser | null | undefined): ForgeActor {
  if (user === null || user === undefined) return GHOST;
  return { id: user.id, login: user.login, isBot: user.type !== 'User' };
}

export function toPullRequest(pull: GitHubPullRequest): PullRequest {
  return {
    number: pull.number,
    state: pull.merged_at === null ? (pull.state === 'open' ? 'open' : 'closed') : 'merged',
    isDraft: pull.draft ?? false,
    title: pull.title,
    body: pull.body ?? '',
    author: toActor(pull.user),
    headCommit: pull.head.sha,
    headBranch: pull.head.ref,
    headRepository: pull.head.repo?.full_name ?? null,
    baseBranch: pull.base.ref,
    baseCommit: pull.base.sha,
    labels: sortedBy(
      pull.labels.flatMap(({ name }) => (name === undefined ? [] : [name])),
      (name) => name,
    ),
    url: pull.html_url,
  };
}

const VERDICTS: ReadonlyMap<string, ForgeReview['verdict']> = new Map([
  ['APPROVED', 'approved'],
  ['CHANGES_REQUESTED', 'changes-requested'],
  ['DISMISSED', 'dismissed'],
]);

export function toReview(review: {
  readonly user: GitHubUser | null;
  readonly state: string;
  readonly commit_id?: string | null | undefined;
}): ForgeReview {
  return {
    reviewer: toActor(review.user),
    verdict: VERDICTS.get(review.state) ?? 'commented',
    commit: review.commit_id ?? null,
  };
}

const CONCLUSIONS: ReadonlyMap<string, CheckConclusion> = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['neutral', 'neutral'],
  ['action_required', 'action-required'],
]);

export function toCheckRecord(check: {
  readonly id: number;
  readonly name: string;
  readonly head_sha: string;
  readonly conclusion: string | null;
  readonly external_id: string | null;
  readonly app: { readonly slug?: string | undefined } | null;
  readonly output: { readonly annotations_count: number };
}): CheckRecord {
  return {
    id: check.id,
    name: check.name,
    commit: check.head_sha,
    conclusion: check.conclusion === null ? null : (CONCLUSIONS.get(check.conclusion) ?? 'other'),
    externalId: check.external_id ?? '',
    program: check.app?.slug ?? '',
    annotations: check.output.annotations_count,
  };
}

/** The finer name where it is one of GitHub's own; a role that a company made counts as what it builds on. */
export function toPermission(permission: string, roleName: string): Permission {
  return (
    PERMISSIONS.find((each) => each === roleName) ?? PERMISSIONS.find((each) => each === permission) ?? 'none'
  );
}
