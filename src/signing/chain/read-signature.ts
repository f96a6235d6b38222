import type { Code, Digest } from '../../core/index.ts';
import type { SignatureBundle } from '../bundle/signature-bundle.ts';
import { verifyWithKey } from '../bundle/verify-with-key.ts';
import { isKeyId } from '../keys/key-id.ts';
import { parseStatement } from '../statement/parse-statement.ts';
import type { Authority, RegisteredKey } from './authority.ts';
import { compareStatement } from './compare-statement.ts';
import type { Circumstances, OutsideProof, RefusedSignature } from './signing-status.ts';
import { parseTime } from './key-window.ts';
import type { KeyWindow, SigningTime } from './key-window.ts';
import type { SignedFile } from './signed-file.ts';
import { formatSigner, identityKey } from './signer.ts';
import type { SignerName } from './signer.ts';

/** A signature whose bytes verify and whose statement speaks of the file; its time is not judged yet. */
export interface VerifiedSignature {
  readonly kind: 'verified';
  readonly signer: SignerName;
  /** `other`: good, but by somebody whose word does not count here. */
  readonly role: 'signature' | 'attestation' | 'other';
  /** Whose signer it is. */
  readonly authority: Authority;
  /** Undefined for an identity, whose certificate has its own. */
  readonly window: KeyWindow | undefined;
  readonly time: SigningTime;
  readonly acceptedAt: number | undefined;
  readonly previous: Digest | undefined;
}

export type ReadSignature = VerifiedSignature | Refused;

type Refused = RefusedSignature & { readonly kind: 'refused' };

const NO_PROOF_NEEDED: OutsideProof = { ok: true, times: [] };

interface Known {
  readonly signer: SignerName;
  readonly authority: Authority;
  readonly key: RegisteredKey | undefined;
  readonly times: readonly Date[];
}

/** Finds whose a signature is, verifies it, and then, and only then, reads what it says (ATTACKS S07). Pure. */
export function readSignature(
  bundle: SignatureBundle,
  file: SignedFile,
  authority: Authority,
  circumstances: Circumstances,
): ReadSignature {
  const matches = identify(bundle, authority, circumstances);
  if ('isFatal' in matches) return matches;
  const [{ signer, key }] = matches;
  if (key !== undefined && !verifyWithKey(bundle, key.key))
    return refused(signer, 'HYPER_SIGNATURE_INVALID', `${formatSigner(signer)} did not sign these bytes`);
  const parsed = parseStatement(bundle.payload);
  if (!parsed.ok) return refused(signer, parsed.code, parsed.reason);
  const { predicate } = parsed.statement;
  const fault = compareStatement(parsed.statement, {
    ...file,
    path: file.signedAs ?? file.path,
    registry: circumstances.registry,
  });
  if (fault !== undefined) return refused(signer, fault.code, fault.reason);
  const isAttestation = predicate.acceptedAt !== undefined;
  const known = isAttestation ? matches.find((one) => one.authority.kind === 'online') : matches[0];
  if (known === undefined)
    return refused(
      signer,
      'HYPER_SIGNATURE_FOREIGN',
      `${formatSigner(signer)} signs for ${matches[0].authority.name}, and only the online key attests`,
    );
  const acceptedAt = predicate.acceptedAt === undefined ? undefined : parseTime(predicate.acceptedAt);
  const claimed = acceptedAt ?? parseTime(predicate.signedAt) ?? Number.POSITIVE_INFINITY;
  return {
    kind: 'verified',
    signer: known.signer,
    role: isAttestation ? 'attestation' : known.authority === authority ? 'signature' : 'other',
    authority: known.authority,
    window: known.key?.window,
    time: { claimed, proven: earliestOf(known.times) },
    acceptedAt,
    previous: predicate.previous,
  };
}

/** The signer in each authority that knows it, the one that counts first. */
function identify(
  bundle: SignatureBundle,
  authority: Authority,
  { proofs, online, others = [] }: Circumstances,
): readonly [Known, ...Known[]] | Refused {
  const proof = needsProof(bundle) ? proofs(bundle) : NO_PROOF_NEEDED;
  if (proof === undefined)
    return refused(
      undefined,
      'HYPER_SIGNATURE_UNPROVEN',
      'nothing here verifies its certificate or its log entry',
    );
  if (!proof.ok) return refused(undefined, proof.code, proof.reason);
  const matches = [authority, ...others, ...online].flatMap((one): Known[] => {
    const signer = signerIn(bundle, proof, one);
    return signer === undefined ? [] : [{ ...signer, authority: one, times: proof.times }];
  });
  const [first, ...more] = matches;
  return first === undefined ? foreign(bundle, proof.identity, authority) : [first, ...more];
}

function signerIn(
  bundle: SignatureBundle,
  { identity }: Extract<OutsideProof, { readonly ok: true }>,
  { keys, identities }: Authority,
): Pick<Known, 'signer' | 'key'> | undefined {
  if (bundle.material.kind === 'certificate') {
    const signer = identity === undefined ? undefined : identities.get(identityKey(identity));
    return signer === undefined ? undefined : { signer, key: undefined };
  }
  const key = registeredKey(bundle, bundle.material.hint, keys);
  if (key === undefined) return undefined;
  const { label } = key;
  return { signer: { kind: 'key', keyId: key.key.keyId, ...(label === undefined ? {} : { label }) }, key };
}

/** Bundles with a certificate, a log entry or a timestamp are for the verifier of Sigstore. Pure. */
export function needsProof({ material, logEntries, timestamps }: SignatureBundle): boolean {
  return material.kind === 'certificate' || logEntries.length > 0 || timestamps.length > 0;
}

/** The key that the hint names; where there is no hint, the first that made the signature. */
function registeredKey(
  bundle: SignatureBundle,
  hint: string,
  keys: Authority['keys'],
): RegisteredKey | undefined {
  if (hint !== '') return isKeyId(hint) ? keys.get(hint) : undefined;
  for (const key of keys.values()) if (verifyWithKey(bundle, key.key)) return key;
  return undefined;
}

function foreign(
  { material }: SignatureBundle,
  identity: { readonly issuer: string; readonly subject: string } | undefined,
  authority: Authority,
): Refused {
  const who =
    identity !== undefined
      ? formatSigner({ kind: 'identity', ...identity })
      : material.kind === 'key' && material.hint !== ''
        ? `the key "${material.hint.slice(0, 80)}"`
        : 'its signer';
  return refused(undefined, 'HYPER_SIGNATURE_FOREIGN', `${who} is none of the signers of ${authority.name}`);
}

function refused(signer: SignerName | undefined, code: Code, reason: string): Refused {
  return { kind: 'refused', signer, code, reason, isFatal: true };
}

function earliestOf(times: readonly Date[]): number | undefined {
  return times.length === 0 ? undefined : Math.min(...times.map((time) => time.getTime()));
}
