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

/** Where the parts of a signature by a key stand in a text. */
export interface OwnLine {
  readonly payloadStart: number;
  readonly payloadEnd: number;
  readonly keyId: KeyId;
  readonly signatureStart: number;
  readonly signatureEnd: number;
  /** Behind its last character. */
  readonly end: number;
}

/**
 * Finds the line that begins at `start` in exactly the form that `createKeyBundle` gives, but for the two values in base64,
 * which whoever decodes them must hold to their one spelling; undefined for every other form, however valid. Pure.
 */
export function findOwnLine(text: string, start: number): OwnLine | undefined {
  if (!text.startsWith(HEAD, start)) return undefined;
  const payloadStart = start + HEAD.length;
  const payloadEnd = text.indexOf('"', payloadStart);
  const keyStart = payloadEnd + AFTER_PAYLOAD.length;
  const signatureStart = keyStart + KEY_ID_UNITS + AFTER_KEY_ID.length;
  const signatureEnd = text.indexOf('"', signatureStart);
  const hintStart = signatureEnd + AFTER_SIGNATURE.length;
  const end = hintStart + KEY_ID_UNITS + END.length;
  if (payloadEnd < 0 || signatureEnd < 0 || end - start > MAX_BUNDLE_BYTES) return undefined;
  const keyId = text.slice(keyStart, keyStart + KEY_ID_UNITS);
  // Compared as a whole: `startsWith` looks at one character after the other.
  const isWhole =
    text.slice(payloadEnd, signatureStart) === AFTER_PAYLOAD + keyId + AFTER_KEY_ID &&
    text.slice(signatureEnd, end) === AFTER_SIGNATURE + keyId + END;
  if (!isWhole || !isKeyId(keyId)) return undefined;
  return { payloadStart, payloadEnd, keyId, signatureStart, signatureEnd, end };
}

/** A line in the form that hyper writes as the bundle that the parser of all forms gives for it; undefined for every other. Pure. */
export function toOwnBundle(line: string): SignatureBundle | undefined {
  const found = findOwnLine(line, 0);
  if (found?.end !== line.length) return undefined;
  const { keyId } = found;
  const payload = fromBase64(line.slice(found.payloadStart, found.payloadEnd));
  const signature = fromBase64(line.slice(found.signatureStart, found.signatureEnd));
  if (payload === undefined || signature === undefined || signature.length > MAX_SIGNATURE_BYTES)
    return undefined;
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
