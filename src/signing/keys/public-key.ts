import type { KeyObject } from 'node:crypto';
import type { Code } from '../../core/index.ts';

/** The scheme that goes with a key; it is told by the registered key, never by an envelope (ATTACKS S10). */
export type KeyAlgorithm = 'ed25519' | 'ecdsa-p256' | 'rsa-pss';

/** `sha256:` and the 64 hex digits of the digest of the SPKI DER. */
export type KeyId = `sha256:${string}`;

/** A public key that passed every check of `parsePublicKey`. */
export interface PublicKey {
  /** Always recomputed from `spki` (ATTACKS S13). */
  readonly keyId: KeyId;
  readonly algorithm: KeyAlgorithm;
  /** SubjectPublicKeyInfo, the one canonical DER of the key. */
  readonly spki: Uint8Array;
  /** The key as `node:crypto` holds it: imported once, used for every signature. */
  readonly keyObject: KeyObject;
}

/** Why something was not taken; `reason` is one clause and never holds a secret. */
export interface Refusal {
  readonly ok: false;
  readonly code: Code;
  readonly reason: string;
  readonly hint?: string;
}

/** A refusal; without a hint where nothing more can be said than the code explains. Pure. */
export function refusal(code: Code, reason: string, hint?: string): Refusal {
  return hint === undefined ? { ok: false, code, reason } : { ok: false, code, reason, hint };
}
