import { sortedBy } from '../../core/index.ts';
import type { Moment } from '../../core/index.ts';

import type { Authority } from './authority.ts';
import type { KeyWindow, SigningTime, TimeRefusal } from './key-window.ts';
import { canSign, judgeRootTime, judgeTime } from './key-window.ts';
import { readSignature } from './read-signature.ts';
import type { ReadSignature } from './read-signature.ts';
import type { Circumstances, CountedSignature, RefusedSignature, SigningStatus } from './signing-status.ts';
import type { SignedFile } from './signed-file.ts';
import { formatSigner, signerKey } from './signer.ts';
import type { SignerName } from './signer.ts';

/** Judges the signatures of a file by an authority. Pure: the same input gives the same answer. */
export function judgeFile(
  file: SignedFile,
  authority: Authority,
  circumstances: Circumstances,
): SigningStatus {
  const read = file.signatures.kind === 'bundles' ? file.signatures.bundles : [];
  const signatures = read.map((bundle) => readSignature(bundle, file, authority, circumstances));
  const attestedAt = attestationTime(signatures, circumstances.now);
  const counted = new Map<string, CountedSignature>();
  const refused: RefusedSignature[] = [];
  if (file.signatures.kind === 'unreadable') {
    const { code, reason } = file.signatures;
    refused.push({ signer: undefined, code, reason, isFatal: true });
  }
  for (const one of signatures) {
    const outcome = judgeOne(one, attestedAt, circumstances);
    if (outcome === undefined) continue;
    if ('code' in outcome) refused.push(outcome);
    else keep(counted, outcome);
  }
  return conclude(file, authority, { counted, refused, attestedAt, now: circumstances.now });
}

/** The one of a signer's signatures that proves most. */
function keep(counted: Map<string, CountedSignature>, one: CountedSignature): void {
  const key = signerKey(one.signer);
  const known = counted.get(key);
  const proven = one.time.proven ?? Number.POSITIVE_INFINITY;
  if (known === undefined || proven < (known.time.proven ?? Number.POSITIVE_INFINITY)) counted.set(key, one);
}

function judgeOne(
  one: ReadSignature,
  attestedAt: number | undefined,
  { now, rule, mayHoldForeign = false }: Circumstances,
): CountedSignature | RefusedSignature | undefined {
  if (one.kind === 'refused')
    return mayHoldForeign && one.code === 'HYPER_SIGNATURE_FOREIGN' ? { ...one, isFatal: false } : one;
  const { signer, window, role, previous } = one;
  if (role === 'attestation') {
    const fault = window === undefined ? undefined : judgeTime(window, one.time, now);
    return fault === undefined ? undefined : refuse(signer, fault);
  }
  const { claimed, proven } = one.time;
  const fault = judgeWindow(window, { claimed, proven, accepted: attestedAt }, now, rule);
  if (fault !== undefined) return refuse(signer, fault);
  if (role === 'other') {
    const reason = `${formatSigner(signer)} signs for ${one.authority.name} only`;
    return { signer, code: 'HYPER_SIGNATURE_FOREIGN', reason, isFatal: false };
  }
  return { signer, time: { claimed, proven: earliest(proven, attestedAt) }, previous };
}

function judgeWindow(
  window: KeyWindow | undefined,
  time: SigningTime,
  now: Moment,
  rule: 'root' | undefined,
): TimeRefusal | undefined {
  const open = { createdAt: 0, expiresAt: undefined, revokedAt: undefined, compromisedSince: undefined };
  return (rule === 'root' ? judgeRootTime : judgeTime)(window ?? open, time, now);
}

function refuse(signer: SignerName, { code, reason }: TimeRefusal): RefusedSignature {
  return {
    signer,
    code,
    reason: `${formatSigner(signer)}: ${reason}`,
    isFatal: code === 'HYPER_SIGNATURE_FUTURE',
  };
}

/** When the registry accepted the file at the latest, by an attestation that counts itself. */
function attestationTime(signatures: readonly ReadSignature[], now: Moment): number | undefined {
  let found: number | undefined;
  for (const one of signatures) {
    if (one.kind === 'refused' || one.role !== 'attestation') continue;
    if (one.window !== undefined && judgeTime(one.window, one.time, now) !== undefined) continue;
    found = earliest(found, one.acceptedAt);
  }
  return found;
}

function conclude(
  { path }: SignedFile,
  authority: Authority,
  found: {
    readonly counted: ReadonlyMap<string, CountedSignature>;
    readonly refused: readonly RefusedSignature[];
    readonly attestedAt: number | undefined;
    readonly now: Moment;
  },
): SigningStatus {
  const { counted, refused, attestedAt, now } = found;
  const needed = Math.max(0, authority.threshold - counted.size);
  const missing = mayStillSign(authority, now).filter((signer) => !counted.has(signerKey(signer)));
  return {
    path,
    authority,
    counted: sortedBy(counted.values(), ({ signer }) => signerKey(signer)),
    refused,
    missing,
    needed,
    attestedAt,
    isSigned: needed === 0 && !refused.some(({ isFatal }) => isFatal),
  };
}

function mayStillSign({ keys, identities }: Authority, now: Moment): SignerName[] {
  const signers: SignerName[] = [...identities.values()];
  for (const [keyId, { label, window }] of keys) {
    if (!canSign(window, now)) continue;
    signers.push({ kind: 'key', keyId, ...(label === undefined ? {} : { label }) });
  }
  return sortedBy(signers, signerKey);
}

function earliest(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}
