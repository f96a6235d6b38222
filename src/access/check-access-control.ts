import type { When } from '../core/index.ts';
import { sortedBy } from '../core/index.ts';
import { isWithin } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { Place, PlacedFault } from '../registry/index.ts';
import { accessControlOf, toNamespace } from './access-control.ts';
import type { AccessControl, AccessSource, Grant } from './access-control.ts';
import { judgeGrant } from './judge-grant.ts';
import { ownersOf } from './owners.ts';
import { formatPrincipal, principalId } from './principal.ts';

/**
 * What is wrong with roles and grants as they stand: roles that cannot be told, grants that do not count, grants that stand
 * twice, namespaces that nobody may manage. Grants that have ended and namespaces without a keeper are warnings. Pure.
 */
export function checkAccessControl(snapshot: AccessSource, at: When): PlacedFault[] {
  const control = accessControlOf(snapshot);
  const lists = [
    control.admins,
    ...sortedBy(control.namespaces.keys(), (path) => path).map(
      (path) => control.namespaces.get(path)?.grants ?? [],
    ),
  ];
  return [
    ...faultyRoles(control),
    ...lists.flatMap((grants) => [...faultyGrants(control, grants, at), ...repeated(grants)]),
    ...unreadable(control),
    ...withoutOwner(control, at),
  ];
}

function faultyRoles({ roles }: AccessControl): PlacedFault[] {
  const faults = new Set([...roles.values()].flatMap(({ fault }) => fault ?? []));
  return [...faults].map(({ code, message, place }) => ({ code, severity: 'error', message, place }));
}

function faultyGrants(control: AccessControl, grants: readonly Grant[], at: When): PlacedFault[] {
  return grants.flatMap((grant) => {
    const refusal = judgeGrant(control, grant, at);
    if (refusal === undefined) return [];
    const { code, effect, text } = refusal;
    const message = `the grant of "${grant.role}" to ${formatPrincipal(grant.principal)} does not count: ${text}`;
    return [{ code, severity: effect === 'fails' ? 'error' : 'warning', message, place: grant.place }];
  });
}

function repeated(grants: readonly Grant[]): PlacedFault[] {
  const seen = new Set<string>();
  return grants.flatMap(({ principal, role, place }) => {
    const key = `${principalId(principal)} ${role}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    const message = `${formatPrincipal(principal)} has the role "${role}" here already`;
    return isFirst ? [] : [{ code: 'HYPER_ACCESS_TWICE', severity: 'error', message, place }];
  });
}

function unreadable(control: AccessControl): PlacedFault[] {
  return sortedBy(control.unreadable, ([path]) => path).map(([namespace, path]) => ({
    code: 'HYPER_ACCESS_UNREADABLE',
    severity: 'error',
    message: `who may do what in "${namespace}" cannot be told`,
    place: { path, pointer: [] },
  }));
}

/** Told of the highest namespace alone: those below it have no other keepers either. */
function withoutOwner(control: AccessControl, at: When): PlacedFault[] {
  if (control.admins.length > 0) return [];
  const found: PlacedFault[] = [];
  const told: NamespacePath[] = [];
  for (const text of sortedBy(control.namespaces.keys(), (path) => path)) {
    const namespace = toNamespace(text);
    if (namespace === undefined || ownersOf(control, namespace, at).length > 0) continue;
    if (told.some((above) => isWithin(namespace, above))) continue;
    told.push(namespace);
    const place: Place = { path: control.fileOf(namespace) ?? '', pointer: ['path'] };
    const message = `nobody may manage "${namespace}": registry.yaml names no admins, and no grant allows it`;
    found.push({ code: 'HYPER_ACCESS_NO_OWNER', severity: 'warning', message, place });
  }
  return found;
}
