import fc from 'fast-check';

const PIECES = [
  ' ',
  '  ',
  '\n',
  '\n\n',
  ': ',
  ':',
  ' #',
  '#',
  '- ',
  '-',
  '--a',
  '? ',
  '|',
  '>',
  '|-',
  '>-',
  'a',
  'B',
  '1',
  '0',
  '.',
  '"',
  "'",
  '\\',
  '{',
  '}',
  '[',
  ']',
  ', ',
  ',',
  '\t',
  'yes',
  'null',
  '~',
  '\n  ',
  '\n    ',
  'a: ',
  'b: c\n',
  '- a\n',
  '"x"',
  "'w'",
  'é',
  '---\n',
  '\\n',
  '[a, b]',
  '{a: b}',
  'a: |\n  x\n',
  '\r\n',
  '\\\n',
  '\n  - ',
  'key: value\n',
  '😀',
];

const SEEDS = [
  'name: nexus-auth\nversion: 2.1.0\ntags:\n  - security\n  - oauth2\nmetadata:\n  description: >-\n    Two\n    lines\n  size: 12\n',
  '- artifact: lib.crypto/jose\n  version: ">=5.0.0 <6.0.0"\n- artifact: org.acme.core/http\n  optional: true\n',
  "a:\n- b\n- c: d\n  e: [f, {g: 1.5}]\nh: |\n  i\n\n  j\nk: 'it''s' # l\n",
  '{"a": [1, true, null, "b\\n"], "c": {}}\n',
  'text: folded\n  over lines\nquoted: "a\n  b"\nempty:\n',
];

const joined = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''));

const mutated = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(400), fc.nat(3), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 3 }),
  )
  .map(([seed, changes]) => {
    let text = seed;
    for (const [place, removed, piece] of changes) {
      const at = place % (text.length + 1);
      text = text.slice(0, at) + piece + text.slice(at + removed);
    }
    return text;
  });

/** Texts that look like YAML, many of them almost or wholly valid. */
export const yamlText = fc.oneof(joined, mutated).map((text) => Buffer.from(text).toString());

const scalarText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        ...PIECES,
        '*',
        '&',
        '!',
        '%',
        '@',
        '`',
        '=',
        '<<',
        '2026-01-01',
        '12:30',
        '1e3',
        '-1',
        '...',
        '\u00a0',
      ),
      { maxLength: 6 },
    )
    .map((pieces) => pieces.join('')),
);

/** Values of every shape that JSON has, with texts that YAML readers stumble over. */
export const jsonObject = fc.dictionary(
  fc.oneof(fc.constantFrom('a', 'b', 'name', 'x-1'), scalarText),
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      scalarText,
      scalarText,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(scalarText, tie('value'), { maxKeys: 4 }),
    ),
  })).value,
  { maxKeys: 5 },
);
