import { Deflater } from './deflate/deflate.ts';
import { LENGTH_BYTES } from './store-format.ts';

const DEFLATER = new Deflater();

/** Packs bytes: their number in four bytes, the lowest first, then DEFLATE (RFC 1951) by code that gives the same bytes on
 *  every machine. Pure. */
export function pack(bytes: Uint8Array): Uint8Array {
  const whole = DEFLATER.deflate(bytes, LENGTH_BYTES);
  new DataView(whole.buffer).setUint32(0, bytes.length, true);
  return whole;
}
