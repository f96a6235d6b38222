import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ZlibOptions } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deflater } from '../../../src/search/store/deflate/deflate.ts';
import { inflate as inflateInBrowser } from '../../../src/search/store/deflate/inflate.ts';
import { nativeInflate } from '../../../src/search/store/native-inflate.ts';

const SIZES = [0, 1, 2, 3, 4, 300, 4_000, 40_000, 200_000] as const;
/** Bytes of every kind: all alike, all different, few and many of them, far repeats, and counts that make deep codes. */
const KINDS: readonly (readonly [name: string, byteAt: (at: number) => number])[] = [
  ['one byte', () => 7],
  ['two bytes in turn', (at) => at % 2],
  ['rising bytes', (at) => at % 256],
  ['noise', (at) => noise(at) % 256],
  ['few of many', (at) => Math.floor(Math.log2(1 + noise(at))) * 8],
  [
    'words',
    (at) => 'the nexus of a registry of auth and tools '.charCodeAt((at + (noise(at >> 5) % 9)) % 42),
  ],
  ['far repeats', (at) => noise(at % 32_700) % 64],
];

describe('what is packed', () => {
  it.each(KINDS)('is DEFLATE that others read: %s', (_, byteAt) => {
    const deflater = new Deflater();
    for (const size of SIZES) {
      const bytes = Uint8Array.from({ length: size }, (_, at) => byteAt(at));
      const packed = deflater.deflate(bytes, 4);
      expect(Buffer.compare(inflateRawSync(packed.subarray(4)), bytes), `${String(size)} bytes`).toBe(0);
      expect(packed.length).toBeLessThan(size * 1.2 + 40);
      expect(
        Buffer.compare(inflateInBrowser(packed.subarray(4), size), bytes),
        `${String(size)} unpacked`,
      ).toBe(0);
    }
  });

  it('does not depend on what was packed before', () => {
    const [first, second] = [new Deflater(), new Deflater()];
    const bytes = Uint8Array.from({ length: 5_000 }, (_, at) => noise(at >> 2) % 100);
    for (const [, byteAt] of KINDS)
      first.deflate(
        Uint8Array.from({ length: 9_000 }, (_, at) => byteAt(at)),
        0,
      );
    expect(first.deflate(bytes, 0)).toEqual(second.deflate(bytes, 0));
  });

  it('is about as small as what zlib makes of texts', () => {
    const text = Array.from(
      { length: 400 },
      (_, at) => `"lib.n${String(noise(at) % 999)}/money-${String(at)}"`,
    ).join();
    const packed = new Deflater().deflate(Buffer.from(text), 0);
    expect(packed.length).toBeLessThan(1_850);
  });
});

const packedByOthers = (bytes: Uint8Array, packing: ZlibOptions): Uint8Array =>
  deflateRawSync(bytes, packing);

describe.each([
  ['in a browser', inflateInBrowser, (bytes: Uint8Array) => new Deflater().deflate(bytes, 0)],
  ['by node', nativeInflate, packedByOthers],
])('what is unpacked %s', (_, inflate, pack) => {
  const kinds = fc.constantFrom(...KINDS.map(([, byteAt]) => byteAt));
  const packings = fc.record({
    level: fc.integer({ min: 0, max: 9 }),
    strategy: fc.integer({ min: 0, max: 4 }),
  });

  it('is what was packed (a law)', () => {
    fc.assert(
      fc.property(kinds, fc.nat(70_000), packings, (byteAt, size, packing) => {
        const bytes = Uint8Array.from({ length: size }, (_, at) => byteAt(at));
        const packed = pack(bytes, packing);
        expect(Buffer.compare(inflate(packed, size), bytes)).toBe(0);
        expect(() => inflate(packed, size + 1)).toThrow(RangeError);
        expect(() => inflate(packed.subarray(0, -1), size)).toThrow(RangeError);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused, or what others read, where it is damaged (a law)', () => {
    let read = 0;
    fc.assert(
      fc.property(
        kinds,
        fc.nat(2_000),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (byteAt, size, at, flip) => {
          const bytes = Uint8Array.from({ length: size }, (_, place) => byteAt(place));
          const packed = Uint8Array.from(pack(bytes, {}));
          packed[at % packed.length] = (packed[at % packed.length] ?? 0) ^ flip;
          const found = unlessRefused(() => inflate(packed, size));
          if (found === undefined) return;
          read += 1;
          const others = readByOthers(packed);
          // zlib refuses codes that leave something out, also where nothing of it is used.
          if (others === undefined) expect(found).toHaveLength(size);
          else expect(Buffer.compare(found, others)).toBe(0);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it.each([[[]], [[6]], [[7]], [[0, 0, 0, 0, 0, 0]], [new Array<number>(300).fill(0)], [[4, 255, 255, 255]]])(
    'is refused where it is %j',
    (bytes) => {
      expect(() => inflate(Uint8Array.from(bytes), 10)).toThrow(RangeError);
    },
  );
});

function readByOthers(packed: Uint8Array): Uint8Array | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: 1 << 20 });
  } catch {
    return undefined;
  }
}

/** Undefined where it was refused as it should be. */
function unlessRefused(ask: () => Uint8Array): Uint8Array | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Even numbers of 31 bits, the same for the same place. */
function noise(at: number): number {
  let mixed = Math.imul(at + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 1;
}
