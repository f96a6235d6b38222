import { createHash } from 'node:crypto';
import { fromWrappedBase64 } from './base64.ts';
import { fromSshBlob } from './open-ssh-public-key.ts';
import { refusal } from './public-key.ts';
import type { PublicKey, Refusal } from './public-key.ts';
import { SshReader, sshString } from './ssh-wire.ts';
import { verifyBytes } from './verify-bytes.ts';

const ARMOUR = /^-----BEGIN SSH SIGNATURE-----\r?\n([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----\s*$/u;
const MAGIC = 'SSHSIG';
const MAX_SSH_SIGNATURE_UNITS = 16 * 1024;

/** The namespace under which `ssh-keygen -Y sign -n` signs files of a registry. */
export const SSH_SIGNATURE_NAMESPACE = 'hyper-manifest';

/** A signature of `ssh-keygen -Y sign` (PROTOCOL.sshsig); who made it is a claim until it is verified. */
export interface SshSignature {
  readonly publicKey: PublicKey;
  readonly namespace: string;
  readonly hashAlgorithm: 'sha256' | 'sha512';
  /** As `verifyBytes` takes it. */
  readonly signature: Uint8Array;
}

export type SshSignatureOutcome = { readonly ok: true; readonly signature: SshSignature } | Refusal;

/** The signature in the armour that `ssh-keygen -Y sign` writes. Errors as values: `HYPER_SSH_SIGNATURE_INVALID`, those of `fromSpki`. Pure. */
export function parseSshSignature(text: string): SshSignatureOutcome {
  const digits = text.length > MAX_SSH_SIGNATURE_UNITS ? undefined : ARMOUR.exec(text.trim())?.[1];
  const bytes = digits === undefined ? undefined : fromWrappedBase64(digits);
  if (bytes === undefined) return invalid();
  const reader = new SshReader(bytes);
  const [magic, version] = [reader.take(MAGIC.length)?.toString('latin1'), reader.uint32()];
  const [blob, namespace, reserved] = [reader.string(), reader.string()?.toString('utf8'), reader.string()];
  const [hashAlgorithm, raw] = [reader.text(), reader.string()];
  if (magic !== MAGIC || version !== 1 || blob === undefined || namespace === undefined) return invalid();
  if (reserved === undefined || raw === undefined || !reader.isAtEnd) return invalid();
  if (hashAlgorithm !== 'sha256' && hashAlgorithm !== 'sha512') return invalid();
  const outcome = fromSshBlob(blob);
  if (!outcome.ok) return outcome;
  const signature = fromSshSignatureBlob(raw, outcome.key);
  if (signature === undefined) return invalid();
  return { ok: true, signature: { publicKey: outcome.key, namespace, hashAlgorithm, signature } };
}

/** Whether the key signed the message under the namespace, as `ssh-keygen -Y verify` tells. Pure. */
export function verifySshSignature(
  { namespace, hashAlgorithm, signature }: SshSignature,
  message: Uint8Array,
  expected: { readonly key: PublicKey; readonly namespace: string },
): boolean {
  const { key } = expected;
  if (namespace !== expected.namespace) return false;
  const covered = Buffer.concat([
    Buffer.from(MAGIC, 'latin1'),
    sshString(namespace),
    sshString(''),
    sshString(hashAlgorithm),
    sshString(createHash(hashAlgorithm).update(message).digest()),
  ]);
  return verifyBytes(key.algorithm, key.keyObject, covered, signature);
}

/**
 * The raw signature in a signature blob of the SSH protocols, as `verifyBytes` takes it: 64 bytes of ed25519, or ECDSA
 * turned into DER; undefined for anything else. RSA is not among them, since SSH signs without PSS. Pure.
 */
export function fromSshSignatureBlob(blob: Uint8Array, key: PublicKey): Uint8Array | undefined {
  const reader = new SshReader(blob);
  const [type, signature] = [reader.text(), reader.string()];
  if (signature === undefined || !reader.isAtEnd) return undefined;
  if (key.algorithm === 'ed25519' && type === 'ssh-ed25519') {
    return signature.length === 64 ? new Uint8Array(signature) : undefined;
  }
  if (key.algorithm !== 'ecdsa-p256' || type !== 'ecdsa-sha2-nistp256') return undefined;
  const numbers = new SshReader(signature);
  const [r, s] = [numbers.string(), numbers.string()];
  if (r === undefined || s === undefined || !numbers.isAtEnd || r.length > 33 || s.length > 33)
    return undefined;
  const body = Buffer.concat([derInteger(r), derInteger(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** SSH writes numbers as DER does: the shortest big-endian form, with a zero byte where it would look negative. */
function derInteger(number: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x02, number.length]), number]);
}

function invalid(): Refusal {
  const hint = `make one with: ssh-keygen -Y sign -n ${SSH_SIGNATURE_NAMESPACE} -f KEY FILE`;
  return refusal(
    'HYPER_SSH_SIGNATURE_INVALID',
    'the text is no signature of ssh-keygen, or of an unknown kind',
    hint,
  );
}
