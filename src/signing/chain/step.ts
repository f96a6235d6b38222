import type { Code } from '../../core/index.ts';
import { toOneLine } from '../../core/index.ts';
import { formatTime } from './key-window.ts';
import type { SigningStatus } from './signing-status.ts';
import { signaturePathOf } from './signed-file.ts';
import { formatSigner } from './signer.ts';

/** One link of the chain from the trust root to a signature, in words and with its evidence. */
export interface Step {
  readonly id:
    | 'pin'
    | 'root'
    | 'root-expiry'
    | 'registry'
    | 'namespace'
    | 'revision'
    | 'signature'
    | 'covered'
    | 'content';
  /** What holds, or, of a failed step, what should. One line of raw repository text. */
  readonly title: string;
  /** The file that it is about, from the registry's root. */
  readonly path: string;
  readonly ok: boolean;
  /** Facts by name, in order. */
  readonly evidence: Readonly<Record<string, string | number | readonly string[]>>;
  /** Of a failed step. */
  readonly fault?: StepFault;
}

/** Why a step failed and what would make it right. */
export interface StepFault {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
}

/** What the signatures of a file come to: undefined where it is believed. `isStripped`: others of its kind are signed. */
export function faultOfStatus(status: SigningStatus, isStripped = false): StepFault | undefined {
  if (status.isSigned) return undefined;
  const { path, authority, counted, refused, needed } = status;
  const first = refused.find(({ isFatal }) => isFatal) ?? (counted.length === 0 ? refused[0] : undefined);
  if (first !== undefined)
    return { code: first.code, message: `"${path}": ${first.reason}`, hint: hintFor(first.code, status) };
  if (counted.length === 0 && isStripped) {
    const message = `"${path}" has lost its signatures: earlier releases of the artifact were signed`;
    const hint = `restore ${signaturePathOf(path)} from git, or sign again: ${signCommand(status)}`;
    return { code: 'HYPER_SIGNATURE_STRIPPED', message, hint };
  }
  if (counted.length === 0) {
    const message = `"${path}" is not signed, and ${authority.name} asks for ${authority.threshold}`;
    return { code: 'HYPER_SIGNATURE_MISSING', message, hint: hintFor('HYPER_SIGNATURE_MISSING', status) };
  }
  const message = `"${path}" is signed by ${counted.length} of the ${authority.threshold} that ${authority.name} asks for`;
  const refusals =
    refused.length === 0 ? '' : `; not counted: ${refused.map(({ reason }) => reason).join('; ')}`;
  const hint = `${needed} more must run: ${signCommand(status)}${refusals}`;
  return { code: 'HYPER_SIGNATURE_THRESHOLD', message, hint };
}

/** The step that tells who signed a file and whether that is enough. Pure. */
export function toSignatureStep(
  id: Step['id'],
  what: string,
  status: SigningStatus,
  fault: StepFault | undefined = faultOfStatus(status),
): Step {
  const { authority, counted, missing, refused, attestedAt, path } = status;
  const signers = counted.map(({ signer }) => formatSigner(signer));
  const title =
    fault === undefined
      ? `${what} is signed by ${signers.join(' and ')}, for ${authority.name}`
      : `${what} must be signed by ${authority.threshold} of the signers of ${authority.name}`;
  const times = counted.map(({ time }) =>
    time.proven === undefined
      ? `${formatTime(time.claimed)} (as the signer says)`
      : `${formatTime(time.proven)} at the latest (proven)`,
  );
  return {
    id,
    title,
    path,
    ok: fault === undefined,
    evidence: {
      authority: authority.path,
      threshold: authority.threshold,
      signers,
      signedAt: times,
      ...(attestedAt === undefined ? {} : { acceptedAt: formatTime(attestedAt) }),
      ...(refused.length === 0 ? {} : { refused: refused.map(({ code, reason }) => `${code}: ${reason}`) }),
      ...(fault === undefined ? {} : { missing: missing.map(formatSigner) }),
    },
    ...(fault === undefined ? {} : { fault }),
  };
}

function signCommand({ path, missing }: SigningStatus): string {
  const who = missing.slice(0, 3).map(formatSigner).join(', ');
  return `hyper sign ${toOneLine(path)} --key FILE${who === '' ? '' : ` (${toOneLine(who)})`}`;
}

function hintFor(code: Code, status: SigningStatus): string {
  const file = toOneLine(signaturePathOf(status.path));
  switch (code) {
    case 'HYPER_SIGNATURE_SUBJECT':
      return `restore ${toOneLine(status.path)} from git, or sign what it says now: ${signCommand(status)}`;
    case 'HYPER_SIGNATURE_EXPIRED':
    case 'HYPER_SIGNATURE_REVOKED':
    case 'HYPER_SIGNATURE_COMPROMISED':
      return `sign again with a key that counts: ${signCommand(status)}`;
    case 'HYPER_SIGNATURE_FOREIGN':
      return `if the key is that of a maintainer, make it count: hyper key rotate NAMESPACE --new KEY; else take the signature out of ${file}, then run: ${signCommand(status)}`;
    case 'HYPER_SIGNATURE_REPLAYED':
    case 'HYPER_SIGNATURE_INVALID':
      return `take the signature out of ${file}, then run: ${signCommand(status)}`;
    case 'HYPER_SIGNATURE_FUTURE':
      return `set the clock of this machine; if it is right, sign again: ${signCommand(status)}`;
    case 'HYPER_SIGNATURE_UNPROVEN':
      return 'give the roots of the Sigstore services with --trusted-root FILE';
    default:
      return `run: ${signCommand(status)}`;
  }
}
