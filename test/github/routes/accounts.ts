import { ok, page, refusal, rightOf } from '../router.ts';
import type { Call, Reply, Route } from '../router.ts';
import { toRepository, toTeam, toUser } from '../shapes.ts';

/** Routes of a repository; those of organisations and users are in `fake-github.ts`, since no repository is named. */
export const ACCOUNT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)$/u,
    scope: null,
    user: 'read',
    run: ({ repository }) => ok(toRepository(repository)),
  },
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)\/collaborators\/([^/]+)\/permission$/u,
    scope: null,
    user: 'read',
    run: permission,
  },
];

function permission({ github, repository, params }: Call): Reply {
  const account = github.accounts.find(({ login }) => login === decodeURIComponent(params[2] ?? ''));
  if (account === undefined) return refusal(404, `${params[2] ?? ''} is not a user`);
  const right = rightOf(repository, account.id);
  const coarse = right === 'maintain' ? 'write' : right === 'triage' ? 'read' : right;
  const permissions = {
    pull: true,
    triage: false,
    push: coarse === 'write',
    maintain: false,
    admin: coarse === 'admin',
  };
  return ok({
    permission: coarse,
    role_name: right,
    user: { ...toUser(account), permissions, role_name: right },
  });
}

/** `/orgs/ORG/teams` and `/orgs/ORG/teams/SLUG/members`, for users alone: a workflow's token sees no members. */
export function answerTeams(call: Omit<Call, 'repository'>, path: string): Reply | undefined {
  const [, login, slug] = /^\/orgs\/([^/]+)\/teams(?:\/([^/]+)\/members)?$/u.exec(path) ?? [];
  if (login === undefined) return undefined;
  if (call.token.workflow !== undefined) {
    return refusal(403, 'Resource not accessible by integration', {
      'x-accepted-github-permissions': 'members=read',
    });
  }
  const repository = call.github.repositories.find(({ owner }) => owner.login === login);
  if (repository === undefined) return refusal(404, 'Not Found');
  const whole = { ...call, repository };
  if (slug === undefined)
    return page(
      whole,
      repository.teams.map((team) => toTeam(repository.owner, team)),
    );
  const team = repository.teams.find((each) => each.slug === slug);
  return team === undefined ? refusal(404, 'Not Found') : page(whole, team.members.map(toUser));
}
