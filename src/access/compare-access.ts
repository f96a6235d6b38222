import { canonicalJson, compareText } from '../core/index.ts';
import type { JsonValue, When } from '../core/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { Place, PlacedFault } from '../registry/index.ts';
import { toNamespace } from './access-control.ts';
import type { AccessControl, Grant } from './access-control.ts';
import type { Capability } from './capability.ts';
import { decideAccess } from './decide-access.ts';
import { ownersOf } from './owners.ts';
import { formatPrincipal, isPrincipal, principalId } from './principal.ts';
import type { Actor } from './principal.ts';
import { widenedFor } from './widened.ts';

/** One thing that a change does to who may do what. */
export type AccessChange = {
  /** The namespace; undefined: the registry. */
  readonly namespace: NamespacePath | undefined;
  /** In the head; in the base for what is gone. */
  readonly place: Place;
} & (
  | {
      readonly kind: 'grant-added' | 'grant-removed';
      readonly principal: string;
      readonly role: string;
      readonly expiresAt: string | undefined;
      /** Whether it is the author's own. */
      readonly isSelf: boolean;
    }
  | { readonly kind: 'role-changed'; readonly role: string }
  /** The author gains capabilities (O02). */
  | { readonly kind: 'self-grant'; readonly capabilities: readonly Capability[] }
  /** Nobody is left who may manage it (O08). */
  | { readonly kind: 'owner-lost'; readonly owners: readonly string[] }
  /** The author may manage it now, and could not any more. */
  | { readonly kind: 'lock-out' }
  /** A login stays, and the number that counts is another one (O07). */
  | { readonly kind: 'login-reused'; readonly login: string; readonly before: number; readonly after: number }
);

export interface CompareOptions {
  /** Who makes the change; left out, what concerns the author is not looked at. */
  readonly actor?: Actor;
  readonly at: When;
}

/** What a change does to who may do what: grants and roles that differ, then what follows from it. Pure. */
export function compareAccess(
  base: AccessControl,
  head: AccessControl,
  options: CompareOptions,
): AccessChange[] {
  const changes = [...compareAdmins(base, head, options), ...compareRoles(base, head)];
  const isWide = changes.length > 0;
  const touched: (NamespacePath | undefined)[] = isWide ? [undefined] : [];
  for (const path of namespacesOf(base, head)) {
    const found = compareLists(grantsAt(base, path), grantsAt(head, path), path, options);
    changes.push(...found);
    if (isWide || found.length > 0 || keysAt(base, path) !== keysAt(head, path)) touched.push(path);
  }
  return [...changes, ...touched.flatMap((namespace) => consequences(base, head, namespace, options))];
}

/** What of the changes is not let through, or needs somebody else, as faults of the head. Pure. */
export function faultsOfChanges(changes: readonly AccessChange[]): PlacedFault[] {
  return changes.flatMap((change) => {
    const { place, namespace } = change;
    const where = namespace ?? 'the registry';
    switch (change.kind) {
      case 'self-grant': {
        const message = `the author gives themselves ${change.capabilities.join(', ')} in ${where}`;
        return fault('HYPER_ACCESS_SELF_GRANT', message, 'let another owner open the pull request', place);
      }
      case 'owner-lost': {
        const message = `nobody is left who may manage ${where}; before it was ${change.owners.join(', ')}`;
        return fault('HYPER_ACCESS_OWNER_LOST', message, 'name the next owner in the same change', place);
      }
      case 'lock-out': {
        const message = `the author may manage ${where} now, and could not any more`;
        return fault('HYPER_ACCESS_LOCKOUT', message, 'let another owner confirm it', place);
      }
      case 'login-reused': {
        const message = `"${change.login}" was ${String(change.before)} and is now ${String(change.after)}; the number is who is meant`;
        return fault('HYPER_ACCESS_LOGIN_REUSED', message, 'check whom the new number belongs to', place);
      }
      case 'grant-added':
      case 'grant-removed':
      case 'role-changed':
        return [];
    }
  });
}

function fault(code: PlacedFault['code'], message: string, hint: string, place: Place): PlacedFault[] {
  return [{ code, severity: 'error', message, hint, place }];
}

function namespacesOf(base: AccessControl, head: AccessControl): NamespacePath[] {
  const paths = new Set([...base.namespaces.keys(), ...head.namespaces.keys()]);
  return [...paths].sort(compareText).flatMap((path) => toNamespace(path) ?? []);
}

function grantsAt(control: AccessControl, path: string): readonly Grant[] {
  return control.namespaces.get(path)?.grants ?? [];
}

/** The keys listed here: a grant to a key ends with it. */
function keysAt(control: AccessControl, path: string): string {
  const keys = control.namespaces.get(path)?.manifest.signing?.keys ?? [];
  return canonicalJson(keys as unknown as JsonValue);
}

function compareAdmins(base: AccessControl, head: AccessControl, options: CompareOptions): AccessChange[] {
  return compareLists(base.admins, head.admins, undefined, options);
}

function compareLists(
  before: readonly Grant[],
  after: readonly Grant[],
  namespace: NamespacePath | undefined,
  { actor }: CompareOptions,
): AccessChange[] {
  const [old, current] = [keysOf(before), keysOf(after)];
  const tell = (
    kind: 'grant-added' | 'grant-removed',
    { principal, role, expiresAt, place }: Grant,
  ): AccessChange => {
    const isSelf = actor !== undefined && isPrincipal(principal, actor);
    return { kind, namespace, place, principal: formatPrincipal(principal), role, expiresAt, isSelf };
  };
  const added = [...current].flatMap(([key, grant]) => (old.has(key) ? [] : [tell('grant-added', grant)]));
  const gone = [...old].flatMap(([key, grant]) => (current.has(key) ? [] : [tell('grant-removed', grant)]));
  return [...added, ...gone, ...reusedLogins(before, after, namespace)];
}

function keysOf(grants: readonly Grant[]): Map<string, Grant> {
  return new Map(
    grants.map((grant) => [`${principalId(grant.principal)} ${grant.role} ${grant.expiresAt ?? ''}`, grant]),
  );
}

function reusedLogins(
  before: readonly Grant[],
  after: readonly Grant[],
  namespace: NamespacePath | undefined,
): AccessChange[] {
  const known = new Map(before.flatMap((grant) => accountOf(grant) ?? []).map((one) => [one.key, one.id]));
  const stays = new Set(
    after.flatMap((grant) => accountOf(grant) ?? []).map(({ key, id }) => `${key} ${String(id)}`),
  );
  return after.flatMap((grant) => {
    const account = accountOf(grant);
    const former = account === undefined ? undefined : known.get(account.key);
    if (account === undefined || former === undefined) return [];
    if (stays.has(`${account.key} ${String(former)}`)) return [];
    const { login, id } = account;
    return [{ kind: 'login-reused', namespace, place: grant.place, login, before: former, after: id }];
  });
}

function accountOf({ principal }: Grant): { key: string; login: string; id: number } | undefined {
  const { githubUser, githubTeam } = principal;
  const account = githubUser ?? githubTeam;
  if (account?.login === undefined) return undefined;
  const kind = githubUser === undefined ? 'team' : 'user';
  return { key: `${kind} ${account.login.toLowerCase()}`, login: account.login, id: account.id };
}

function compareRoles(base: AccessControl, head: AccessControl): AccessChange[] {
  const [before, after] = [base, head].map(({ registry }) => {
    return new Map((registry.roles ?? []).map((role, index) => [role.name, { role, index }]));
  });
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...names].sort(compareText).flatMap((name): AccessChange[] => {
    const [old, current] = [before?.get(name), after?.get(name)];
    const isSame = canonicalOf(old?.role) === canonicalOf(current?.role);
    const pointer = ['roles', (current ?? old)?.index ?? 0];
    const place = { path: 'registry.yaml', pointer };
    return isSame ? [] : [{ kind: 'role-changed', namespace: undefined, place, role: name }];
  });
}

function canonicalOf(value: unknown): string {
  return canonicalJson((value ?? null) as JsonValue);
}

function consequences(
  base: AccessControl,
  head: AccessControl,
  namespace: NamespacePath | undefined,
  { actor, at }: CompareOptions,
): AccessChange[] {
  const place = placeOf(base, head, namespace);
  const isGone = namespace !== undefined && !head.namespaces.has(namespace);
  const found: AccessChange[] = [];
  const owners = isGone ? [] : ownersOf(base, namespace, at);
  if (owners.length > 0 && ownersOf(head, namespace, at).length === 0) {
    const names = owners.map(({ principal }) => formatPrincipal(principal));
    found.push({ kind: 'owner-lost', namespace, place, owners: names });
  }
  if (actor === undefined) return found;
  const capabilities = widenedFor(base, head, { actor, namespace, at });
  if (capabilities.length > 0) found.push({ kind: 'self-grant', namespace, place, capabilities });
  const capability = namespace === undefined ? 'registry:admin' : 'namespace:manage';
  const request = { actor, capability, namespace, at } as const;
  const isLockedOut = !decideAccess(head, request).isAllowed && decideAccess(base, request).isAllowed;
  if (isLockedOut && !isGone) found.push({ kind: 'lock-out', namespace, place });
  return found;
}

/** The list of grants in the head, or the file of the base where the namespace is gone. */
function placeOf(base: AccessControl, head: AccessControl, namespace: NamespacePath | undefined): Place {
  if (namespace === undefined) return { path: 'registry.yaml', pointer: ['admins'] };
  const path = head.fileOf(namespace) ?? base.fileOf(namespace) ?? '';
  return { path, pointer: ['access'] };
}
