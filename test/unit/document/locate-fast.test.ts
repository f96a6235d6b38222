import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HyperError } from '../../../src/core/index.ts';
import type { JsonObject, JsonValue } from '../../../src/core/index.ts';
import { parseDocument, parseFast, renderDocument } from '../../../src/document/index.ts';
import type { Pointer } from '../../../src/document/index.ts';
import { locateFast } from '../../../src/document/fast/locate-fast.ts';
import { LineIndex } from '../../../src/document/line-index.ts';
import { locateNode } from '../../../src/document/locate-node.ts';
import { parsePositioned } from '../../../src/document/parse-positioned.ts';
import { jsonObject, yamlText } from './arbitraries.ts';

const EXAMPLE = join(import.meta.dirname, '../../../registry-example');
const PARTS = ['key', 'value'] as const;

/** Pointers to every part of a value, and to places beside them that do not exist. */
function* pointersIn(value: JsonValue, pointer: Pointer = []): Generator<Pointer> {
  yield pointer;
  if (typeof value !== 'object' || value === null) return;
  yield [...pointer, 'missing'];
  yield [...pointer, 99];
  for (const [key, child] of Object.entries(value)) {
    yield* pointersIn(child, [...pointer, Array.isArray(value) ? Number(key) : key]);
  }
}

/** Compares every place with that of the positioned parser; returns how many were told without it. */
function compareAll(text: string): number {
  const value = parseFast(text);
  if (value === undefined) return 0;
  const { document } = parsePositioned(text);
  const lines = new LineIndex(text);
  let told = 0;
  for (const pointer of pointersIn(value)) {
    for (const part of PARTS) {
      const range = locateFast(text, pointer, part);
      if (range === undefined) continue;
      told += 1;
      const where = `${JSON.stringify(pointer)} ${part} in ${JSON.stringify(text)}`;
      expect(lines.spanOf(...range), where).toEqual(locateNode(document, lines, pointer, part));
    }
  }
  return told;
}

/** The empty text where a value holds what no document may. */
function rendered(value: JsonObject): string {
  try {
    return renderDocument(value);
  } catch (error) {
    if (error instanceof HyperError && error.code === 'HYPER_YAML_UNWRITABLE') return '';
    throw error;
  }
}

describe('locateFast', () => {
  it('tells the places that the positioned parser tells, over texts that look like YAML', () => {
    fc.assert(
      fc.property(yamlText, (text) => {
        compareAll(text);
      }),
      { numRuns: 4000 },
    );
  });

  it('tells the places that the positioned parser tells, over rendered values', () => {
    fc.assert(
      fc.property(jsonObject, (value) => {
        compareAll(rendered(value as JsonObject));
      }),
      { numRuns: 500 },
    );
  });

  it('reads all of the example registry, and tells most places of it', () => {
    const files = readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    );
    const texts = files.map((file) => readFileSync(join(EXAMPLE, file), 'utf8'));
    expect(texts.filter((text) => parseFast(text) === undefined)).toEqual([]);
    const told = texts.slice(0, 60).map(compareAll);
    expect(told.filter((count) => count >= 20).length).toBeGreaterThan(40);
  });

  it.each([
    ['a plain text', 'a: 1\nb:\n  c: d e # f\n', ['b', 'c'], 'value', [13, 16]],
    ['a key', 'a: 1\nb:\n  c: d\n', ['b', 'c'], 'key', [10, 11]],
    ['an item', 'a:\n- b\n- "c"\nd: 1\n', ['a', 1], 'value', [9, 12]],
    ['a key in an item', 'a:\n  - b: 1\n    c: 2\n', ['a', 0, 'c'], 'value', [19, 20]],
    ['a text after a block', 'a: |\n  b: 1\n\n  # c\nb: x\n', ['b'], 'value', [22, 23]],
    ['the root', 'a: 1\n', [], 'value', undefined],
    ['a quoted key on the way', '"a": 1\nb: 2\n', ['b'], 'value', undefined],
    ['a collection', 'a:\n  b: 1\n', ['a'], 'value', undefined],
    ['an entry in brackets', 'a: [1, 2]\n', ['a', 1], 'value', undefined],
    ['an absent key', 'a: 1\n', ['b'], 'key', undefined],
    ['nothing', 'a:\nb: 1\n', ['a'], 'value', undefined],
  ] as const)('finds %s, or leaves it to the positioned parser', (_, text, pointer, part, expected) => {
    expect(locateFast(text, pointer, part)).toEqual(expected);
    const { document } = parseDocument(Buffer.from(text));
    const positioned = parsePositioned(text);
    expect(document?.locate(pointer, part)).toEqual(
      locateNode(positioned.document, new LineIndex(text), pointer, part),
    );
  });
});
