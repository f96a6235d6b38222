import type { When } from '../core/index.ts';
import type { NamespacePath } from '../names/index.ts';
import { grantsIn } from './access-control.ts';
import type { AccessControl, Grant } from './access-control.ts';
import { decideAccess } from './decide-access.ts';
import { actorOf, principalId } from './principal.ts';

/**
 * The grants of those who may manage the namespace, admins of the registry left out: its owners. Each principal stands once, on
 * its own: somebody who needs two of them together is no owner. Undefined asks for the registry's admins. Pure.
 */
export function ownersOf(control: AccessControl, namespace: NamespacePath | undefined, at: When): Grant[] {
  if (namespace === undefined) return [...control.admins];
  const owners = new Map<string, Grant>();
  for (const grant of grantsIn(control, namespace)) {
    const id = principalId(grant.principal);
    if (grant.from === undefined || owners.has(id)) continue;
    const actor = actorOf(grant.principal);
    const { isAllowed } = decideAccess(control, { actor, capability: 'namespace:manage', namespace, at });
    if (isAllowed) owners.set(id, grant);
  }
  return [...owners.values()];
}
