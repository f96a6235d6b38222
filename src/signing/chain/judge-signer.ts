import type { Moment } from '../../core/index.ts';
import type { KeyId } from '../keys/public-key.ts';
import type { Authority, RegisteredKey } from './authority.ts';
import { judgeRootTime, judgeTime } from './key-window.ts';
import type { TimeRefusal } from './key-window.ts';
import { formatSigner, identityKey } from './signer.ts';
import type { SignerName } from './signer.ts';

/** Who is about to sign: by a key, or by an identity. */
export interface SigningParty {
  readonly keyId?: KeyId | undefined;
  readonly identity?: { readonly issuer: string; readonly subject: string } | undefined;
}

/** Whether the signature of a party would count. */
export type PartyStanding =
  | {
      readonly counts: true;
      readonly authority: Authority;
      readonly label: string | undefined;
      /** From when on the key counts, in milliseconds since 1970; undefined for an identity. */
      readonly since: number | undefined;
    }
  | {
      readonly counts: false;
      /** One clause. */
      readonly reason: string;
      /** Whose signatures would. */
      readonly wanted: readonly SignerName[];
    };

/**
 * Whether a signature that the party makes now would count for one of the authorities, any of which may sign the file.
 * Pure; `authorities` holds at least one.
 */
export function judgeParty(
  party: SigningParty,
  authorities: readonly [Authority, ...(readonly Authority[])],
  now: Moment,
): PartyStanding {
  let late: string | undefined;
  for (const authority of authorities) {
    const { keyId, identity } = party;
    if (identity !== undefined && authority.identities.has(identityKey(identity)))
      return { counts: true, authority, label: undefined, since: undefined };
    const key = keyId === undefined ? undefined : authority.keys.get(keyId);
    if (key === undefined) continue;
    const fault = judgeNow(authority, key, now);
    if (fault === undefined)
      return { counts: true, authority, label: key.label, since: key.window.createdAt };
    late ??= `${authority.name} lists it, but ${fault.reason}`;
  }
  const [first] = authorities;
  const reason = late ?? `it is none of the signers of ${first.name}`;
  return { counts: false, reason, wanted: signersOf(first, now) };
}

/** Why what the key signs now would not count. */
function judgeNow({ kind }: Authority, { window }: RegisteredKey, now: Moment): TimeRefusal | undefined {
  const judge = kind === 'root' ? judgeRootTime : judgeTime;
  return judge(window, { claimed: now.exact, proven: undefined }, now);
}

/** Those whose signatures count now: no key that was stolen, or has ended. */
function signersOf(authority: Authority, now: Moment): SignerName[] {
  const keys = [...authority.keys].flatMap(([keyId, key]): SignerName[] => {
    if (judgeNow(authority, key, now) !== undefined) return [];
    return [{ kind: 'key', keyId, ...(key.label === undefined ? {} : { label: key.label }) }];
  });
  return [...keys, ...authority.identities.values()];
}

/** A few signers in words. Pure. */
export function formatSigners(signers: readonly SignerName[], most = 4): string {
  const shown = signers.slice(0, most).map(formatSigner).join(', ');
  return signers.length > most ? `${shown} and ${String(signers.length - most)} more` : shown;
}
