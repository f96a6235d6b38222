import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPathSegment, foldPath } from '../../../src/names/index.ts';

const TABLE: Readonly<Record<string, readonly string[]>> = {
  HYPER_PATH_TRAVERSAL: ['', '.', '..'],
  HYPER_PATH_GIT_TWIN: [
    ...['.git', '.GIT', '.Git', 'git~1', 'GIT~2', '.git.', '.git ', '.git . .', '.git::$INDEX_ALLOCATION'],
    ...['.g\u200cit', '\ufeff.git', '.gi\u2060t', '.git\\config', '\uff0egit', '.git:x'],
  ],
  HYPER_PATH_CHARACTER: [
    ...['a\\b', 'a:b', 'C:', ':(magic)x', ':!x', 'a*', 'a?', '[a]', 'a"b', 'a<b', 'a>b', 'a|b', 'a\u0000b'],
    ...['a\nb', 'a\tb', '\u001b[31m', 'a\u007f', 'a\u0085b', 'a\u202eb', 'a\u2066b', 'a\u200bb', 'a\ud800b'],
    ...['a\ufffdb', 'a\u2028b', 'file.txt:stream'],
  ],
  HYPER_PATH_DEVICE_NAME: [
    ...['con', 'CON', 'aux.txt', 'nul.tar.gz', 'COM1', 'com\u00b9.yaml', 'lpt0', 'conin$', 'prn .txt'],
  ],
  HYPER_PATH_EDGE: ['-rf', '--upload-pack=x', ' a', 'a ', 'a.', 'a. .', '...'],
  HYPER_PATH_SEGMENT_TOO_LONG: ['a'.repeat(256), '\u00e9'.repeat(128)],
};

describe('checkPathSegment', () => {
  it.each(
    Object.entries(TABLE).flatMap(([code, segments]) => segments.map((segment) => [segment, code] as const)),
  )('refuses %j with %s (G08, G10, F06)', (segment, code) => {
    expect(checkPathSegment(segment)?.code).toBe(code);
  });

  it.each([
    ...[
      '2.1.0.yaml',
      '2.1.0-rc.1+b.2.yaml',
      'namespace.yaml',
      'README.md',
      '.gitignore',
      '.github',
      '_x',
      'a b',
    ],
    ...['alice@example.com', 'concert', 'con-x', 'auxiliary.txt', 'com10', 'lpt', 'nulls.md', 'git', 'git~x'],
    ...['caf\u00e9.md', '\u65e5\u672c.md', 'a'.repeat(255), '.gitx', 'a-', '~a', '(a)', '{a}', "it's"],
  ])('accepts %j', (segment) => {
    expect(checkPathSegment(segment)).toBeUndefined();
  });

  it('never lets control or invisible characters into a message (G10)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(checkPathSegment(text)?.message ?? '').not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/u,
        );
      }),
    );
  });
});

describe('foldPath', () => {
  it.each([
    ['A/b', 'a/B'],
    ['caf\u00e9', 'cafe\u0301'],
    ['CAF\u00c9', 'cafe\u0301'],
    ['stra\u00dfe', 'STRASSE'],
    ['\u039f\u0394\u039f\u03a3', '\u03bf\u03b4\u03bf\u03c2'],
    ['\u03bf\u03b4\u03bf\u03c3', '\u03bf\u03b4\u03bf\u03c2'],
    ['\u212a', 'k'],
    ['\u017f', 's'],
    ['\u00c5', '\u212b'],
    ['\ufb01', 'FI'],
    ['\u1e9e', 'ss'],
    ['\u03b1\u0345\u0301', '\u03b1\u0301\u0345'],
  ])('brings %j and %j together (F06, G09)', (left, right) => {
    expect(foldPath(left)).toBe(foldPath(right));
  });

  it.each([
    ['a/b', 'a-b'],
    ['a', 'b'],
    ['\u0430', 'a'],
  ])('keeps %j and %j apart', (left, right) => {
    expect(foldPath(left)).not.toBe(foldPath(right));
  });

  it('changes nothing the second time, and ignores case and Unicode form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const folded = foldPath(text);
        expect(foldPath(folded)).toBe(folded);
        expect(foldPath(text.normalize('NFD'))).toBe(folded);
        expect(foldPath(text.toUpperCase())).toBe(folded);
      }),
      { numRuns: 2000 },
    );
  });
});
