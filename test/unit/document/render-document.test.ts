import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { HyperError, isJsonObject } from '../../../src/core/index.ts';
import type { JsonObject, JsonValue } from '../../../src/core/index.ts';
import { parseDocument, renderDocument } from '../../../src/document/index.ts';
import { jsonObject } from './arbitraries.ts';

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof HyperError) return error.code;
    throw error;
  }
  return 'none';
}

/** Negative zero is the one JSON value that has no form of its own. */
function hasNegativeZero(value: JsonValue): boolean {
  if (isJsonObject(value)) return Object.values(value).some(hasNegativeZero);
  return Array.isArray(value) ? value.some(hasNegativeZero) : Object.is(value, -0);
}

describe('renderDocument', () => {
  it('writes the one text of a value', () => {
    const value = {
      apiVersion: 'hyper/v1',
      version: '1.10',
      release: '1.2.3',
      size: 12,
      ratio: 1e-7,
      big: 1e21,
      on: 'yes',
      date: '2026-01-01',
      text: 'one\n  two\n\nthree\n',
      stripped: 'one\ntwo',
      spaced: ' a\nb',
      list: ['a', { b: 1, c: [] }, ['d'], {}, null],
      'a b': { ключ: 'значение' },
    };
    expect(
      renderDocument(value, {
        schemaUrl: 'https://example.org/s.json',
        comment: 'Made by hyper.\n\nEdit freely.',
      }),
    ).toBe(
      `# yaml-language-server: $schema=https://example.org/s.json
# Made by hyper.
#
# Edit freely.
apiVersion: hyper/v1
version: "1.10"
release: 1.2.3
size: 12
ratio: 1.0e-7
big: 1.0e+21
"on": "yes"
date: "2026-01-01"
text: |
  one
    two

  three
stripped: |-
  one
  two
spaced: " a\\nb"
list:
  - a
  - b: 1
    c: []
  - - d
  - {}
  - null
"a b":
  "ключ": "значение"
`.replace('"значение"', 'значение'),
    );
  });

  it('is read back as the same value, by the fast path and by two other readers', () => {
    let written = 0;
    fc.assert(
      fc.property(jsonObject, (sample) => {
        const value = sample as JsonObject;
        let text: string;
        try {
          text = renderDocument(value);
        } catch (error) {
          expect(error).toMatchObject({ code: 'HYPER_YAML_UNWRITABLE' });
          return;
        }
        written++;
        expect(hasNegativeZero(value)).toBe(false);
        const { document, isFast } = parseDocument(Buffer.from(text));
        expect(isFast).toBe(true);
        expect(document?.value).toEqual({ ...value });
        expect(load(text)).toEqual(document?.value);
        expect(load(text, { schema: YAML11_SCHEMA })).toEqual(document?.value);
        expect(renderDocument(document?.value as JsonObject)).toBe(text);
      }),
      { numRuns: 2000 },
    );
    expect(written).toBeGreaterThan(1000);
  });

  it('writes an empty document', () => {
    expect(renderDocument({})).toBe('{}\n');
  });

  it.each<[string, JsonObject]>([
    ['a bidirectional mark', { a: 'b\u202ec' }],
    ['a control character in a key', { 'a\u0007': 1 }],
    ['a lone surrogate', { a: '\ud800' }],
    ['negative zero', { a: -0 }],
    ['infinity', { a: Infinity }],
    ['a key of the prototype', JSON.parse('{"__proto__": 1}') as JsonObject],
    ['a long key', { ['k'.repeat(901)]: 1 }],
    ['two keys that differ in case', { a: 1, A: 2 }],
    ['a text too long', { a: 'b'.repeat(65_537) }],
    [
      'too many keys',
      Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`k${String(index)}`, 1])),
    ],
    ['too many list items', { a: Array.from({ length: 20_001 }, () => 1) }],
    ['too many bytes', { a: Array.from({ length: 20 }, () => 'b'.repeat(60_000)) }],
    ['too much depth', { a: JSON.parse('['.repeat(64) + ']'.repeat(64)) as JsonValue }],
  ])('refuses %s', (_, value) => {
    expect(codeOf(() => renderDocument(value))).toBe('HYPER_YAML_UNWRITABLE');
  });

  it('makes what is unsafe in a comment visible', () => {
    const text = renderDocument({ a: 1 }, { comment: 'b\u202ec' });
    expect(text).toBe('# b\\u{202e}c\na: 1\n');
  });
});
