import { describe, expect, it } from 'vitest';
import { formatCodeFrame } from '../../../src/document/index.ts';
import { LineIndex } from '../../../src/document/line-index.ts';

function frame(text: string, start: number, end: number): string {
  return formatCodeFrame(text, new LineIndex(text).spanOf(start, end));
}

describe('formatCodeFrame', () => {
  it('puts carets under the span on its own line', () => {
    expect(frame('a: 1\nbee: two\n', 10, 13)).toBe('2 | bee: two\n         ^^^');
  });

  it('puts one caret under an empty span, also at the end of the text', () => {
    expect(frame('a: 1', 4, 4)).toBe('1 | a: 1\n        ^');
  });

  it('stops the carets at the end of the line', () => {
    expect(frame('a: 1\nb: 2\n', 3, 9)).toBe('1 | a: 1\n       ^');
  });

  it('shows at most 100 columns around the fault', () => {
    const [line = '', carets = ''] = frame(`${'x'.repeat(5000)}!${'y'.repeat(5000)}`, 5000, 5001).split('\n');
    expect(line).toHaveLength('1 | '.length + 100);
    expect(line[carets.indexOf('^')]).toBe('!');
  });

  it('escapes what is not safe to print and keeps the caret in place', () => {
    const text = 'a: \u001b[31m\u202eb !\r\n';
    const [line = '', carets = ''] = frame(text, text.indexOf('!'), text.indexOf('!') + 1).split('\n');
    expect(line).toBe('1 | a: \\u{1b}[31m\\u{202e}b !');
    expect(line[carets.indexOf('^')]).toBe('!');
  });

  it('counts a tab as one column', () => {
    expect(frame('\ta: 1', 4, 5)).toBe('1 |  a: 1\n        ^');
  });

  it('shows nothing of a line with a private key (C19)', () => {
    const text = 'a: 1\nkey: "-----BEGIN PRIVATE KEY-----\\nMC4C"\n';
    expect(frame(text, 10, 12)).toBe('2 | [not shown: it may hold a private key]\n    ^');
    expect(frame(text, 3, 4)).toBe('1 | a: 1\n       ^');
  });
});
