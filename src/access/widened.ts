import { canonicalJson } from '../core/index.ts';
import type { JsonValue, When } from '../core/index.ts';
import type { NamespacePath } from '../names/index.ts';
import { grantsIn } from './access-control.ts';
import type { AccessControl } from './access-control.ts';
import { CAPABILITIES } from './capability.ts';
import type { Capability } from './capability.ts';
import { decideAccess } from './decide-access.ts';
import { judgeGrant } from './judge-grant.ts';
import { isPrincipal } from './principal.ts';
import type { Actor } from './principal.ts';
import type { RolePermission } from './role.ts';

/**
 * Capabilities that the actor has in the namespace after a change and did not have before it: outright, or by a permission
 * under a condition or on a part of it that is new. Undefined asks for the registry itself. Pure.
 */
export function widenedFor(
  base: AccessControl,
  head: AccessControl,
  { actor, namespace, at }: { actor: Actor; namespace: NamespacePath | undefined; at: When },
): Capability[] {
  const before = permissionsOf(base, actor, namespace, at);
  const known = new Set(before.map((one) => keyOf(one)));
  const gained = permissionsOf(head, actor, namespace, at).filter((one) => !known.has(keyOf(one)));
  return CAPABILITIES.filter((capability) => {
    const request = { actor, capability, namespace, at };
    if (decideAccess(base, request).isAllowed) return false;
    if (decideAccess(head, request).isAllowed) return true;
    return gained.some(
      ({ effect, action }) => effect === 'allow' && (action === '*' || action === capability),
    );
  });
}

function permissionsOf(
  control: AccessControl,
  actor: Actor,
  namespace: NamespacePath | undefined,
  at: When,
): RolePermission[] {
  return grantsIn(control, namespace)
    .filter((grant) => isPrincipal(grant.principal, actor) && judgeGrant(control, grant, at) === undefined)
    .flatMap((grant) => control.roles.get(grant.role)?.permissions ?? []);
}

function keyOf({ effect, action, resource, conditions }: RolePermission): string {
  const readings = resource.readings.map(({ pattern, artifact = null }) => ({ pattern, artifact }));
  return canonicalJson({ effect, action, readings, conditions } as unknown as JsonValue);
}
