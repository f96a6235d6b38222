import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { crc32 } from './crc32.ts';
import type { ObjectFormat, ObjectType } from './object-id.ts';
import { deltaOf } from './tree-delta.ts';
import type { MadeObject } from './tree-writer.ts';

const TYPES: Readonly<Record<ObjectType, number>> = { commit: 1, tree: 2, blob: 3 };
const OFS_DELTA = 6;
const FAST_LEVEL = 1;
/** Readers follow the chain of a delta; git itself makes chains of 50. */
const MAX_CHAIN = 50;

/** A pack and its index, as git's `pack-<name>.pack` and `.idx` (gitformat-pack, version 2). */
export interface PackFile {
  readonly name: string;
  readonly pack: Buffer;
  readonly index: Buffer;
}

/** A zlib stream (RFC 1950) of the bytes. */
export type Compress = (bytes: Uint8Array) => Buffer;

function compressFast(bytes: Uint8Array): Buffer {
  return deflateSync(bytes, { level: FAST_LEVEL });
}

interface Placed {
  readonly offset: number;
  readonly chain: number;
}

/**
 * The objects as one pack. A tree that was made of another tree of the pack is written as what differs, so that a hundred
 * commits into a large folder cost little more than one. Pure.
 */
export function makePack(
  objects: readonly MadeObject[],
  format: ObjectFormat,
  compress: Compress = compressFast,
): PackFile {
  const unique = new Map(objects.map((object) => [object.oid, object]));
  const head = Buffer.alloc(12);
  head.write('PACK', 'latin1');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(unique.size, 8);
  const parts: Buffer[] = [head];
  const placed = new Map<string, Placed>();
  const rows: { oid: string; crc: number; offset: number }[] = [];
  let offset = head.length;
  for (const object of unique.values()) {
    const { bytes, chain } = renderObject(object, offset, placed, compress);
    placed.set(object.oid, { offset, chain });
    rows.push({ oid: object.oid, crc: crc32(bytes), offset });
    parts.push(bytes);
    offset += bytes.length;
  }
  const body = Buffer.concat(parts);
  const sum = createHash(format.algorithm).update(body).digest();
  return { name: sum.toString('hex'), pack: Buffer.concat([body, sum]), index: makeIndex(rows, sum, format) };
}

function renderObject(
  object: MadeObject,
  offset: number,
  placed: ReadonlyMap<string, Placed>,
  compress: Compress,
): { readonly bytes: Buffer; readonly chain: number } {
  const { base } = object;
  const on = base === undefined ? undefined : placed.get(base.oid);
  if (base === undefined || on === undefined || on.chain >= MAX_CHAIN) {
    const packed = compress(object.bytes);
    return { bytes: Buffer.concat([sizedHead(TYPES[object.type], object.bytes.length), packed]), chain: 0 };
  }
  const delta = deltaOf(base.bytes, object.bytes.length, base.splices);
  const packed = compress(delta);
  const parts = [sizedHead(OFS_DELTA, delta.length), backwards(offset - on.offset), packed];
  return { bytes: Buffer.concat(parts), chain: on.chain + 1 };
}

/** Type and size: four bits of the size in the first byte, seven in each one that follows. */
function sizedHead(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(size / 16);
  let byte = (type << 4) | (size % 16);
  while (rest > 0) {
    bytes.push(byte | 0x80);
    byte = rest % 128;
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, byte]);
}

/** How far back the base lies, as git writes it: each further byte counts one more. */
function backwards(distance: number): Buffer {
  const bytes = [distance % 128];
  let rest = Math.floor(distance / 128);
  while (rest > 0) {
    rest -= 1;
    bytes.unshift(0x80 | (rest % 128));
    rest = Math.floor(rest / 128);
  }
  return Buffer.from(bytes);
}

function makeIndex(
  rows: { oid: string; crc: number; offset: number }[],
  packSum: Buffer,
  { algorithm }: ObjectFormat,
): Buffer {
  rows.sort((left, right) => (left.oid < right.oid ? -1 : 1));
  const fan = Buffer.alloc(256 * 4);
  for (let first = 0, count = 0; first < 256; first += 1) {
    while (count < rows.length && Number.parseInt(rows[count]?.oid.slice(0, 2) ?? '', 16) <= first)
      count += 1;
    fan.writeUInt32BE(count, first * 4);
  }
  const crcs = Buffer.alloc(rows.length * 4);
  const offsets = Buffer.alloc(rows.length * 4);
  rows.forEach(({ crc, offset }, index) => {
    crcs.writeUInt32BE(crc, index * 4);
    offsets.writeUInt32BE(offset, index * 4);
  });
  const ids = Buffer.from(rows.map(({ oid }) => oid).join(''), 'hex');
  const body = Buffer.concat([
    Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]),
    fan,
    ids,
    crcs,
    offsets,
    packSum,
  ]);
  return Buffer.concat([body, createHash(algorithm).update(body).digest()]);
}
