import type { JsonObject } from '../../core/index.ts';

export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Most bundles of one file (ATTACKS S24). */
export const MAX_BUNDLES = 64;
export const MAX_BUNDLE_BYTES = 256 * 1024;
export const MAX_SIGNATURE_BYTES = 8 * 1024;

/** What says who signed; nothing of it is believed before it is verified. */
export type SignatureMaterial =
  | {
      readonly kind: 'key';
      /** The key id that the signer claims: a help to find the key, never a proof. */
      readonly hint: string;
    }
  | {
      readonly kind: 'certificate';
      /** DER of the signing certificate. */
      readonly certificate: Uint8Array;
    };

/** One Sigstore bundle with one DSSE envelope with one signature; every value is the attacker's until verified. */
export interface SignatureBundle {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  readonly material: SignatureMaterial;
  /** Entries of transparency logs, in the JSON of Sigstore. */
  readonly logEntries: readonly JsonObject[];
  /** RFC 3161 timestamps over the signature, DER. */
  readonly timestamps: readonly Uint8Array[];
  /** The whole bundle on one line, in canonical JSON (RFC 8785). */
  readonly json: string;
}
