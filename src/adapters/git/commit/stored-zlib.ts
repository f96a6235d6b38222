import { Buffer } from 'node:buffer';

const MAX_BLOCK_BYTES = 65_535;
const MODULUS = 65_521;
/** Sums stay below 2^32 for so many bytes. */
const RUN_BYTES = 3800;

/**
 * A zlib stream that stores the bytes as they are (RFC 1950, RFC 1951 section 3.2.4): whatever the version of zlib, it is
 * the same. Pure.
 */
export function storedZlib(bytes: Uint8Array): Buffer {
  const parts: Buffer[] = [Buffer.from([0x78, 0x01])];
  for (let at = 0; at === 0 || at < bytes.length; at += MAX_BLOCK_BYTES) {
    const block = bytes.subarray(at, at + MAX_BLOCK_BYTES);
    const head = Buffer.alloc(5);
    head[0] = at + MAX_BLOCK_BYTES >= bytes.length ? 1 : 0;
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(block.length ^ 0xffff, 3);
    parts.push(head, Buffer.from(block.buffer, block.byteOffset, block.byteLength));
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(adler32(bytes));
  return Buffer.concat([...parts, sum]);
}

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let at = 0; at < bytes.length; at += RUN_BYTES) {
    for (const byte of bytes.subarray(at, at + RUN_BYTES)) {
      low += byte;
      high += low;
    }
    low %= MODULUS;
    high %= MODULUS;
  }
  return high * 65_536 + low;
}
