import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackedTexts } from '../../../src/search/index/packed-texts.ts';

const texts = fc.array(
  fc.record({
    shelf: fc.nat(3),
    text: fc.oneof(
      fc.string({ maxLength: 200, unit: 'grapheme' }),
      fc.integer({ min: 1, max: 30_000 }).map((length) => 'tide of web rules '.repeat(length / 10)),
    ),
  }),
  { maxLength: 40, size: 'max' },
);

describe('texts that are packed', () => {
  it('come back shelf by shelf, packed or not (a law)', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(-1, 100_000, undefined), (all, maxPlainBytes) => {
        const packed = new PackedTexts(maxPlainBytes);
        for (const { text, shelf } of all) packed.push(text, shelf);
        const places = [...all.keys()].sort(
          (left, right) => (all[left]?.shelf ?? 0) - (all[right]?.shelf ?? 0),
        );
        for (const place of places) {
          const text = Buffer.from(packed.at(place)).toString();
          expect(text).toBe(Buffer.from(all[place]?.text ?? '').toString());
        }
      }),
      { numRuns: 60 },
    );
  });

  it('come back where shelves are asked for by turns', () => {
    const packed = new PackedTexts();
    const all = Array.from({ length: 60 }, (_, place) => `text ${String(place)}`);
    for (const [place, text] of all.entries()) packed.push(text, place % 3);
    for (const [place, text] of all.entries()) expect(Buffer.from(packed.at(place)).toString()).toBe(text);
  });
});
