import { isKeyId } from '../keys/key-id.ts';
import type { KeyId } from '../keys/public-key.ts';
import { PAYLOAD_TYPE } from '../statement/statement.ts';
import { MAX_BUNDLE_BYTES, MAX_SIGNATURE_BYTES } from './signature-bundle.ts';
import type { SignatureBundle } from './signature-bundle.ts';

const HEAD = '{"dsseEnvelope":{"payload":"';
const AFTER_PAYLOAD = `","payloadType":"${PAYLOAD_TYPE}","signatures":[{"keyid":"`;
const AFTER_KEY_ID = '","sig":"';
const AFTER_SIGNATURE =
  '"}]},"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"';
const END = '"}}}';
const KEY_ID_UNITS = 'sha256:'.length + 64;

/** A signature by a key, in exactly the bytes that `createKeyBundle` gives for it. */
export interface OwnBundle {
  readonly payload: Buffer;
  readonly keyId: KeyId;
  readonly signature: Buffer;
}

/** Reads one line of a signature file in the form that hyper writes; undefined for every other form, however valid. Pure. */
export function readOwnLine(line: string): OwnBundle | undefined {
  if (!line.startsWith(HEAD) || line.length > MAX_BUNDLE_BYTES) return undefined;
  const payloadEnd = line.indexOf('"', HEAD.length);
  const keyStart = payloadEnd + AFTER_PAYLOAD.length;
  const signatureStart = keyStart + KEY_ID_UNITS + AFTER_KEY_ID.length;
  const signatureEnd = line.indexOf('"', signatureStart);
  const hintStart = signatureEnd + AFTER_SIGNATURE.length;
  const keyId = line.slice(keyStart, keyStart + KEY_ID_UNITS);
  const isWhole =
    line.startsWith(AFTER_PAYLOAD, payloadEnd) &&
    line.startsWith(AFTER_KEY_ID, keyStart + KEY_ID_UNITS) &&
    line.startsWith(AFTER_SIGNATURE, signatureEnd) &&
    line.startsWith(keyId, hintStart) &&
    line.length === hintStart + KEY_ID_UNITS + END.length &&
    line.endsWith(END);
  if (!isWhole || !isKeyId(keyId)) return undefined;
  const payload = fromBase64(line.slice(HEAD.length, payloadEnd));
  const signature = fromBase64(line.slice(signatureStart, signatureEnd));
  if (payload === undefined || signature === undefined || signature.length > MAX_SIGNATURE_BYTES)
    return undefined;
  return { payload, keyId, signature };
}

/** The same line as a bundle, the one that the parser of all forms gives for it. Pure. */
export function toOwnBundle(line: string): SignatureBundle | undefined {
  const read = readOwnLine(line);
  if (read === undefined) return undefined;
  const { payload, signature, keyId } = read;
  const material = { kind: 'key', hint: keyId } as const;
  return {
    payloadType: PAYLOAD_TYPE,
    ...{ payload, signature, material },
    ...{ logEntries: [], timestamps: [], json: line },
  };
}

/** Only the one spelling of the bytes: spare bits in the last letter may not change unseen. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}
