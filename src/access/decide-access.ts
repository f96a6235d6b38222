import { allOf } from '../core/index.ts';
import type { Truth, When } from '../core/index.ts';
import { lineOf } from '../names/index.ts';
import { isReading } from './capability.ts';
import type { Capability } from './capability.ts';
import { grantsIn } from './access-control.ts';
import type { AccessControl, Grant } from './access-control.ts';
import { evaluateCondition } from './condition.ts';
import type { AccessFacts, FactValue } from './condition.ts';
import { judgeGrant } from './judge-grant.ts';
import type { Place } from '../registry/index.ts';
import { formatPrincipal, isPrincipal } from './principal.ts';
import type { Actor } from './principal.ts';
import { coversTarget } from './resource.ts';
import type { RolePermission } from './role.ts';
import type { NamespacePath } from '../names/index.ts';

/** May this actor do this here? */
export interface AccessRequest {
  readonly actor: Actor;
  readonly capability: Capability;
  /** Undefined asks about the whole registry. It need not exist yet. */
  readonly namespace?: NamespacePath | undefined;
  /** The name of an artifact in the namespace. */
  readonly artifact?: string | undefined;
  /** Whether the actor published it; the same as the fact `own`. Left out, it is not known. */
  readonly ownsArtifact?: boolean | undefined;
  readonly at: When;
  readonly facts?: AccessFacts | undefined;
}

/** Why something is allowed or not, one step. */
export interface AccessReason {
  /** `fails`: something cannot be told, and then nothing is allowed. */
  readonly effect: 'allows' | 'denies' | 'fails' | 'does-not-count';
  /** One clause for people. */
  readonly text: string;
  /** The role that was granted. */
  readonly role?: string;
  readonly principal?: string;
  /** The grant. */
  readonly place?: Place;
  /** The permission, where a role of the registry states it. */
  readonly permission?: Place;
}

export interface AccessDecision {
  readonly isAllowed: boolean;
  /** What decided first, then the rest; never empty. */
  readonly reasons: readonly AccessReason[];
}

/**
 * Decides whether an actor may do something (SPEC section 3). Nothing is allowed unless a grant allows it, an explicit deny
 * wins over every allow, and whatever cannot be told denies: an unreadable manifest on the way up, a role that does not
 * exist or goes in a circle, a condition of a deny whose fact is missing. Pure.
 */
export function decideAccess(control: AccessControl, request: AccessRequest): AccessDecision {
  const reasons: AccessReason[] = [...unreadableOnTheWay(control, request.namespace)];
  for (const grant of grantsIn(control, request.namespace)) {
    if (isPrincipal(grant.principal, request.actor)) reasons.push(...reasonsOf(control, grant, request));
  }
  if (isPublicRead(control, request))
    reasons.push({ effect: 'allows', text: 'everybody reads what is public' });
  const effects = new Set(reasons.map((reason) => reason.effect));
  const isAllowed = effects.has('allows') && !effects.has('denies') && !effects.has('fails');
  if (reasons.length === 0) {
    const where = request.namespace === undefined ? 'in the registry' : `in ${request.namespace} or above`;
    reasons.push({ effect: 'does-not-count', text: `no grant ${where} is for them` });
  }
  return { isAllowed, reasons: reasons.sort((left, right) => RANKS[left.effect] - RANKS[right.effect]) };
}

const RANKS = { fails: 0, denies: 1, allows: 2, 'does-not-count': 3 } as const;

function* unreadableOnTheWay(
  control: AccessControl,
  namespace: NamespacePath | undefined,
): Iterable<AccessReason> {
  for (const path of namespace === undefined ? [] : lineOf(namespace)) {
    const file = control.unreadable.get(path);
    if (file === undefined) continue;
    const text = `${file} cannot be read, and it may hold what denies`;
    yield { effect: 'fails', text, place: { path: file, pointer: [] } };
  }
}

function reasonsOf(control: AccessControl, grant: Grant, request: AccessRequest): AccessReason[] {
  const about = { role: grant.role, principal: formatPrincipal(grant.principal), place: grant.place };
  const where = grant.from === undefined ? 'an admin of the registry' : `${grant.role} in ${grant.from}`;
  const refusal = judgeGrant(control, grant, request.at);
  if (refusal !== undefined) return [{ effect: refusal.effect, text: `${where}: ${refusal.text}`, ...about }];
  const role = control.roles.get(grant.role);
  const found: AccessReason[] = [];
  for (const permission of role?.permissions ?? []) {
    const told = reasonOf(permission, grant, request);
    if (told === undefined) continue;
    const place = permission.place === undefined ? {} : { permission: permission.place };
    found.push({ effect: told.effect, text: `${where}: ${told.text}`, ...about, ...place });
  }
  if (found.length > 0) return found;
  return [
    { effect: 'does-not-count', text: `${where}: the role says nothing of ${request.capability}`, ...about },
  ];
}

function reasonOf(
  permission: RolePermission,
  grant: Grant,
  request: AccessRequest,
): Pick<AccessReason, 'effect' | 'text'> | undefined {
  const { action, effect, role } = permission;
  if (action !== '*' && action !== request.capability) return undefined;
  const inherited = role === grant.role ? '' : ` (from ${role})`;
  if (!isInReach(permission, grant, request)) {
    return {
      effect: 'does-not-count',
      text: `what it ${effect === 'allow' ? 'allows' : 'denies'}${inherited} is elsewhere`,
    };
  }
  const truth = conditionsHold(permission, request);
  const counts = effect === 'allow' ? truth === 'yes' : truth !== 'no';
  const verb = effect === 'allow' ? 'allows' : 'denies';
  if (counts) {
    const unsure = truth === 'unknown' ? ', since a fact its condition asks for is missing' : '';
    return { effect: verb, text: `${verb} ${request.capability}${inherited}${unsure}` };
  }
  const why = truth === 'unknown' ? 'a fact it asks for is missing' : 'it does not hold';
  return {
    effect: 'does-not-count',
    text: `${verb} ${request.capability}${inherited} under a condition: ${why}`,
  };
}

/** A grant of a namespace never reaches the registry itself, whatever its role says. */
function isInReach(permission: RolePermission, grant: Grant, request: AccessRequest): boolean {
  const isBeyond = request.capability === 'registry:admin' && grant.from !== undefined;
  if (isBeyond && permission.effect === 'allow') return false;
  const { namespace, artifact } = request;
  if (namespace === undefined) return grant.from === undefined;
  return coversTarget(permission.resource, { namespace, artifact });
}

function conditionsHold(permission: RolePermission, request: AccessRequest): Truth {
  const facts = factsOf(request);
  return allOf(permission.conditions.map((condition) => evaluateCondition(condition, facts, request.at)));
}

function factsOf({ facts = {}, ownsArtifact }: AccessRequest): AccessFacts {
  if (ownsArtifact === undefined) return facts;
  const resource = new Map<string, FactValue>(facts.resource ?? []);
  return { ...facts, resource: resource.set('own', ownsArtifact) };
}

/** What an artifact's own visibility is must be known: a private one may lie in a public namespace. */
function isPublicRead(control: AccessControl, request: AccessRequest): boolean {
  const { capability, namespace, artifact, facts } = request;
  if (!isReading(capability) || namespace === undefined) return false;
  const stated = facts?.resource?.get('visibility');
  if (artifact !== undefined || stated !== undefined) return stated === 'public';
  return control.visibilityOf(namespace) === 'public';
}
