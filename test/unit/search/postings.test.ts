import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningsOf } from '../../../src/search/index/beginnings.ts';
import { GrowingNumbers } from '../../../src/search/index/growing-numbers.ts';
import { NAME_BIT } from '../../../src/search/index/postings.ts';

describe('numbers that grow', () => {
  it('are cut out as they stand, also where pieces meet', () => {
    const numbers = new GrowingNumbers();
    const all = Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 99_991);
    for (const number of all) numbers.push(number);
    for (const [start, end] of [
      [0, 5],
      [65_530, 65_536],
      [65_530, 65_540],
      [65_536, 65_536],
      [100, 140_000],
      [199_990, 200_000],
      [200_000, 200_000],
    ] as const) {
      expect(Array.from(numbers.slice(start, end))).toEqual(all.slice(start, end));
    }
    expect([...numbers.pieces()].flatMap((piece) => [...piece])).toEqual(all);
  });
});

describe('the best names of a beginning', () => {
  const lists = fc.array(
    fc.array(fc.record({ id: fc.nat(400), details: fc.nat(63), weight: fc.nat(255) }), { maxLength: 30 }),
    { minLength: 60, maxLength: 400, size: 'max' },
  );

  it('are those that a look at all of them finds, each once (a law)', () => {
    fc.assert(
      fc.property(lists, (all) => {
        const flat = all.flat();
        const starts = all.map((_, at) => all.slice(0, at).flat().length);
        const ids = Uint32Array.from(flat, ({ id }) => id);
        const details = Uint8Array.from(flat, (one) => one.details);
        const weights = Uint8Array.from(flat, ({ weight }) => weight);
        const key = (place: number): string => `ta${String(place).padStart(4, '0')}.`;
        const [found] = beginningsOf({
          count: all.length,
          keyLengthAt: (place) => key(place).length,
          keyByteAt: (place, at) => key(place).charCodeAt(at),
          rangeAt: (place) => {
            const start = starts[place] ?? 0;
            return { ids, details, weights, start, end: start + (all[place]?.length ?? 0) };
          },
        });
        const wanted = all
          .flatMap((list) => list.filter((one) => (one.details & NAME_BIT) !== 0).slice(0, 24))
          .sort(
            (one, other) => other.weight - one.weight || one.id - other.id || one.details - other.details,
          );
        const best = [...new Map([...wanted].reverse().map((one) => [one.id, one])).values()].reverse();
        const kept = best
          .sort((one, other) => other.weight - one.weight || one.id - other.id)
          .slice(0, 192)
          .sort((one, other) => one.id - other.id);
        expect(found?.[0]).toBe('a');
        const { ids: foundIds, details: foundDetails, weights: foundWeights } = found?.[1] ?? {};
        expect([...(foundIds ?? [])]).toEqual(kept.map(({ id }) => id));
        expect([...(foundDetails ?? [])]).toEqual(kept.map((one) => one.details));
        expect([...(foundWeights ?? [])]).toEqual(kept.map(({ weight }) => weight));
      }),
      { numRuns: 40 },
    );
  });
});
