import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatCopy } from '../../../src/core/index.ts';

describe('flatCopy', () => {
  it('gives the same text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(20), fc.nat(20), (text, start, length) => {
        const part = text.slice(start, start + length);
        expect(flatCopy(part)).toBe(part);
      }),
    );
  });
});
