import { Buffer } from 'node:buffer';
import type { TreeSplice } from './tree-edit.ts';

const MAX_COPY = 0x10000;
const MAX_INSERT = 0x7f;

/** Git's delta that turns a tree into the tree with the splices: copies of what stays, and what is new. Pure. */
export function deltaOf(base: Buffer, size: number, splices: readonly TreeSplice[]): Buffer {
  const parts: Buffer[] = [varint(base.length), varint(size)];
  let at = 0;
  for (const { start, end, replacement } of splices) {
    copy(parts, at, start);
    for (let from = 0; from < replacement.length; from += MAX_INSERT) {
      const piece = replacement.subarray(from, from + MAX_INSERT);
      parts.push(Buffer.from([piece.length]), piece);
    }
    at = end;
  }
  copy(parts, at, base.length);
  return Buffer.concat(parts);
}

function copy(parts: Buffer[], from: number, to: number): void {
  for (let at = from; at < to; at += MAX_COPY) {
    const size = Math.min(MAX_COPY, to - at);
    const operands: number[] = [];
    let head = 0x80;
    for (let index = 0; index < 4; index += 1) {
      const byte = Math.floor(at / 256 ** index) % 256;
      if (byte === 0) continue;
      head |= 1 << index;
      operands.push(byte);
    }
    // A size of 0x10000 is written as none at all.
    for (let index = 0; index < 2 && size < MAX_COPY; index += 1) {
      const byte = Math.floor(size / 256 ** index) % 256;
      if (byte === 0) continue;
      head |= 0x10 << index;
      operands.push(byte);
    }
    parts.push(Buffer.from([head, ...operands]));
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    const byte = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? byte | 0x80 : byte);
  } while (rest > 0);
  return Buffer.from(bytes);
}
