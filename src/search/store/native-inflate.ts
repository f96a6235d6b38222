import { inflateRawSync } from 'node:zlib';

/** The least that zlib takes. */
const MIN_CHUNK_BYTES = 64;

/** Unpacks DEFLATE (RFC 1951) of so many bytes. Throws a `RangeError` where it is damaged, or of another number. Not for
 *  browsers. Pure. */
export function nativeInflate(packed: Uint8Array, length: number): Uint8Array {
  const bytes = unpacked(packed, length);
  if (bytes?.length !== length) throw new RangeError('packed bytes are damaged');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, length);
}

function unpacked(packed: Uint8Array, length: number): Buffer | undefined {
  try {
    const most = Math.max(MIN_CHUNK_BYTES, length);
    return inflateRawSync(packed, { chunkSize: most, maxOutputLength: most });
  } catch {
    return undefined;
  }
}
