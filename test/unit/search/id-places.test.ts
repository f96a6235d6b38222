import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdPlaces } from '../../../src/search/index/id-places.ts';

describe('the place of an id', () => {
  it('is where it stands among those that rise, however they lie (a law)', () => {
    const ids = fc.uniqueArray(
      fc.oneof(
        fc.nat(40),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 0xfffffff0, max: 0xffffffff }),
      ),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(ids, (some) => {
        const rising = Uint32Array.from(some).sort();
        const places = new IdPlaces(rising);
        for (const [place, id] of rising.entries()) expect(places.of(id)).toBe(place);
      }),
    );
  });
});
