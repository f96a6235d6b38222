import { created, nothing, ok, page, refusal } from '../router.ts';
import type { Call, Reply, Route } from '../router.ts';
import { toCheck } from '../shapes.ts';
import type { FakeAnnotation, FakeCheck } from '../state.ts';

const ROOT = '/repos/([^/]+)/([^/]+)';
const MAX_ANNOTATIONS = 50;

export const CHECK_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: new RegExp(`^${ROOT}/check-runs$`, 'u'),
    scope: ['checks', 'write'],
    user: 'admin',
    run: create,
  },
  {
    method: 'PATCH',
    path: new RegExp(`^${ROOT}/check-runs/(\\d+)$`, 'u'),
    scope: ['checks', 'write'],
    user: 'admin',
    run: update,
  },
  {
    method: 'GET',
    path: new RegExp(`^${ROOT}/commits/([0-9a-f]{40})/check-runs$`, 'u'),
    scope: ['checks', 'read'],
    user: 'read',
    run: list,
  },
  {
    method: 'POST',
    path: new RegExp(`^${ROOT}/actions/workflows/([^/]+)/dispatches$`, 'u'),
    scope: ['actions', 'write'],
    user: 'write',
    run: dispatch,
  },
];

interface CheckBody {
  readonly name?: string;
  readonly head_sha?: string;
  readonly external_id?: string;
  readonly status?: string;
  readonly conclusion?: string;
  readonly output?: {
    readonly title: string;
    readonly summary: string;
    readonly annotations?: readonly FakeAnnotation[];
  };
}

function create(call: Call): Reply {
  const body = call.body as CheckBody;
  const fault = faultOf(body);
  if (fault !== undefined) return refusal(422, fault);
  const check: FakeCheck = {
    id: call.github.nextId(),
    name: body.name ?? '',
    commit: body.head_sha ?? '',
    app: call.token.account.login.replace('[bot]', ''),
    externalId: body.external_id ?? '',
    conclusion: body.status === 'completed' ? (body.conclusion ?? null) : null,
    title: body.output?.title ?? '',
    summary: body.output?.summary ?? '',
    annotations: [...(body.output?.annotations ?? [])],
  };
  call.repository.checks.push(check);
  return created(toCheck(call.repository, check));
}

function update(call: Call): Reply {
  const check = call.repository.checks.find(({ id }) => id === Number(call.params[2]));
  if (check === undefined) return refusal(404, 'Not Found');
  const body = call.body as CheckBody;
  const fault = faultOf(body);
  if (fault !== undefined) return refusal(422, fault);
  check.annotations.push(...(body.output?.annotations ?? []));
  if (body.status === 'completed') check.conclusion = body.conclusion ?? null;
  return ok(toCheck(call.repository, check));
}

function faultOf({ output }: CheckBody): string | undefined {
  const annotations = output?.annotations ?? [];
  if (annotations.length > MAX_ANNOTATIONS) return 'No more than 50 annotations are allowed per request.';
  const isWrong = annotations.some(
    (each) => each.start_line < 1 || each.end_line < each.start_line || each.path === '',
  );
  if (isWrong || (output?.summary.length ?? 0) > 65_535) return 'Validation Failed';
  return undefined;
}

function list(call: Call): Reply {
  const name = call.query.get('check_name');
  const found = call.repository.checks.filter(
    (check) => check.commit === call.params[2] && (name === null || check.name === name),
  );
  return page(
    call,
    found.map((check) => toCheck(call.repository, check)),
    (some) => ({
      total_count: found.length,
      check_runs: some,
    }),
  );
}

function dispatch(call: Call): Reply {
  const workflow = call.params[2] ?? '';
  call.repository.dispatches.push({ workflow, branch: String(call.body['ref']), actor: call.token.account });
  call.github.emit({
    kind: 'workflow_dispatch',
    repository: call.repository,
    workflow,
    branch: String(call.body['ref']),
  });
  return nothing;
}
