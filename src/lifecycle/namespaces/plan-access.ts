import { HyperError, toOneLine } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import type { NamespaceManifest, Principal } from '../../manifest/index.ts';
import { toTimestamp } from '../trust/new-key.ts';
import { formatPrincipal, isSamePrincipal } from './principal.ts';

type Grant = NonNullable<NamespaceManifest['access']>[number];

/** A role for somebody. */
export interface NewGrant {
  readonly principal: Principal;
  readonly role: string;
  readonly expiresAt: Date | undefined;
  readonly reason: string | undefined;
}

/** The built-in roles (SPEC section 3). */
export const BUILT_IN_ROLES: readonly string[] = ['admin', 'publisher', 'maintainer', 'contributor', 'user'];

/** Roles whose holders own a namespace: whoever manages it, and whoever publishes in it. */
const OWNING: readonly (readonly string[])[] = [['admin'], ['admin', 'publisher']];

/** The changes that grant a role: a grant of the same role is renewed, others stay. Errors: `HYPER_GRANT_ROLE`. Pure. */
export function planGrant(
  manifest: NamespaceManifest,
  { principal, role, expiresAt, reason }: NewGrant,
  customRoles: readonly string[],
): readonly DocumentEdit[] {
  if (![...BUILT_IN_ROLES, ...customRoles].includes(role)) {
    throw new HyperError('HYPER_GRANT_ROLE', `there is no role "${toOneLine(role)}"`, {
      hint: `the roles are: ${[...BUILT_IN_ROLES, ...customRoles].map(toOneLine).join(', ')}`,
    });
  }
  const access = manifest.access ?? [];
  const known = access.findIndex((one) => one.role === role && isSamePrincipal(one.principal, principal));
  const grant: JsonObject = {
    principal: principal as unknown as JsonValue,
    role,
    ...(expiresAt === undefined ? {} : { expiresAt: toTimestamp(expiresAt) }),
    ...(reason === undefined ? {} : { reason }),
  };
  if (known >= 0) return [{ pointer: ['access', known], value: grant }];
  return [
    access.length === 0
      ? { pointer: ['access'], value: [grant] }
      : { pointer: ['access', access.length], value: grant },
  ];
}

/**
 * The changes that take roles away: one, or all that somebody has here. Errors: `HYPER_GRANT_UNKNOWN`,
 * `HYPER_LAST_OWNER` where nobody would be left who owns the namespace (ATTACKS O08); `above` are the grants of the
 * namespaces above, which count too. Pure.
 */
export function planRevocation(
  manifest: NamespaceManifest,
  principal: Principal,
  role: string | undefined,
  { above, now }: { readonly above: readonly Grant[]; readonly now: Date },
): readonly DocumentEdit[] {
  const access = manifest.access ?? [];
  const isGone = (grant: Grant): boolean =>
    isSamePrincipal(grant.principal, principal) && (role === undefined || grant.role === role);
  const kept = access.filter((grant) => !isGone(grant));
  if (kept.length === access.length) {
    const roleWords = role === undefined ? 'no role' : `not the role ${toOneLine(role)}`;
    throw new HyperError(
      'HYPER_GRANT_UNKNOWN',
      `"${toOneLine(formatPrincipal(principal))}" has ${roleWords} in "${manifest.path}" itself`,
      { hint: `hyper namespace get ${manifest.path} shows who has which role, and from where` },
    );
  }
  for (const roles of OWNING) {
    if (isOwned([...above, ...access], roles, now) && !isOwned([...above, ...kept], roles, now)) {
      throw new HyperError('HYPER_LAST_OWNER', `nobody would be left who is ${roles.join(' or ')}`, {
        hint: `first grant it to somebody else: hyper namespace grant ${manifest.path} github:ID:LOGIN ${roles[0] ?? 'admin'}`,
      });
    }
  }
  const gone = access.flatMap((grant, index) => (isGone(grant) ? [index] : [])).reverse();
  return gone.map((index): DocumentEdit => ({ pointer: ['access', index], value: undefined }));
}

/** A grant that ends is no lasting owner, but one that has not ended yet is one. */
function isOwned(grants: readonly Grant[], roles: readonly string[], now: Date): boolean {
  return grants.some(
    ({ role, expiresAt }) =>
      roles.includes(role) && (expiresAt === undefined || new Date(expiresAt).getTime() > now.getTime()),
  );
}
