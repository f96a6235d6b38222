import { ACTIONS_BOT } from '../fake-github.ts';
import type { FakeEvent } from '../fake-github.ts';
import { refCommit } from '../git-server.ts';
import { branchCommit } from '../pull-refs.ts';
import { toComment, toPull, toRepository, toReviewShape, toUser } from '../shapes.ts';
import { fullName } from '../state.ts';
import type { Account, FakePull, FakeRepository } from '../state.ts';

/** One event as a workflow is started by it. */
export interface Trigger {
  readonly name: string;
  readonly repository: FakeRepository;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The commit whose workflow files count. */
  readonly definition: string;
  /** `GITHUB_SHA` and `GITHUB_REF`. */
  readonly sha: string;
  readonly ref: string;
  /** The commit that the jobs' checks belong to. */
  readonly checked: string;
  readonly actor: Account;
  /** The pull request comes from another repository: no secrets, and a token that reads. */
  readonly isFork: boolean;
  /** The workflow file that a dispatch names, or undefined for all that listen. */
  readonly only?: string;
}

function ofPull(
  name: string,
  repository: FakeRepository,
  pull: FakePull,
  more: Readonly<Record<string, unknown>>,
  actor: Account,
): Trigger {
  const merge = `refs/pull/${String(pull.number)}/merge`;
  const sha = refCommit(repository.folder, merge) ?? pull.headCommit;
  const base = branchCommit(repository, pull.base);
  return {
    name,
    repository,
    payload: {
      number: pull.number,
      pull_request: toPull(repository, pull, base),
      repository: toRepository(repository),
      sender: toUser(actor),
      ...more,
    },
    definition: sha,
    sha,
    ref: merge,
    checked: pull.headCommit,
    actor,
    isFork: pull.head.repository !== repository,
  };
}

/** How an event of the fake starts workflows; undefined where it starts none. */
export function toTrigger(
  event: FakeEvent,
  resolveMerge: (repository: FakeRepository, pull: FakePull) => void,
): Trigger | undefined {
  const { repository } = event;
  const main = branchCommit(repository, 'main');
  const onMain = { definition: main, sha: main, ref: 'refs/heads/main', checked: main, isFork: false };
  switch (event.kind) {
    case 'pull_request': {
      if (event.action === 'closed') return undefined;
      resolveMerge(repository, event.pull);
      return ofPull('pull_request', repository, event.pull, { action: event.action }, event.pull.author);
    }
    case 'pull_request_review': {
      resolveMerge(repository, event.pull);
      const review = toReviewShape(repository, event.pull, event.review);
      return ofPull(
        'pull_request_review',
        repository,
        event.pull,
        { action: 'submitted', review },
        event.review.user,
      );
    }
    case 'issue_comment': {
      const isPull = repository.pulls.some(({ number }) => number === event.comment.issue);
      const issue = { number: event.comment.issue, ...(isPull ? { pull_request: { url: 'x' } } : {}) };
      const payload = {
        action: event.action,
        issue,
        comment: toComment(repository, event.comment),
        repository: toRepository(repository),
        sender: toUser(event.comment.user),
      };
      return { name: 'issue_comment', repository, payload, ...onMain, actor: event.comment.user };
    }
    case 'push': {
      const payload = {
        ref: `refs/heads/${event.branch}`,
        before: event.before,
        after: event.after,
        repository: toRepository(repository),
        sender: toUser(event.actor),
      };
      const at = {
        definition: event.after,
        sha: event.after,
        ref: `refs/heads/${event.branch}`,
        checked: event.after,
      };
      return { name: 'push', repository, payload, ...at, actor: event.actor, isFork: false };
    }
    case 'workflow_dispatch': {
      const payload = {
        ref: `refs/heads/${event.branch}`,
        repository: toRepository(repository),
        sender: toUser(ACTIONS_BOT),
        workflow: event.workflow,
      };
      return {
        name: 'workflow_dispatch',
        repository,
        payload,
        ...onMain,
        actor: ACTIONS_BOT,
        only: event.workflow,
      };
    }
  }
}

/** The event that follows the end of a workflow. */
export function workflowRunTrigger(
  after: Trigger,
  workflow: string,
  run: number,
  conclusion: string,
): Trigger {
  const { repository } = after;
  const main = branchCommit(repository, 'main');
  const pull = repository.pulls.find(
    (each) => each.headCommit === after.checked && after.name.startsWith('pull_request'),
  );
  const head = pull?.head.repository ?? repository;
  const payload = {
    action: 'completed',
    repository: toRepository(repository),
    sender: toUser(after.actor),
    workflow_run: {
      id: run,
      name: workflow,
      event: after.name,
      conclusion,
      head_sha: after.checked,
      head_branch: pull?.head.branch ?? after.ref.replace('refs/heads/', ''),
      head_repository: toRepository(head),
      // As GitHub does: it names no pull request of a fork here.
      pull_requests: pull === undefined || after.isFork ? [] : [{ number: pull.number }],
      actor: toUser(after.actor),
      triggering_actor: toUser(after.actor),
      repository: { full_name: fullName(repository) },
    },
  };
  return {
    name: 'workflow_run',
    repository,
    payload,
    definition: main,
    sha: main,
    ref: 'refs/heads/main',
    checked: main,
    actor: after.actor,
    isFork: false,
  };
}

/** The event of a group in the merge queue. */
export function mergeGroupTrigger(
  repository: FakeRepository,
  branch: string,
  commit: string,
  base: string,
): Trigger {
  const payload = {
    action: 'checks_requested',
    merge_group: {
      head_sha: commit,
      head_ref: `refs/heads/${branch}`,
      base_sha: base,
      base_ref: 'refs/heads/main',
    },
    repository: toRepository(repository),
    sender: toUser(repository.owner),
  };
  return {
    name: 'merge_group',
    repository,
    payload,
    definition: commit,
    sha: commit,
    ref: `refs/heads/${branch}`,
    checked: commit,
    actor: repository.owner,
    isFork: false,
  };
}
