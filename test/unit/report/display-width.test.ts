import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, truncate, wrapWords } from '../../../src/report/index.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['日本', 4],
  ['🚀', 2],
])('counts the columns of %j as %i', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['日本語', 5, '日本…'],
  ['日本語', 4, '日…'],
])('cuts %j to %i columns', (text, columns, expected) => {
  expect(truncate(text, columns)).toBe(expected);
});

test('never gives more columns than asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
      expect(displayWidth(truncate(text, columns))).toBeLessThanOrEqual(Math.max(columns, 1));
    }),
  );
});

test.each([
  ['one two three', 8, ['one two', 'three']],
  ['  one two three', 8, ['  one', '  two', '  three']],
  ['abcdefghij k', 4, ['abcdefghij', 'k']],
  ['a  b', 10, ['a  b']],
  ['', 10, ['']],
  ['├── one two', 8, ['├── one', '│   two']],
  ['│   └── one two', 12, ['│   └── one', '│       two']],
])('wraps %j at %i columns', (text, columns, expected) => {
  expect(wrapWords(text, columns)).toEqual(expected);
});
