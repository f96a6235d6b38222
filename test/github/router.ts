import type { FakeGitHub } from './fake-github.ts';
import { fullName } from './state.ts';
import type { Access, FakeRepository, Token } from './state.ts';

/** A request that found its route. */
export interface Call {
  readonly github: FakeGitHub;
  readonly repository: FakeRepository;
  readonly token: Token;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One endpoint: `scope` is what a workflow's token needs, `user` what a user needs in the repository. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly scope: readonly [name: string, access: Access] | null;
  readonly user: 'read' | 'write' | 'admin';
  readonly run: (call: Call) => Reply;
}

export const RIGHTS = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const nothing: Reply = { status: 204 };

/** An error as GitHub words it. */
export function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const url = 'https://docs.github.com/rest';
  return { status, body: { message, documentation_url: url, status: String(status) }, headers };
}

/** One page of a list, with the header that leads to the next. */
export function page(
  call: Call,
  all: readonly unknown[],
  toBody: (some: readonly unknown[]) => unknown = (some) => some,
): Reply {
  const size = Math.min(Number(call.query.get('per_page') ?? '30'), 100);
  const number = Number(call.query.get('page') ?? '1');
  const some = all.slice((number - 1) * size, number * size);
  const query = new URLSearchParams(call.query);
  query.set('page', String(number + 1));
  const next = `${call.github.apiUrl}${call.github.currentPath}?${query.toString()}`;
  const headers: Record<string, string> = number * size < all.length ? { link: `<${next}>; rel="next"` } : {};
  return { status: 200, body: toBody(some), headers };
}

/** Why the token may not use the route; undefined where it may. */
export function missingRight(route: Route, repository: FakeRepository, token: Token): Reply | undefined {
  if (token.workflow !== undefined) {
    if (token.workflow.repository !== fullName(repository)) return refusal(404, 'Not Found');
    if (route.scope === null) return undefined;
    const [name, access] = route.scope;
    const granted = name.split('|').map((each) => token.workflow?.permissions[each] ?? 'none');
    const isGranted = granted.some((each) => each === 'write' || each === access);
    const accepted = name
      .split('|')
      .map((each) => `${each.replaceAll('-', '_')}=${access}`)
      .join('; ');
    return isGranted
      ? undefined
      : refusal(403, 'Resource not accessible by integration', { 'x-accepted-github-permissions': accepted });
  }
  const right = rightOf(repository, token.account.id);
  const needed = RIGHTS.indexOf(route.user);
  if (RIGHTS.indexOf(right) >= needed) return undefined;
  return right === 'none' ? refusal(404, 'Not Found') : refusal(403, 'Must have push access to repository');
}

/** What an account may do; everybody reads a public repository. */
export function rightOf(repository: FakeRepository, id: number): (typeof RIGHTS)[number] {
  const given = repository.owner.id === id ? 'admin' : repository.permissions.get(id);
  return RIGHTS.find((right) => right === given) ?? 'read';
}

/** A text of a request's body; empty where it has none of that name. */
export function textOf(body: Call['body'], name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}
