import { isJsonObject } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { SignatureBundle } from '../bundle/signature-bundle.ts';
import { fromBase64 } from '../keys/base64.ts';

/** What a value may be: bytes in base64, a text or number that its verifier reads, a list of one shape, or an object's fields. */
type Shape = 'base64' | 'read' | readonly [Shape] | { readonly [field: string]: Shape };

const CERTIFICATE: Shape = { rawBytes: 'base64' };
/** Of an entry of a transparency log: what its verifier reads, and the checks beside it. */
const LOG_ENTRY: Shape = {
  logIndex: 'read',
  logId: { keyId: 'base64' },
  kindVersion: { kind: 'read', version: 'read' },
  integratedTime: 'read',
  inclusionPromise: { signedEntryTimestamp: 'base64' },
  inclusionProof: {
    logIndex: 'read',
    rootHash: 'base64',
    treeSize: 'read',
    hashes: ['base64'],
    checkpoint: { envelope: 'read' },
  },
  canonicalizedBody: 'base64',
};
const BUNDLE: Shape = {
  mediaType: 'read',
  dsseEnvelope: { payload: 'base64', payloadType: 'read', signatures: [{ keyid: 'read', sig: 'base64' }] },
  verificationMaterial: {
    publicKey: { hint: 'read' },
    certificate: CERTIFICATE,
    x509CertificateChain: { certificates: [CERTIFICATE] },
    tlogEntries: [LOG_ENTRY],
    timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'base64' }] },
  },
};

/**
 * The name of a field of a bundle that could be changed without any verifier noticing: one of no meaning at any depth, bytes
 * in another spelling than their one, or a key id that is not that of the signer; undefined where there is none. Inside a
 * timestamp, the bytes around what its authority signs are not looked at. Pure.
 */
export function strayField({
  json,
  material,
}: Pick<SignatureBundle, 'json' | 'material'>): string | undefined {
  const value = JSON.parse(json) as JsonValue;
  const envelope = isJsonObject(value) ? value['dsseEnvelope'] : undefined;
  const signatures = isJsonObject(envelope) ? envelope['signatures'] : undefined;
  const [signature] = Array.isArray(signatures) ? (signatures as readonly JsonValue[]) : [];
  if (!isJsonObject(signature)) return 'dsseEnvelope';
  const known = material.kind === 'key' ? [undefined, '', material.hint] : [undefined, ''];
  const keyId = signature['keyid'];
  if (keyId !== undefined && (typeof keyId !== 'string' || !known.includes(keyId))) return 'keyid';
  return beyond(value, BUNDLE, 'bundle');
}

function beyond(value: JsonValue, shape: Shape, name: string): string | undefined {
  // What is empty says nothing: some write null, or no bytes, in the place of what is not there.
  if (value === null) return undefined;
  if (shape === 'read') return typeof value === 'string' || typeof value === 'number' ? undefined : name;
  if (shape === 'base64')
    return value === '' || (typeof value === 'string' && fromBase64(value) !== undefined) ? undefined : name;
  if (isList(shape)) {
    if (!Array.isArray(value)) return name;
    for (const item of value as readonly JsonValue[]) {
      const found = beyond(item, shape[0], name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isJsonObject(value)) return name;
  for (const [field, inner] of Object.entries(value)) {
    const wanted = Object.hasOwn(shape, field) ? shape[field] : undefined;
    const found = wanted === undefined ? field : beyond(inner, wanted, field);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
