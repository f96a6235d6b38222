import { created, nothing, ok, page, refusal } from '../router.ts';
import type { Call, Reply, Route } from '../router.ts';
import { toComment, toLabels } from '../shapes.ts';
import type { FakeComment, FakePull } from '../state.ts';

const ROOT = '/repos/([^/]+)/([^/]+)/issues';
const READ = ['issues|pull-requests', 'read'] as const;
const WRITE = ['issues|pull-requests', 'write'] as const;
const MAX_BODY = 65_536;

export const ISSUE_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: new RegExp(`^${ROOT}/(\\d+)/comments$`, 'u'),
    scope: READ,
    user: 'read',
    run: listComments,
  },
  {
    method: 'POST',
    path: new RegExp(`^${ROOT}/(\\d+)/comments$`, 'u'),
    scope: WRITE,
    user: 'read',
    run: addComment,
  },
  {
    method: 'PATCH',
    path: new RegExp(`^${ROOT}/comments/(\\d+)$`, 'u'),
    scope: WRITE,
    user: 'read',
    run: (call) => withComment(call, (comment) => editComment(call, comment)),
  },
  {
    method: 'DELETE',
    path: new RegExp(`^${ROOT}/comments/(\\d+)$`, 'u'),
    scope: WRITE,
    user: 'read',
    run: (call) => withComment(call, (comment) => removeComment(call, comment)),
  },
  {
    method: 'POST',
    path: new RegExp(`^${ROOT}/(\\d+)/labels$`, 'u'),
    scope: WRITE,
    user: 'write',
    run: (call) => withIssue(call, (pull) => addLabels(call, pull)),
  },
  {
    method: 'DELETE',
    path: new RegExp(`^${ROOT}/(\\d+)/labels/([^/]+)$`, 'u'),
    scope: WRITE,
    user: 'write',
    run: (call) => withIssue(call, (pull) => removeLabel(call, pull)),
  },
];

function withIssue(call: Call, run: (pull: FakePull) => Reply): Reply {
  const pull = call.repository.pulls.find(({ number }) => number === Number(call.params[2]));
  return pull === undefined ? refusal(404, 'Not Found') : run(pull);
}

function withComment(call: Call, run: (comment: FakeComment) => Reply): Reply {
  const comment = call.repository.comments.find(({ id }) => id === Number(call.params[2]));
  return comment === undefined ? refusal(404, 'Not Found') : run(comment);
}

function listComments(call: Call): Reply {
  const found = call.repository.comments.filter(({ issue }) => issue === Number(call.params[2]));
  return page(
    call,
    found.map((comment) => toComment(call.repository, comment)),
  );
}

function addComment(call: Call): Reply {
  const body = String(call.body['body']);
  if (body.length > MAX_BODY) return refusal(422, 'Validation Failed: body is too long');
  const comment = call.github.addComment(call.repository, Number(call.params[2]), call.token.account, body);
  return created(toComment(call.repository, comment));
}

function editComment(call: Call, comment: FakeComment): Reply {
  const body = String(call.body['body']);
  if (body.length > MAX_BODY) return refusal(422, 'Validation Failed: body is too long');
  comment.body = body;
  comment.isEdited = true;
  return ok(toComment(call.repository, comment));
}

function removeComment(call: Call, comment: FakeComment): Reply {
  call.repository.comments.splice(call.repository.comments.indexOf(comment), 1);
  return nothing;
}

function addLabels(call: Call, pull: FakePull): Reply {
  for (const name of call.body['labels'] as string[]) {
    call.repository.labels.add(name);
    if (!pull.labels.includes(name)) pull.labels.push(name);
  }
  return ok(toLabels(pull.labels));
}

function removeLabel(call: Call, pull: FakePull): Reply {
  const name = decodeURIComponent(call.params[3] ?? '');
  if (!pull.labels.includes(name)) return refusal(404, 'Label does not exist');
  pull.labels = pull.labels.filter((each) => each !== name);
  return ok(toLabels(pull.labels));
}
