import { canonicalJson, compareText } from '../../core/index.ts';
import { toBase64 } from '../keys/base64.ts';
import type { KeyId } from '../keys/public-key.ts';
import { BUNDLE_MEDIA_TYPE } from './signature-bundle.ts';
import type { SignatureBundle } from './signature-bundle.ts';

/** The bytes of a signature file: one bundle a line, sorted, none twice. Equal bundles give equal bytes in any order. Pure. */
export function renderBundles(bundles: readonly SignatureBundle[]): Uint8Array {
  const lines = [...new Set(bundles.map(({ json }) => json))].sort(compareText);
  return Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8');
}

/** The bundle of a signature made with a key; its hint and `keyid` are the key's id. Pure. */
export function createKeyBundle(
  keyId: KeyId,
  payloadType: string,
  payload: Uint8Array,
  signature: Uint8Array,
): SignatureBundle {
  const json = canonicalJson({
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: { publicKey: { hint: keyId } },
    dsseEnvelope: {
      payload: toBase64(payload),
      payloadType,
      signatures: [{ keyid: keyId, sig: toBase64(signature) }],
    },
  });
  const material = { kind: 'key', hint: keyId } as const;
  return { payloadType, payload, signature, material, logEntries: [], timestamps: [], json };
}
