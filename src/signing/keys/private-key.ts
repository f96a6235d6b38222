import { createPublicKey, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { invariant } from '../../core/index.ts';
import { fromSpki } from './from-spki.ts';
import type { KeyAlgorithm, PublicKey, Refusal } from './public-key.ts';
import { MIN_RSA_BITS } from './rsa-weakness.ts';

/** A private key and its public half. The secret stays inside `keyObject`, which shows none of it when printed. */
export interface PrivateKey {
  readonly publicKey: PublicKey;
  readonly keyObject: KeyObject;
}

export type PrivateKeyOutcome = { readonly ok: true; readonly key: PrivateKey } | Refusal;

/** The private key with its public half, which must pass the checks of every public key. Errors as `fromSpki`. Pure. */
export function toPrivateKey(keyObject: KeyObject): PrivateKeyOutcome {
  const spki = createPublicKey(keyObject).export({ type: 'spki', format: 'der' });
  const outcome = fromSpki(spki);
  return outcome.ok ? { ok: true, key: { publicKey: outcome.key, keyObject } } : outcome;
}

/** A new private key: ed25519, ECDSA P-256 or RSA of 3072 bits. */
export async function generatePrivateKey(algorithm: KeyAlgorithm): Promise<PrivateKey> {
  const { privateKey } = await generatePair(algorithm);
  const outcome = toPrivateKey(privateKey);
  invariant(outcome.ok, 'a generated key passes the checks of keys');
  return outcome.key;
}

function generatePair(algorithm: KeyAlgorithm): Promise<{ privateKey: KeyObject }> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, _publicKey: KeyObject, privateKey: KeyObject): void => {
      if (error === null) resolve({ privateKey });
      else reject(error);
    };
    switch (algorithm) {
      case 'ed25519':
        generateKeyPair('ed25519', undefined, settle);
        return;
      case 'ecdsa-p256':
        generateKeyPair('ec', { namedCurve: 'P-256' }, settle);
        return;
      case 'rsa-pss':
        generateKeyPair('rsa', { modulusLength: MIN_RSA_BITS }, settle);
    }
  });
}
