import { constants, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { KeyAlgorithm } from './public-key.ts';

const SALT_BYTES = 32;
const KEY_TYPES = { ed25519: 'ed25519', 'ecdsa-p256': 'ec', 'rsa-pss': 'rsa' } as const;

/**
 * Whether a signature over the bytes is good: ed25519 (RFC 8032, 64 bytes), ECDSA with SHA-256 in DER, RSA-PSS with
 * SHA-256, MGF1-SHA-256 and a salt of 32 bytes. The one verifier of the registry (ATTACKS fact 10); pure, never throws.
 */
export function verifyBytes(
  algorithm: KeyAlgorithm,
  key: KeyObject,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.asymmetricKeyType !== KEY_TYPES[algorithm]) return false;
  try {
    switch (algorithm) {
      case 'ed25519':
        return verify(null, bytes, key, signature);
      case 'ecdsa-p256':
        return verify('sha256', bytes, { key, dsaEncoding: 'der' }, signature);
      case 'rsa-pss':
        return verify('sha256', bytes, withPss(key), signature);
    }
  } catch {
    return false;
  }
}

/** The signature over the bytes, in the form that `verifyBytes` takes. */
export function signBytes(algorithm: KeyAlgorithm, key: KeyObject, bytes: Uint8Array): Uint8Array {
  switch (algorithm) {
    case 'ed25519':
      return sign(null, bytes, key);
    case 'ecdsa-p256':
      return sign('sha256', bytes, { key, dsaEncoding: 'der' });
    case 'rsa-pss':
      return sign('sha256', bytes, withPss(key));
  }
}

function withPss(key: KeyObject): { key: KeyObject; padding: number; saltLength: number } {
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES };
}
