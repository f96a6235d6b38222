import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/search/index.ts';
import { PLAIN_PAINT, displayWidth } from '../../../src/report/index.ts';
import { formatDiagnostics } from '../../../src/report/format-diagnostics.ts';

/** What a terminal of that many columns shows of a query with a fault: the text and the carets under it, in columns. */
function shown(query: string, width: number): { readonly text: string; readonly carets: string } {
  const read = parseQuery(query);
  if (read.ok) throw new Error('expected a fault');
  const { code, severity, message, frame = '' } = read.fault;
  const lines = formatDiagnostics([{ code, severity, message, hint: frame }], PLAIN_PAINT, width);
  const carets = lines.at(-1) ?? '';
  const text = lines.at(-2) ?? '';
  for (const line of lines.slice(-2)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  return { text, carets };
}

/** The part of a line from one column to another. */
function between(line: string, start: number, end: number): string {
  let column = 0;
  let found = '';
  for (const character of line) {
    if (column >= start && column < end) found += character;
    column += displayWidth(character);
  }
  return found;
}

const LONG = 'word '.repeat(12);

describe('a hint that shows a query with carets under its fault', () => {
  it.each([
    ['created>=soon', 'soon'],
    ['漢字 検索 created>=soon', 'soon'],
    ['cafe\u0301 created>=soon', 'soon'],
    ['😀 created>=soon 😀', 'soon'],
    ['created>=漢字', '漢字'],
    [`${LONG}created>=soon`, 'soon'],
    [`${LONG}created>=soon ${LONG}`, 'soon'],
    [`created>=soon ${LONG}`, 'soon'],
    [`${'漢字 '.repeat(20)}created>=soon`, 'soon'],
  ])('marks in %j what is wrong, at every width of the terminal', (query, wrong) => {
    for (const width of [40, 60, 80, Infinity]) {
      const { text, carets } = shown(query, width);
      expect(between(text, carets.indexOf('^'), carets.length)).toBe(wrong);
    }
  });
});
