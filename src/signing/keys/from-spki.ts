import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { faultOfEdwardsPoint } from './edwards-point.ts';
import { keyIdOf } from './key-id.ts';
import { refusal } from './public-key.ts';
import type { KeyAlgorithm, PublicKey, Refusal } from './public-key.ts';
import { weaknessOfRsa } from './rsa-weakness.ts';

export type PublicKeyOutcome = { readonly ok: true; readonly key: PublicKey } | Refusal;

/** What stands before the key itself in the one DER that this registry takes (RFC 8410, RFC 5480 named curve, uncompressed). */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const P256_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const ED25519_BYTES = 44;
const P256_BYTES = 91;
/** The algorithm identifier of RSA keys with its NULL (RFC 3279). */
const RSA_IDENTIFIER = Buffer.from('300d06092a864886f70d0101010500', 'hex');

/**
 * The key of a SubjectPublicKeyInfo in DER, checked: canonical, known algorithm, on its curve, not weak. Errors as values:
 * `HYPER_KEY_MALFORMED`, `HYPER_KEY_UNSUPPORTED`, `HYPER_KEY_WEAK`. Pure.
 */
export function fromSpki(spki: Uint8Array): PublicKeyOutcome {
  const der = Buffer.from(spki);
  if (isEd25519(der)) {
    const fault = faultOfEdwardsPoint(der.subarray(ED25519_PREFIX.length));
    return fault === undefined ? toPublicKey(der, 'ed25519') : refusal('HYPER_KEY_WEAK', `the key ${fault}`);
  }
  if (der.length === P256_BYTES && startsWith(der, P256_PREFIX)) return toPublicKey(der, 'ecdsa-p256');
  return fromOther(der);
}

function isEd25519(der: Buffer): boolean {
  return der.length === ED25519_BYTES && startsWith(der, ED25519_PREFIX);
}

function startsWith(der: Buffer, prefix: Buffer): boolean {
  return der.subarray(0, prefix.length).equals(prefix);
}

function toPublicKey(der: Buffer, algorithm: KeyAlgorithm): PublicKeyOutcome {
  const keyObject = importSpki(der);
  if (keyObject === undefined) return refusal('HYPER_KEY_MALFORMED', 'the key is no point of its curve');
  return { ok: true, key: { keyId: keyIdOf(der), algorithm, spki: new Uint8Array(der), keyObject } };
}

function fromOther(der: Buffer): PublicKeyOutcome {
  const keyObject = importSpki(der);
  if (keyObject === undefined) {
    return refusal('HYPER_KEY_MALFORMED', 'the bytes are no public key (SubjectPublicKeyInfo in DER)');
  }
  const type = keyObject.asymmetricKeyType ?? 'unknown';
  if (type === 'rsa') return fromRsa(der, keyObject);
  if (type === 'rsa-pss') {
    const hint = 'write the key with the plain RSA identifier (rsaEncryption), which every tool reads';
    return refusal('HYPER_KEY_UNSUPPORTED', 'the key has the identifier of RSASSA-PSS', hint);
  }
  const curve = keyObject.asymmetricKeyDetails?.namedCurve ?? '';
  if (type === 'ec' && curve !== 'prime256v1') {
    return refusal('HYPER_KEY_UNSUPPORTED', `the key is on the curve "${curve}", expected P-256`);
  }
  if (type === 'ec' || type === 'ed25519') return notCanonical();
  return refusal('HYPER_KEY_UNSUPPORTED', `the key is of the kind "${type}", expected ed25519, P-256 or RSA`);
}

function fromRsa(der: Buffer, keyObject: KeyObject): PublicKeyOutcome {
  const canonical = keyObject.export({ type: 'spki', format: 'der' });
  if (!canonical.equals(der) || !der.includes(RSA_IDENTIFIER)) return notCanonical();
  const { n = '', e = '' } = keyObject.export({ format: 'jwk' });
  const weakness = weaknessOfRsa(fromBase64Url(n), fromBase64Url(e));
  if (weakness !== undefined) return refusal('HYPER_KEY_WEAK', `the key ${weakness}`);
  const key = { keyId: keyIdOf(der), algorithm: 'rsa-pss', spki: new Uint8Array(der), keyObject } as const;
  return { ok: true, key };
}

/** One key must have one id, so it has one spelling (ATTACKS S12). */
function notCanonical(): Refusal {
  const hint = 'write what this prints: openssl pkey -pubin -in KEY.pem -ec_conv_form uncompressed -pubout';
  return refusal('HYPER_KEY_MALFORMED', 'the key is not in its canonical DER form', hint);
}

function fromBase64Url(text: string): bigint {
  return BigInt(`0x0${Buffer.from(text, 'base64url').toString('hex')}`);
}

function importSpki(der: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
