import { branchCommit, mergeCommits } from '../pull-refs.ts';
import { bareGit } from '../git-server.ts';
import { created, ok, page, refusal, textOf } from '../router.ts';
import type { Call, Reply, Route } from '../router.ts';
import { toPull, toReviewShape } from '../shapes.ts';
import { fullName } from '../state.ts';
import type { FakePull, FakeRepository } from '../state.ts';

const ROOT = '/repos/([^/]+)/([^/]+)';

export const PULL_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: new RegExp(`^${ROOT}/pulls$`, 'u'),
    scope: ['pull-requests', 'read'],
    user: 'read',
    run: listPulls,
  },
  {
    method: 'POST',
    path: new RegExp(`^${ROOT}/pulls$`, 'u'),
    scope: ['pull-requests', 'write'],
    user: 'read',
    run: openPull,
  },
  {
    method: 'GET',
    path: new RegExp(`^${ROOT}/pulls/(\\d+)$`, 'u'),
    scope: ['pull-requests', 'read'],
    user: 'read',
    run: (call) => withPull(call, (pull) => ok(shown(call.repository, pull))),
  },
  {
    method: 'PATCH',
    path: new RegExp(`^${ROOT}/pulls/(\\d+)$`, 'u'),
    scope: ['pull-requests', 'write'],
    user: 'read',
    run: (call) => withPull(call, (pull) => update(call, pull)),
  },
  {
    method: 'GET',
    path: new RegExp(`^${ROOT}/pulls/(\\d+)/reviews$`, 'u'),
    scope: ['pull-requests', 'read'],
    user: 'read',
    run: (call) =>
      withPull(call, (pull) =>
        page(
          call,
          pull.reviews.map((each) => toReviewShape(call.repository, pull, each)),
        ),
      ),
  },
  {
    method: 'GET',
    path: new RegExp(`^${ROOT}/pulls/(\\d+)/files$`, 'u'),
    scope: ['pull-requests', 'read'],
    user: 'read',
    run: (call) => withPull(call, (pull) => listFiles(call, pull)),
  },
  {
    method: 'PUT',
    path: new RegExp(`^${ROOT}/pulls/(\\d+)/merge$`, 'u'),
    scope: ['contents', 'write'],
    user: 'write',
    run: (call) => withPull(call, (pull) => merge(call, pull)),
  },
  {
    method: 'GET',
    path: new RegExp(`^${ROOT}/commits/([0-9a-f]{40})/pulls$`, 'u'),
    scope: ['pull-requests', 'read'],
    user: 'read',
    run: pullsOfCommit,
  },
];

function shown(repository: FakeRepository, pull: FakePull): ReturnType<typeof toPull> {
  return toPull(repository, pull, branchCommit(repository, pull.base));
}

function withPull(call: Call, run: (pull: FakePull) => Reply): Reply {
  const pull = call.repository.pulls.find(({ number }) => number === Number(call.params[2]));
  return pull === undefined ? refusal(404, 'Not Found') : run(pull);
}

function listPulls(call: Call): Reply {
  const head = call.query.get('head');
  const state = call.query.get('state') ?? 'open';
  const found = call.repository.pulls.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === null || head === `${pull.head.repository.owner.login}:${pull.head.branch}`),
  );
  return page(
    call,
    found.map((pull) => shown(call.repository, pull)),
  );
}

function openPull(call: Call): Reply {
  const { github, repository, body, token } = call;
  const [owner = '', branch = ''] = String(body['head']).split(':');
  const source = github.repositories.find(
    (each) => each.owner.login === owner && (each === repository || each.parent === repository),
  );
  const base = String(body['base']);
  if (source === undefined || branchCommit(source, branch) === '') return refusal(422, 'Validation Failed');
  const isOpen = repository.pulls.some(
    (pull) =>
      pull.state === 'open' &&
      pull.head.repository === source &&
      pull.head.branch === branch &&
      pull.base === base,
  );
  if (isOpen) return refusal(422, `A pull request already exists for ${owner}:${branch}.`);
  const pull = github.openPull({
    repository,
    source,
    branch,
    author: token.account,
    title: String(body['title']),
    body: textOf(body, 'body'),
  });
  return created(shown(repository, pull));
}

function update(call: Call, pull: FakePull): Reply {
  const { body } = call;
  if (typeof body['title'] === 'string') pull.title = body['title'];
  if (typeof body['body'] === 'string') pull.body = body['body'];
  if (body['state'] === 'closed') pull.state = 'closed';
  return ok(shown(call.repository, pull));
}

/** GitHub's own list: cut off at 3,000 files, which is why nothing of hyper may rely on it (C15). */
function listFiles(call: Call, pull: FakePull): Reply {
  const { folder } = call.repository;
  const names = bareGit(folder, [
    'diff',
    '--name-only',
    '-z',
    `${branchCommit(call.repository, pull.base)}...${pull.headCommit}`,
  ]);
  return page(
    call,
    names
      .split('\0')
      .filter(Boolean)
      .slice(0, 3000)
      .map((filename) => ({ filename })),
  );
}

function pullsOfCommit(call: Call): Reply {
  const commit = call.params[2];
  const found = call.repository.pulls.filter(
    (pull) => pull.mergedCommit === commit || pull.headCommit === commit,
  );
  return page(
    call,
    found.map((pull) => shown(call.repository, pull)),
  );
}

function merge(call: Call, pull: FakePull): Reply {
  const { github, repository, body, token } = call;
  if (pull.state !== 'open') return refusal(405, 'Pull Request is not mergeable');
  if (body['sha'] !== undefined && body['sha'] !== pull.headCommit) {
    return refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  const obstacle = protectionObstacle(repository, pull);
  if (obstacle !== undefined) return refusal(405, obstacle);
  const message = `${textOf(body, 'commit_title') || pull.title}\n\n${textOf(body, 'commit_message')}`;
  const method = body['merge_method'] === 'squash' ? 'squash' : 'merge';
  const commit = mergeCommits(
    repository,
    branchCommit(repository, pull.base),
    pull.headCommit,
    message,
    method,
  );
  if (commit === undefined) return refusal(405, 'Pull Request is not mergeable');
  pull.state = 'closed';
  pull.mergedCommit = commit;
  github.moveBranch(repository, pull.base, commit, token);
  return ok({ sha: commit, merged: true, message: 'Pull Request successfully merged' });
}

/** What the rules of the base branch still wait for. */
export function protectionObstacle(repository: FakeRepository, pull: FakePull): string | undefined {
  if (pull.isDraft) return 'Draft pull requests cannot be merged';
  const { protection } = repository;
  if (protection === undefined) return undefined;
  for (const name of protection.requiredChecks) {
    const last = repository.checks.findLast(
      (check) => check.commit === pull.headCommit && check.name === name,
    );
    if (last?.conclusion !== 'success' && last?.conclusion !== 'neutral') {
      return `Required status check "${name}" is expected in ${fullName(repository)}.`;
    }
  }
  const approvals = new Set(
    pull.reviews.filter((each) => each.state === 'APPROVED').map(({ user }) => user.id),
  );
  const missing = protection.requiredApprovals - approvals.size;
  return missing > 0 ? `At least ${String(missing)} approving review is required.` : undefined;
}
