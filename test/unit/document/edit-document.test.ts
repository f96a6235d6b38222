import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HyperError, canonicalJson } from '../../../src/core/index.ts';
import type { JsonValue } from '../../../src/core/index.ts';
import { editDocument, parseDocument } from '../../../src/document/index.ts';
import type { Pointer } from '../../../src/document/index.ts';
import { partAt, withPart } from '../../../src/document/json-part.ts';

const TEXT = `# head
name: nexus # the name
tags: [one, two] # flow
list: # why
  # inner
  - first # 1
  - second
  - key: v # kv
    w: 2
empty:
nothing: {}
text: |
  line one
  line two
map:
  a: 1 # a
  # before b
  b: 2
# before last
last:
- p
- q
`;

function edit(pointer: Pointer, value: JsonValue | undefined, text = TEXT): string {
  return editDocument(text, [{ pointer, value }]);
}

/** The lines that an edit removed (`-`) and added (`+`), told by where the texts differ. */
function changeOf(edited: string): string[] {
  const [before, after] = [TEXT.split('\n'), edited.split('\n')];
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before.at(-1 - tail) === after.at(-1 - tail)
  )
    tail++;
  return [
    ...before.slice(head, before.length - tail).map((line) => `-${line}`),
    ...after.slice(head, after.length - tail).map((line) => `+${line}`),
  ];
}

function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof HyperError) return error.code;
    throw error;
  }
  return 'none';
}

describe('editDocument', () => {
  it.each<[string, Pointer, JsonValue | undefined, string[]]>([
    ['a text', ['name'], 'a: b', ['-name: nexus # the name', '+name: "a: b" # the name']],
    ['a text by a mapping', ['name'], { x: 1 }, ['-name: nexus # the name', '+name: # the name', '+  x: 1']],
    [
      'a text of lines beside a comment',
      ['name'],
      'a\nb',
      ['-name: nexus # the name', '+name: "a\\nb" # the name'],
    ],
    ['an item in brackets', ['tags', 1], 'three', ['-tags: [one, two] # flow', '+tags: [one, three] # flow']],
    [
      'one more item in brackets',
      ['tags', 2],
      'three',
      ['-tags: [one, two] # flow', '+tags: [one, two, three] # flow'],
    ],
    ['an item in brackets away', ['tags', 0], undefined, ['-tags: [one, two] # flow', '+tags: [two] # flow']],
    [
      'the last item in brackets away',
      ['tags', 1],
      undefined,
      ['-tags: [one, two] # flow', '+tags: [one] # flow'],
    ],
    ['one more item of a list', ['list', 3], 'third', ['+  - third']],
    ['an item of a list away', ['list', 1], undefined, ['-  - second']],
    [
      'an item by a mapping',
      ['list', 1],
      { a: 1, b: [2] },
      ['-  - second', '+  - a: 1', '+    b:', '+      - 2'],
    ],
    [
      'the first key of an item away',
      ['list', 2, 'key'],
      undefined,
      ['-  - key: v # kv', '-    w: 2', '+  - w: 2'],
    ],
    ['a new key in an item', ['list', 2, 'new'], true, ['+    new: true']],
    ['a value where none was', ['empty'], 1, ['-empty:', '+empty: 1']],
    ['a mapping where no value was', ['empty', 'deep', 'er'], 1, ['+  deep:', '+    er: 1']],
    [
      'the first key of an empty mapping',
      ['nothing', 'stable'],
      '1.0.0',
      ['-nothing: {}', '+nothing:', '+  stable: 1.0.0'],
    ],
    [
      'a block text',
      ['text'],
      'one\ntwo',
      ['-text: |', '-  line one', '-  line two', '+text: |-', '+  one', '+  two'],
    ],
    ['a mapping part by part', ['map'], { a: 1, b: 3, c: 4 }, ['-  b: 2', '+  b: 3', '+  c: 4']],
    ['a key away, not the comment above the next', ['map', 'a'], undefined, ['-  a: 1 # a']],
    ['a list at the indent of its key by a mapping', ['last'], { x: 1 }, ['-- p', '-- q', '+  x: 1']],
    ['a new key at the end', ['zz'], [{ a: 1 }], ['+zz:', '+  - a: 1']],
    ['nothing where nothing changes', ['map', 'b'], 2, []],
    ['nothing where nothing is', ['map', 'zz', 'deep'], undefined, []],
  ])('sets or takes %s and keeps the rest (P18)', (_, pointer, value, change) => {
    expect(changeOf(edit(pointer, value))).toEqual(change);
  });

  it('makes a collection that loses its last part an empty one', () => {
    expect(edit(['a', 'b'], undefined, 'a:\n  b: 1\nc: 2\n')).toBe('a: {}\nc: 2\n');
    expect(edit(['a', 0], undefined, 'a:\n  - 1\n')).toBe('a: []\n');
    expect(edit(['a'], undefined, 'a: 1\n')).toBe('{}\n');
  });

  it('keeps CRLF line ends and a missing final line feed', () => {
    expect(edit(['b', 'c'], 1, 'a: 1\r\nb:\r\n  d: 2\r\n')).toBe('a: 1\r\nb:\r\n  d: 2\r\n  c: 1\r\n');
    expect(edit(['b'], 1, 'a: 1')).toBe('a: 1\nb: 1');
  });

  it.each<[string, string, Pointer, JsonValue | undefined]>([
    ['of a file with faults', 'a: yes\n', ['a'], 1],
    ['of an empty file', '', ['a'], 1],
    ['of the whole document', TEXT, [], 1],
    ['below a scalar', TEXT, ['name', 'x'], 1],
    ['beyond the end of a list', TEXT, ['last', 9], 1],
    ['that loses a comment in a block header', 'a: | # why\n  b\n', ['a'], 1],
    ['that makes a key differ in case alone', 'a: 1\n', ['A'], 1],
  ])('refuses an edit %s', (_, text, pointer, value) => {
    expect(refusalOf(() => edit(pointer, value, text))).toBe('HYPER_EDIT_REFUSED');
  });

  it('refuses what no document can hold', () => {
    expect(refusalOf(() => edit(['name'], 'a\u202eb'))).toBe('HYPER_YAML_UNWRITABLE');
  });

  const pointers: Pointer[] = [
    ['name'],
    ['tags'],
    ['tags', 0],
    ['list'],
    ['list', 1],
    ['list', 2],
    ['list', 2, 'w'],
    ['empty'],
    ['nothing'],
    ['nothing', 'x'],
    ['text'],
    ['map'],
    ['map', 'a'],
    ['map', 'new'],
    ['last'],
    ['last', 1],
    ['last', 2],
    ['new', 'deep'],
  ];
  const { value: anyValue } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<JsonValue>(null, true, 1, 'a', 'yes', 'a: b', 'a\nb', 'a\n\n b\n', '# c', '', ' '),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'w', 'key', 'on', 'a b'), tie('value'), { maxKeys: 3 }),
    ),
  }));

  it('reads back as the edited value and keeps every comment outside the edited part (P18)', () => {
    const root = parseDocument(Buffer.from(TEXT)).document?.value ?? null;
    const change = fc.tuple(fc.constantFrom(...pointers), fc.option(anyValue, { nil: undefined }));
    fc.assert(
      fc.property(change, ([pointer, sample]) => {
        const value = sample as JsonValue | undefined;
        const edited = edit(pointer, value);
        const read = parseDocument(Buffer.from(edited)).document?.value ?? null;
        expect(canonicalJson(read)).toBe(canonicalJson(withPart(root, pointer, value)));
        if (value !== undefined) expect(partAt(read, pointer)).toEqual(value);
        for (const comment of ['# head', '# before last']) expect(edited).toContain(`${comment}\n`);
        if (pointer[0] !== 'list') expect(edited).toContain('list: # why\n  # inner\n  - first # 1\n');
        if (pointer[0] !== 'map') expect(edited).toContain('  a: 1 # a\n  # before b\n  b: 2\n');
      }),
      { numRuns: 400 },
    );
  });
});

describe('an order of keys', () => {
  const ordered = (text: string, key: string): string =>
    editDocument(text, [{ pointer: [key], value: 1 }], ['a', 'b', 'c', 'd']);

  it('puts a new key behind the last of those before it, comments kept where they are', () => {
    expect(ordered('a: 0\n# of c\nc: 0\nd: 0\n', 'b')).toBe('a: 0\nb: 1\n# of c\nc: 0\nd: 0\n');
    expect(ordered('x: 0\nc: 0 # why\n', 'd')).toBe('x: 0\nc: 0 # why\nd: 1\n');
  });

  it('appends a key that the order does not know, and one that comes before all others', () => {
    expect(ordered('b: 0\nc: 0\n', 'z')).toBe('b: 0\nc: 0\nz: 1\n');
    expect(ordered('b: 0\nc: 0\n', 'a')).toBe('b: 0\nc: 0\na: 1\n');
  });

  it('changes a key that is there where it stands', () => {
    expect(ordered('c: 0\na: 0\n', 'a')).toBe('c: 0\na: 1\n');
  });

  it('leaves comments that stand deeper to the part above them', () => {
    const text = 'a:\n  list: []\n  # more\n\n  # - of it\n# of all\nx: 0\n';
    expect(ordered(text, 'b')).toBe('a:\n  list: []\n  # more\n\n  # - of it\nb: 1\n# of all\nx: 0\n');
  });
});
