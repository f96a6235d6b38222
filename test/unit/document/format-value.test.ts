import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonValue } from '../../../src/core/index.ts';
import { toVisible } from '../../../src/core/index.ts';
import { formatValue } from '../../../src/document/index.ts';

describe('formatValue', () => {
  it('writes plain values as people write them', () => {
    expect(formatValue({ name: 'tool', versions: ['1.0.0', '1.1.0'] })).toBe(
      'name: tool\nversions:\n  - 1.0.0\n  - 1.1.0\n',
    );
  });

  it('shows what a terminal would act on or hide, and keeps the value (X07)', () => {
    const value = { name: 'a\u001b[31mb\u202ec\u200bd\u009b2J', 'k\u202e': 'e\u{e0041}' };
    const text = formatValue(value);
    expect(toVisible(text)).toBe(text);
    expect(parse(text)).toEqual(value);
  });

  it('reads back to the same value, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
        expect(parse(formatValue(plain))).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });
});
