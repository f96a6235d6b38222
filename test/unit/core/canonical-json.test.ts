import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, isCanonicalJson } from '../../../src/core/index.ts';
import type { JsonValue } from '../../../src/core/index.ts';

describe('isCanonicalJson', () => {
  it('is true for the canonical form of any value, and for no other spelling of it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (any) => {
        const value = JSON.parse(JSON.stringify(any)) as JsonValue;
        const source = JSON.stringify(value);
        const canonical = canonicalOf(value);
        expect(isCanonicalJson(source, value)).toBe(canonical === source);
        if (canonical !== undefined) {
          expect(isCanonicalJson(canonical, JSON.parse(canonical) as JsonValue)).toBe(true);
          expect(isCanonicalJson(` ${canonical}`, value)).toBe(false);
        }
      }),
    );
  });

  it('is true for keys that are numbers in the order of texts', () => {
    expect(isCanonicalJson('{"10":1,"9":1}', { 9: 1, 10: 1 })).toBe(true);
  });

  it('is true for a backslash that only looks like an escape', () => {
    expect(isCanonicalJson('["\\\\ud800"]', ['\\ud800'])).toBe(true);
  });

  it.each([
    ['a key twice', '{"a":1,"a":1}'],
    ['keys out of order', '{"b":1,"a":1}'],
    ['keys out of order in a list', '[{"b":1,"a":1}]'],
    ['keys that are numbers, in the order of numbers', '{"9":1,"10":1}'],
    ['1.0', '[1.0]'],
    ['1e0', '[1e0]'],
    ['-0', '[-0]'],
    ['an escape that need not be', '["\\u0061"]'],
    ['a lone surrogate', '["\\ud800"]'],
    ['a blank', '[1, 2]'],
  ])('is false for %s (S08)', (_what, text) => {
    const value = JSON.parse(text) as JsonValue;
    expect(canonicalOf(value)).not.toBe(text);
    expect(isCanonicalJson(text, value)).toBe(false);
  });
});

function canonicalOf(value: JsonValue): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}
