import { describe, expect, it } from 'vitest';
import {
  MAX_DIAGNOSTICS_PER_FILE,
  MAX_KEYS,
  MAX_MANIFEST_BYTES,
  MAX_STRING_UNITS,
} from '../../../src/core/index.ts';
import { parseDocument } from '../../../src/document/index.ts';
import type { ParseOutcome } from '../../../src/document/index.ts';

function parse(text: string): ParseOutcome {
  return parseDocument(Buffer.from(text));
}

/** `CODE line:column` of each diagnostic, in order. */
function faultsOf(text: string): string[] {
  return parse(text).diagnostics.map(({ code, span }) => {
    const { line, column } = span?.start ?? { line: 0, column: 0 };
    return `${code.replace('HYPER_YAML_', '')} ${String(line)}:${String(column)}`;
  });
}

describe('parseDocument', () => {
  it.each([
    ['a tab as indentation', 'a:\n\tb: 1\n', ['TAB 2:1']],
    ['a tab between tokens', 'a:\t1\n', ['TAB 1:3']],
    ['a tab in unquoted text', 'a: b\tc\n', ['TAB 1:5']],
    ['a tab after a value', 'a: b\t\n', ['TAB 1:5']],
    ['a tab before the first line of a block text', 'a: |\n  \tb\n', ['TAB 2:3']],
    ['an anchor', 'a: &x 1\n', ['ANCHOR 1:4']],
    ['an alias', 'a: 1\nb: *a\n', ['ALIAS 2:4']],
    ['a merge key', 'a:\n  <<: {b: 1}\n', ['MERGE_KEY 2:3']],
    ['a tag', 'a: !!str 1\n', ['TAG 1:4']],
    ['a directive', '%YAML 1.2\n---\na: 1\n', ['DIRECTIVE 1:1']],
    ['a second document', 'a: 1\n---\nb: 2\n', ['DOCUMENTS 2:1']],
    ['an end marker', 'a: 1\n...\n', ['DOCUMENTS 2:1']],
    ['an empty text', '', ['EMPTY 1:1']],
    ['a text of comments', '# a\n\n# b\n', ['EMPTY 1:1']],
    ['a repeated key', 'a: 1\nb: 2\na: 3\n', ['DUPLICATE_KEY 3:1']],
    ['a number as key', 'a:\n  1: b\n', ['KEY 2:3']],
    ['an explicit key', '? a\n: 1\n', ['KEY 1:1']],
    ['a key over two lines', 'a\n  b: 1\n', ['KEY 1:1']],
    ['a colon on another line', 'a: 1\nb\n : c\n', ['KEY 2:1']],
    ['a key of 1,100 characters', `${'k'.repeat(1100)}: 1\n`, ['KEY 1:1']],
    ['a word that is a boolean elsewhere', 'a: yes\n', ['AMBIGUOUS 1:4']],
    ['a number in another form', 'a: 0x10\n', ['NUMBER 1:4']],
    ['a block header with a digit', 'a: |2\n   b\n', ['BLOCK_HEADER 1:4']],
    ['a block header that keeps line feeds', 'a: |+\n  b\n', ['BLOCK_HEADER 1:4']],
    ['a comma with nothing after it', 'a: [1, 2,]\n', ['SYNTAX 1:9']],
    ['a pair without braces', 'a: [b: 1]\n', ['SYNTAX 1:5']],
    ['a key without a value in braces', 'a: {b}\n', ['SYNTAX 1:5']],
    ['an unclosed bracket', 'a: [1\n', ['SYNTAX 2:1']],
    ['a closing bracket that nothing opened', 'a: 1\n]\n', ['SYNTAX 2:1']],
    ['a bracket closed at the column of its key', 'a: [\n  1\n]\n', ['SYNTAX 3:1']],
    ['an unclosed quote', 'a: "b\n', ['SYNTAX 1:4']],
    ['an escape that does not exist', 'a: "\\q"\n', ['SYNTAX 1:5']],
    ['an escaped line end', 'a: "b\\\n  c"\n', ['SYNTAX 1:6']],
    ['a second colon', 'a: b: c\n', ['SYNTAX 1:4']],
    ['a text that is the whole document over two lines', 'a\nb\n', ['SYNTAX 1:1']],
    ['a carriage return alone', 'a: 1\rb: 2\n', ['CHARACTER 1:5']],
    ['a byte order mark', '\ufeffa: 1\n', ['ENCODING 1:1']],
    [
      'conflict markers',
      'a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n',
      ['MERGE_MARKERS 2:1', 'MERGE_MARKERS 6:1'],
    ],
    ['a text too long', `a: ${'b'.repeat(MAX_STRING_UNITS + 1)}\n`, ['SIZE 1:4']],
    ['too many list items', '- a\n'.repeat(20_001), ['SIZE 20001:1']],
    ['too many blank lines', `a: 1\n${'\n'.repeat(60_000)}b: 1\n`, ['SIZE 50002:1']],
  ])('refuses %s at its place', (_, text, expected) => {
    const { document } = parse(text);
    expect(document).toBeUndefined();
    expect(faultsOf(text)).toEqual(expected);
  });

  it('tells every fault of a file in one pass, in order of position', () => {
    const text = 'a: yes\nb: &x 010\nc:\t[1,]\nd: !t "\\u202e"\na: 2\n__proto__: 1\n';
    expect(faultsOf(text)).toEqual([
      'AMBIGUOUS 1:4',
      'ANCHOR 2:4',
      'NUMBER 2:7',
      'TAB 3:3',
      'SYNTAX 3:6',
      'TAG 4:4',
      'CHARACTER 4:7',
      'DUPLICATE_KEY 5:1',
      'KEY 6:1',
    ]);
  });

  it('keeps 100 faults of a file and counts the others', () => {
    const { diagnostics } = parse(
      Array.from({ length: 250 }, (_, index) => `k${String(index)}: yes\n`).join(''),
    );
    expect(diagnostics).toHaveLength(MAX_DIAGNOSTICS_PER_FILE + 1);
    expect(diagnostics.at(-1)?.code).toBe('HYPER_YAML_FAULTS_OMITTED');
    expect(diagnostics.at(-1)?.message).toMatch(/^150 /u);
  });

  it('marks the fault in a code frame and says how the text is quoted', () => {
    const [fault] = parse('name: a\nversion: 1.\n').diagnostics;
    expect(fault?.frame).toBe('2 | version: 1.\n             ^^');
    expect(fault?.hint).toBe('write 1, or quote it: "1."');
    expect(fault?.span).toEqual({
      start: { line: 2, column: 10, offset: 17 },
      end: { line: 2, column: 12, offset: 19 },
    });
  });

  it.each([
    ['keys', Array.from({ length: MAX_KEYS + 1 }, (_, index) => `k${String(index)}: 1\n`).join('')],
    ['bytes', `# ${'x'.repeat(MAX_MANIFEST_BYTES)}\na: 1\n`],
  ])('refuses more %s than the limit', (_, text) => {
    expect(faultsOf(text)[0]).toMatch(/^SIZE /u);
  });

  it('accepts as many keys and as long a text as the limits say', () => {
    const keys = Array.from({ length: MAX_KEYS }, (_, index) => `k${String(index)}: 1\n`).join('');
    expect(parse(keys).document).toBeDefined();
    expect(parse(`a: ${'b'.repeat(MAX_STRING_UNITS)}\n`).document).toBeDefined();
  });

  it.each([
    ['CRLF line ends', 'a:\r\n  - b\r\n', { a: ['b'] }],
    ['a document start', '---\na: 1\n', { a: 1 }],
    ['text over several lines', 'a: b\n  c\n\n  d\n', { a: 'b c\nd' }],
    ['quoted text over several lines', 'a: "b\n  c"\n', { a: 'b c' }],
    ['brackets over several lines', 'a: [\n  1,\n  2\n  ]\n', { a: [1, 2] }],
    ['JSON', '{\n  "a": {"b": [1, 2.5, true, null, "c"]}\n}\n', { a: { b: [1, 2.5, true, null, 'c'] } }],
    ['a tab in quoted text', 'a: "b\tc"\n', { a: 'b\tc' }],
    ['a tab in block text', 'a: |\n  b\n  \tc\n', { a: 'b\n\tc\n' }],
    ['a tab in a comment', 'a: 1 #\tb\n', { a: 1 }],
    ['a value on the line below', 'a:\n  b\n', { a: 'b' }],
  ])('reads %s with positions', (_, text, value) => {
    const { document, isFast } = parse(text);
    expect(document?.value).toEqual(value);
    expect(isFast).toBe(text.startsWith('---'));
  });
});

describe('locate', () => {
  const text = 'a:\n  - b: 1\n    c: "x y" # z\n  -\nd: {e: [1, 22]}\n';

  it.each([
    [['a', 0, 'c'], 'value', '3:8-3:13'],
    [['a', 0, 'c'], 'key', '3:5-3:6'],
    [['a', 0], 'key', '2:5-3:13'],
    [['d', 'e', 1], 'value', '5:12-5:14'],
    [['d', 'e'], 'key', '5:5-5:6'],
    [['d', 'e', 7], 'value', '5:8-5:15'],
    [['d', 'missing', 'deep'], 'key', '5:1-5:2'],
    [['a', 0, 'c', 'deep'], 'value', '3:8-3:13'],
    [[], 'value', '1:1-5:16'],
  ] as const)('finds the place of %j, %s', (pointer, part, expected) => {
    const { document } = parse(text);
    const span = document?.locate(pointer, part);
    expect(
      `${String(span?.start.line)}:${String(span?.start.column)}-${String(span?.end.line)}:${String(span?.end.column)}`,
    ).toBe(expected);
  });
});
