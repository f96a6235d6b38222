import { isAscii } from 'node:buffer';
import { PAYLOAD_TYPE } from '../statement/statement.ts';
import type { OwnLine } from './own-form.ts';

/** More than the payload of any release has; a larger one goes the strict way. */
const MAX_PAYLOAD_BYTES = 8 * 1024;
/** More than any signature of the lean way has. */
const MAX_SIGNATURE_BYTES = 1024;
const ROOM_BEFORE = 128;
const HEAD = `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE}`;

/** Room for the envelope at hand: a registry has hundreds of thousands, and each would be garbage a moment later. */
const scratch = Buffer.allocUnsafeSlow(ROOM_BEFORE + MAX_PAYLOAD_BYTES);
const signatureScratch = Buffer.allocUnsafeSlow(MAX_SIGNATURE_BYTES);

/** An envelope in decoded form; the bytes are good until the next call. */
export interface DecodedEnvelope {
  /** Plain ASCII. */
  readonly payload: string;
  /** What the signature covers: `preAuthEncoding` of the payload. */
  readonly covered: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Decodes a line of a text, into the same room each time. Undefined where the payload is not plain ASCII, or something is longer
 * than usual or not the one spelling of its bytes: then the strict way tells what it is.
 */
export function decodeEnvelope(text: string, line: OwnLine): DecodedEnvelope | undefined {
  const { payloadStart, payloadEnd, signatureStart, signatureEnd } = line;
  const size = decodeInto(scratch, ROOM_BEFORE, text, payloadStart, payloadEnd);
  const signatureSize = decodeInto(signatureScratch, 0, text, signatureStart, signatureEnd);
  if (size === 0 || signatureSize === 0) return undefined;
  const end = ROOM_BEFORE + size;
  if (!isAscii(scratch.subarray(ROOM_BEFORE, end))) return undefined;
  const payload = scratch.toString('latin1', ROOM_BEFORE, end);
  const head = `${HEAD} ${size} `;
  const start = ROOM_BEFORE - head.length;
  scratch.write(head, start, 'latin1');
  return {
    payload,
    covered: scratch.subarray(start, end),
    signature: signatureScratch.subarray(0, signatureSize),
  };
}

/** The number of bytes; 0 where they are none, too many, or spelled in another way than the one: spare bits may not change unseen. */
function decodeInto(target: Buffer, offset: number, text: string, start: number, end: number): number {
  const spelling = text.slice(start, end);
  const size = target.write(spelling, offset, 'base64');
  return target.toString('base64', offset, offset + size) === spelling ? size : 0;
}
