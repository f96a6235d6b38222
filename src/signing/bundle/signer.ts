import { HyperError } from '../../core/index.ts';
import type { Code } from '../../core/index.ts';
import type { PrivateKey } from '../keys/private-key.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { signBytes } from '../keys/verify-bytes.ts';
import { preAuthEncoding } from './pre-auth-encoding.ts';
import { createKeyBundle } from './render-bundles.ts';
import type { SignatureBundle } from './signature-bundle.ts';
import { verifyWithKey } from './verify-with-key.ts';

/** Port: makes signatures, with a key at hand, in an agent, or without one through Sigstore. */
export interface Signer {
  /** The key that signs; undefined for signers without a key of their own. */
  readonly publicKey?: PublicKey;
  /** Signs the payload in a DSSE envelope. Rejects with the adapter's `HyperError`. */
  signEnvelope(payloadType: string, payload: Uint8Array): Promise<SignatureBundle>;
}

/** Port: verifies bundles with a certificate (keyless); `times` are those that the bundle proves. */
export interface KeylessVerifier {
  verify(bundle: SignatureBundle): Promise<KeylessOutcome>;
}

/** What a `KeylessVerifier` says of a bundle: the exact identity, or why not. */
export type KeylessOutcome =
  | { readonly ok: true; readonly issuer: string; readonly subject: string; readonly times: readonly Date[] }
  | { readonly ok: false; readonly code: Code; readonly reason: string };

/** Port: the times that a bundle signed with a registered key proves, by log entries and timestamps; none is fine. */
export interface TimeVerifier {
  verifyTimes(bundle: SignatureBundle, key: PublicKey): Promise<ProvenTimes>;
}

/** Earliest first. One proof that does not verify refuses all of them. */
export type ProvenTimes =
  | { readonly ok: true; readonly times: readonly Date[] }
  | { readonly ok: false; readonly code: Code; readonly reason: string };

/** Gives the raw signature of a key over the bytes, in the form that `verifyBytes` takes. */
export type SignBytes = (bytes: Uint8Array) => Promise<Uint8Array>;

/** A signer with a private key at hand. */
export function createKeySigner(key: PrivateKey): Signer {
  return createSigner(key.publicKey, (bytes) =>
    Promise.resolve(signBytes(key.publicKey.algorithm, key.keyObject, bytes)),
  );
}

/**
 * A signer whose signatures come from somewhere else, such as an agent. Every signature is verified before it is given
 * away. Errors: `HYPER_SIGNING_FAILED`, and whatever `signCovered` rejects with.
 */
export function createSigner(publicKey: PublicKey, signCovered: SignBytes): Signer {
  return {
    publicKey,
    signEnvelope: async (payloadType, payload) => {
      const signature = await signCovered(preAuthEncoding(payloadType, payload));
      if (!verifyWithKey({ payloadType, payload, signature }, publicKey)) {
        throw new HyperError(
          'HYPER_SIGNING_FAILED',
          `the signature made with "${publicKey.keyId}" does not verify`,
          {
            hint: 'sign again; if it happens again, the key or the device that holds it is damaged',
          },
        );
      }
      return createKeyBundle(publicKey.keyId, payloadType, payload, signature);
    },
  };
}
