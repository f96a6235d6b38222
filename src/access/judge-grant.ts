import { Moment } from '../core/index.ts';
import type { When } from '../core/index.ts';
import { lineOf } from '../names/index.ts';
import { parseTime } from '../signing/index.ts';
import type { AccessControl, Grant } from './access-control.ts';

/** Why a grant does not count; `fails` where its role cannot be told. */
export interface GrantRefusal {
  readonly effect: 'fails' | 'does-not-count';
  readonly code:
    | 'HYPER_ACCESS_EXPIRED'
    | 'HYPER_ACCESS_KEY_UNKNOWN'
    | 'HYPER_ACCESS_ROLE_UNKNOWN'
    | 'HYPER_ACCESS_ROLE_CIRCLE'
    | 'HYPER_ACCESS_RESOURCE';
  readonly text: string;
}

/** Why the grant does not count at that time; undefined where it counts. Pure. */
export function judgeGrant(control: AccessControl, grant: Grant, at: When): GrantRefusal | undefined {
  if (hasEnded(grant.expiresAt, at)) {
    return {
      effect: 'does-not-count',
      code: 'HYPER_ACCESS_EXPIRED',
      text: `ended at ${grant.expiresAt ?? ''}`,
    };
  }
  const key = judgeKey(control, grant, at);
  if (key !== undefined) return { effect: 'does-not-count', code: 'HYPER_ACCESS_KEY_UNKNOWN', text: key };
  const role = control.roles.get(grant.role);
  if (role === undefined) {
    return { effect: 'fails', code: 'HYPER_ACCESS_ROLE_UNKNOWN', text: 'there is no role of that name' };
  }
  return role.fault === undefined
    ? undefined
    : { effect: 'fails', code: role.fault.code, text: role.fault.message };
}

/** Whether the moment has come; one that is no time has. */
export function hasEnded(expiresAt: string | undefined, at: When): boolean {
  if (expiresAt === undefined) return false;
  const end = parseTime(expiresAt) ?? Number.NEGATIVE_INFINITY;
  return at instanceof Moment ? at.hasReached(end) : at.getTime() >= end;
}

/** A key counts while a namespace on the way up lists it and it has neither ended nor been revoked. */
function judgeKey(control: AccessControl, { principal, from }: Grant, at: When): string | undefined {
  const { key } = principal;
  if (key === undefined) return undefined;
  if (from === undefined) {
    return /^sha256:[0-9a-f]{64}$/u.test(key) ? undefined : 'an admin key is named by its sha256 digest';
  }
  const listed = lineOf(from)
    .flatMap((path) => control.namespaces.get(path)?.manifest.signing?.keys ?? [])
    .filter(({ keyId }) => keyId === key);
  if (listed.length === 0) return 'the key is not listed in the namespace or above';
  const isValid = listed.every(
    ({ createdAt, expiresAt, revokedAt }) =>
      hasEnded(createdAt, at) && !hasEnded(expiresAt, at) && !hasEnded(revokedAt, at),
  );
  return isValid ? undefined : 'the key has ended, was revoked, or is not valid yet';
}
