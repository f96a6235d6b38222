import type { Moment } from '../../core/index.ts';
import type { KeyId } from '../keys/public-key.ts';
import type { Authority } from './authority.ts';
import { judgeRootTime, judgeTime } from './key-window.ts';
import { formatSigner, identityKey } from './signer.ts';
import type { SignerName } from './signer.ts';

/** Who is about to sign: by a key, or by an identity. */
export interface SigningParty {
  readonly keyId?: KeyId | undefined;
  readonly identity?: { readonly issuer: string; readonly subject: string } | undefined;
}

/** Whether the signature of a party would count. */
export type PartyStanding =
  | { readonly counts: true; readonly authority: Authority; readonly label: string | undefined }
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
      return { counts: true, authority, label: undefined };
    const key = keyId === undefined ? undefined : authority.keys.get(keyId);
    if (key === undefined) continue;
    const judge = authority.kind === 'root' ? judgeRootTime : judgeTime;
    const fault = judge(key.window, { claimed: now.exact, proven: undefined }, now);
    if (fault === undefined) return { counts: true, authority, label: key.label };
    late ??= `${authority.name} lists it, but ${fault.reason}`;
  }
  const [first] = authorities;
  const reason = late ?? `it is none of the signers of ${first.name}`;
  return { counts: false, reason, wanted: signersOf(first) };
}

function signersOf({ keys, identities }: Authority): SignerName[] {
  const listed = [...keys].map(([keyId, { label }]): SignerName => ({
    kind: 'key',
    keyId,
    ...(label === undefined ? {} : { label }),
  }));
  return [...listed, ...identities.values()];
}

/** A few signers in words. Pure. */
export function formatSigners(signers: readonly SignerName[], most = 4): string {
  const shown = signers.slice(0, most).map(formatSigner).join(', ');
  return signers.length > most ? `${shown} and ${String(signers.length - most)} more` : shown;
}
