import type { components } from '@octokit/openapi-types';
import { FAKE_TIME, fullName } from './state.ts';
import type {
  Account,
  FakeCheck,
  FakeComment,
  FakePull,
  FakeRepository,
  FakeReview,
  FakeTeam,
} from './state.ts';

/** The published shapes of GitHub's answers. */
export type Schemas = components['schemas'];

const API = 'https://api.github.test';
const WEB = 'https://github.test';

function urls<Name extends string>(base: string, names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, `${base}/${name.replace(/_url$/u, '')}`])) as Record<
    Name,
    string
  >;
}

export function toUser(account: Account): Schemas['simple-user'] {
  return {
    login: account.login,
    id: account.id,
    node_id: `U_${String(account.id)}`,
    avatar_url: `${WEB}/avatars/${String(account.id)}`,
    gravatar_id: '',
    url: `${API}/users/${account.login}`,
    html_url: `${WEB}/${account.login}`,
    ...urls(`${API}/users/${account.login}`, [
      'followers_url',
      'following_url',
      'gists_url',
      'starred_url',
      'subscriptions_url',
      'organizations_url',
      'repos_url',
      'events_url',
      'received_events_url',
    ]),
    type: account.type,
    site_admin: false,
  };
}

export function toRepository(repository: FakeRepository): Schemas['repository'] {
  const name = fullName(repository);
  return {
    id: repository.id,
    node_id: `R_${String(repository.id)}`,
    name: repository.name,
    full_name: name,
    owner: toUser(repository.owner),
    private: false,
    html_url: `${WEB}/${name}`,
    description: null,
    fork: repository.parent !== undefined,
    url: `${API}/repos/${name}`,
    ...urls(`${API}/repos/${name}`, [
      'archive_url',
      'assignees_url',
      'blobs_url',
      'branches_url',
      'collaborators_url',
      'comments_url',
      'commits_url',
      'compare_url',
      'contents_url',
      'contributors_url',
      'deployments_url',
      'downloads_url',
      'events_url',
      'forks_url',
      'git_commits_url',
      'git_refs_url',
      'git_tags_url',
      'git_url',
      'issue_comment_url',
      'issue_events_url',
      'issues_url',
      'keys_url',
      'labels_url',
      'languages_url',
      'merges_url',
      'milestones_url',
      'notifications_url',
      'pulls_url',
      'releases_url',
      'ssh_url',
      'stargazers_url',
      'statuses_url',
      'subscribers_url',
      'subscription_url',
      'tags_url',
      'teams_url',
      'trees_url',
      'clone_url',
      'hooks_url',
      'svn_url',
    ]),
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    size: 1,
    default_branch: 'main',
    open_issues: 0,
    open_issues_count: 0,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the published shape still asks for it
    has_downloads: false,
    archived: false,
    disabled: false,
    pushed_at: FAKE_TIME,
    created_at: FAKE_TIME,
    updated_at: FAKE_TIME,
  };
}

function toLabel(name: string): Schemas['label'] {
  return {
    id: 1,
    node_id: 'L_1',
    url: `${API}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  };
}

export function toLabels(names: readonly string[]): Schemas['label'][] {
  return names.map(toLabel);
}

/** A pull request; `base` is the commit of its base branch now. */
export function toPull(repository: FakeRepository, pull: FakePull, base: string): Schemas['pull-request'] {
  const own = `${API}/repos/${fullName(repository)}/pulls/${String(pull.number)}`;
  const link = (name: string): { href: string } => ({ href: `${own}/${name}` });
  const { head } = pull;
  return {
    url: own,
    id: pull.number,
    node_id: `PR_${String(pull.number)}`,
    html_url: `${WEB}/${fullName(repository)}/pull/${String(pull.number)}`,
    ...urls(own, [
      'diff_url',
      'patch_url',
      'issue_url',
      'commits_url',
      'review_comments_url',
      'review_comment_url',
      'comments_url',
      'statuses_url',
    ]),
    number: pull.number,
    state: pull.state,
    locked: false,
    draft: pull.isDraft,
    title: pull.title,
    user: toUser(pull.author),
    body: pull.body,
    labels: toLabels(pull.labels),
    milestone: null,
    created_at: FAKE_TIME,
    updated_at: FAKE_TIME,
    closed_at: pull.state === 'closed' ? FAKE_TIME : null,
    merged_at: pull.mergedCommit === null ? null : FAKE_TIME,
    merge_commit_sha: pull.mergedCommit,
    assignee: null,
    head: {
      label: `${head.repository.owner.login}:${head.branch}`,
      ref: head.branch,
      repo: toRepository(head.repository),
      sha: pull.headCommit,
      user: toUser(head.repository.owner),
    },
    base: {
      label: `${repository.owner.login}:${pull.base}`,
      ref: pull.base,
      repo: toRepository(repository),
      sha: base,
      user: toUser(repository.owner),
    },
    _links: {
      comments: link('comments'),
      commits: link('commits'),
      statuses: link('statuses'),
      html: link('html'),
      issue: link('issue'),
      review_comments: link('review_comments'),
      review_comment: link('review_comment'),
      self: { href: own },
    },
    author_association: 'NONE',
    auto_merge: null,
    merged: pull.mergedCommit !== null,
    mergeable: true,
    mergeable_state: 'clean',
    merged_by: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  };
}

export function toReviewShape(
  repository: FakeRepository,
  pull: FakePull,
  review: FakeReview,
): Schemas['pull-request-review'] {
  const href = `${WEB}/${fullName(repository)}/pull/${String(pull.number)}#review-${String(review.id)}`;
  return {
    id: review.id,
    node_id: `PRR_${String(review.id)}`,
    user: toUser(review.user),
    body: '',
    state: review.state,
    html_url: href,
    pull_request_url: `${API}/repos/${fullName(repository)}/pulls/${String(pull.number)}`,
    _links: { html: { href }, pull_request: { href } },
    submitted_at: FAKE_TIME,
    commit_id: review.commit,
    author_association: 'NONE',
  };
}

export function toComment(repository: FakeRepository, comment: FakeComment): Schemas['issue-comment'] {
  const own = `${API}/repos/${fullName(repository)}/issues/comments/${String(comment.id)}`;
  return {
    id: comment.id,
    node_id: `IC_${String(comment.id)}`,
    url: own,
    html_url: own,
    body: comment.body,
    user: toUser(comment.user),
    created_at: FAKE_TIME,
    updated_at: comment.isEdited ? '2026-01-02T00:00:00Z' : FAKE_TIME,
    issue_url: `${API}/repos/${fullName(repository)}/issues/${String(comment.issue)}`,
    author_association: 'NONE',
  };
}

export function toCheck(repository: FakeRepository, check: FakeCheck): Schemas['check-run'] {
  const own = `${API}/repos/${fullName(repository)}/check-runs/${String(check.id)}`;
  return {
    id: check.id,
    head_sha: check.commit,
    node_id: `CR_${String(check.id)}`,
    external_id: check.externalId,
    url: own,
    html_url: own,
    details_url: own,
    status: check.conclusion === null ? 'in_progress' : 'completed',
    conclusion: check.conclusion as Schemas['check-run']['conclusion'],
    started_at: FAKE_TIME,
    completed_at: check.conclusion === null ? null : FAKE_TIME,
    output: {
      title: check.title,
      summary: check.summary,
      text: null,
      annotations_count: check.annotations.length,
      annotations_url: `${own}/annotations`,
    },
    name: check.name,
    check_suite: { id: 1 },
    app: {
      id: 15_368,
      slug: check.app,
      node_id: 'A_1',
      owner: toUser({ id: 9919, login: 'github', type: 'Organization' }),
      name: 'GitHub Actions',
      description: null,
      external_url: WEB,
      html_url: `${WEB}/apps/${check.app}`,
      created_at: FAKE_TIME,
      updated_at: FAKE_TIME,
      permissions: { checks: 'write' },
      events: [],
    },
    pull_requests: [],
  };
}

export function toTeam(organization: Account, team: FakeTeam): Schemas['team'] {
  const own = `${API}/orgs/${organization.login}/teams/${team.slug}`;
  return {
    id: team.id,
    node_id: `T_${String(team.id)}`,
    name: team.slug,
    slug: team.slug,
    description: null,
    permission: 'pull',
    url: own,
    html_url: own,
    members_url: `${own}/members`,
    repositories_url: `${own}/repos`,
    type: 'organization',
    parent: null,
  };
}
