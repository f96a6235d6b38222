import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/document/index.ts';
import { yamlText } from './arbitraries.ts';
import { countSteps, stepsOf } from './count-steps.ts';

const prototypeBefore = Object.getOwnPropertyNames(Object.prototype).join();

function parse(text: string): ReturnType<typeof parseDocument> {
  return parseDocument(Buffer.from(text));
}

function codesOf(text: string): string[] {
  return parse(text).diagnostics.map(({ code }) => code.replace('HYPER_YAML_', ''));
}

/** How many times as many steps four times as much text may take: a little more than four, far fewer than sixteen. */
const MAX_GROWTH = 4.5;
/** Of what is refused at its start, or is only a few lines long. */
const FEW_STEPS = 100_000;
/** Of what is read to its end: about ten a byte. */
const STEPS_OF_A_MEGABYTE = 10_000_000;

const laughs = (join: (name: string) => string): string =>
  [
    'a: &a0 [x, x]',
    ...Array.from(
      { length: 40 },
      (_, index) => `k${String(index)}: &a${String(index + 1)} ${join(`*a${String(index)}`)}`,
    ),
  ].join('\n');

const BOMBS: readonly (readonly [string, string])[] = [
  ['billion laughs in lists', laughs((name) => `[${name}, ${name}]`)],
  ['billion laughs in mappings', laughs((name) => `{l: ${name}, r: ${name}}`)],
  ['merge keys that double', laughs((name) => `{<<: [${name}, ${name}]}`)],
  ['a list that holds itself', '&a [*a]\n'],
  ['a mapping that holds itself', '&a\nself: *a\n'],
  ['a mapping that merges itself', 'a: &a\n  <<: *a\n'],
  ['an alias as key', 'a: &a b\n*a : c\n'],
  ['an alias that nothing names', 'a: *nobody\n'],
];

/** What megabytes are made of that are refused. */
const PARTS = [
  '"',
  "'",
  '}',
  '&a ',
  '%a\n',
  '---\n',
  '[a,',
  'a\n',
  '|\n',
  '\\',
  '\u0000',
  '\r',
  '\r\n',
  '#\n',
  ': ',
  ',[',
  '!<',
  '"\\',
  '- &a a\n',
  '- |\n a\n',
];
/** A list at its own column never gets deeper, and is read to its end. */
const FLAT_LIST = '\n- ';

interface Cost {
  readonly steps: number;
  /** How many times those of a quarter. */
  readonly growth: number;
}

/** What a megabyte of each part costs. */
function costsOf(parts: readonly string[]): ReadonlyMap<string, Cost> {
  const works = parts.flatMap((part) => {
    const times = Math.floor(250_000 / part.length);
    return [times, times * 4].map((count) => ({ texts: [part], times: count }));
  });
  const counts = countSteps(works);
  return new Map(
    parts.map((part, at) => {
      const [quarter = Number.NaN, steps = Number.NaN] = counts.slice(at * 2);
      return [part, { steps, growth: steps / quarter }];
    }),
  );
}

/** Of texts without a plan, and how many steps one of them takes in the mean at most. */
const RUNS = process.env['HYPER_ROUNDS'] === undefined ? 6000 : 20_000;
const COUNTED_TOGETHER = 500;
const MAX_MEAN_STEPS = 5000;

describe('attacks on the parser', () => {
  let costs: ReadonlyMap<string, Cost>;

  beforeAll(() => {
    costs = costsOf([...PARTS, FLAT_LIST]);
  });

  /** Where a limit ends the reading of both, only the steps themselves tell how the work grew. */
  function expectLinear(part: string): void {
    const { steps, growth } = costs.get(part) ?? { steps: Number.NaN, growth: Number.NaN };
    expect(steps).toBeLessThan(STEPS_OF_A_MEGABYTE);
    expect(growth).toBeLessThan(MAX_GROWTH);
  }

  afterAll(() => {
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(prototypeBefore);
  });

  it.each(BOMBS)('refuses %s (P01)', (_, text) => {
    const codes = codesOf(text);
    expect(codes.some((code) => code === 'ANCHOR' || code === 'ALIAS')).toBe(true);
    expect(stepsOf(text)).toBeLessThan(FEW_STEPS);
  });

  it.each([
    ['[', 100],
    ['[', 1_000_000],
    ['{a: ', 250_000],
    ['- ', 500_000],
    ['? ', 500_000],
    ['{"a":[', 170_000],
    [FLAT_LIST, 340_000],
  ])('refuses %j nested %d times in few steps (P02)', (opening, times) => {
    const text = opening.repeat(times).slice(0, 1_000_000);
    expect(parse(text).document).toBeUndefined();
    if (opening === FLAT_LIST) {
      expectLinear(opening);
      return;
    }
    expect(codesOf(text)).toContain('DEPTH');
    expect(stepsOf(text)).toBeLessThan(FEW_STEPS);
  });

  it.each([
    ['flow', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
    ['block', (depth: number) => Array.from({ length: depth }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['compact', (depth: number) => `${'- '.repeat(depth)}a`],
    [
      'flow in block',
      (depth: number) => `${'- '.repeat(30)}${'['.repeat(depth - 30)}${']'.repeat(depth - 30)}`,
    ],
    [
      'lists at the column of their key',
      (depth: number) =>
        Array.from({ length: depth }, (_, at) => `${' '.repeat(at - (at % 2))}${at % 2 === 0 ? 'a:' : '- '}`)
          .join('\n')
          .replaceAll('- \n', '- ')
          .replaceAll(/- +a:/gu, '- a:'),
    ],
  ])('accepts 64 levels of %s and refuses 65 (P02)', (_, nested) => {
    expect(parse(`${nested(64)}\n`).document).toBeDefined();
    expect(codesOf(`${nested(65)}\n`)).toEqual(['DEPTH']);
  });

  it.each([
    ['plain', 'a: 1\na: 2\n'],
    ['quoted', 'a: 1\n"a": 2\n'],
    ['escaped', 'a: 1\n"\\u0061": 2\n'],
    ['NFC-equal', '"caf\u00e9": 1\n"cafe\u0301": 2\n'],
    ['case-equal', 'name: 1\nName: 2\n'],
    ['in braces', 'a: {b: 1, b: 2}\n'],
    ['across a nested mapping', 'a: 1\nb:\n  a: 2\na: 3\n'],
    ['Kelvin sign', 'k: 1\n"\u212a": 2\n'],
  ])('refuses %s duplicate keys (P03)', (_, text) => {
    expect(codesOf(text)).toEqual(['DUPLICATE_KEY']);
  });

  it('refuses %YAML 1.1 (P04)', () => {
    expect(codesOf('%YAML 1.1\n---\na: yes\n')).toContain('DIRECTIVE');
  });

  it.each([
    '!!js/function "x"',
    '!foo bar',
    '!!binary aGk=',
    '!!set {a: null}',
    '!!omap []',
    '! a',
    '!<tag:x> a',
  ])('refuses the tag of %s (P05)', (value) => {
    expect(codesOf(`a: ${value}\n`)).toEqual(['TAG']);
  });

  it.each([
    ['two documents', 'a: 1\n---\nb: 1\n', 'DOCUMENTS'],
    ['an empty first document', '---\n---\na: 1\n', 'DOCUMENTS'],
    ['a trailing end marker', 'a: 1\n...\n', 'DOCUMENTS'],
    ['an empty file', '', 'EMPTY'],
    ['white space', ' \n\n', 'EMPTY'],
  ])('refuses %s (P06)', (_, text, code) => {
    expect(codesOf(text)).toContain(code);
  });

  it.each([
    '{a: 1}: b',
    '[a]: b',
    '? {a: 1}\n: b',
    '? [a]\n: b',
    'null: b',
    ': b',
    '1: b',
    '1.5: b',
    'true: b',
    '{1: b}',
  ])('refuses the key of %j (P07)', (text) => {
    expect(codesOf(`${text}\n`)).toContain('KEY');
  });

  it.each([
    ['a bad continuation byte', [0x61, 0x3a, 0x20, 0xc3, 0x28], '1:4'],
    ['an overlong form', [0x61, 0x0a, 0xc0, 0xaf], '2:1'],
    ['an encoded surrogate', [0xed, 0xa0, 0x80], '1:1'],
    ['a cut sequence', [0x61, 0xe2, 0x82], '1:2'],
    ['UTF-16 LE', [0xff, 0xfe, 0x61, 0x00], '1:1'],
    ['UTF-16 BE', [0xfe, 0xff, 0x00, 0x61], '1:1'],
    ['UTF-32 LE', [0xff, 0xfe, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00], '1:1'],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61, 0x3a, 0x20, 0x31], '1:1'],
  ])('refuses %s (P08)', (_, bytes, place) => {
    const [fault] = parseDocument(Uint8Array.from(bytes)).diagnostics;
    expect(fault?.code).toBe('HYPER_YAML_ENCODING');
    expect(`${String(fault?.span?.start.line)}:${String(fault?.span?.start.column)}`).toBe(place);
  });

  it.each([
    '\u0000',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u009b',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffe',
    '\ufdd0',
    '\u{1fffe}',
  ])('refuses %j as itself and as an escape (P08)', (character) => {
    expect(codesOf(`a: b${character}c\n`)).toEqual(['CHARACTER']);
    expect(codesOf(`# b${character}c\na: 1\n`)).toEqual(['CHARACTER']);
    const hex = (character.codePointAt(0) ?? 0).toString(16).padStart(8, '0');
    expect(codesOf(`a: "b\\U${hex}c"\n`)).toEqual(['CHARACTER']);
  });

  it('hands on nothing of a text whose structure is broken', () => {
    expect(parse('a: [b\n').salvaged).toBeUndefined();
    expect(parse('a: yes\n').salvaged?.value).toEqual({ a: null });
  });

  it.each(['\\ud800', '\\udc00', '\\ud800\\ud800'])('refuses the lone surrogate "%s" (P08)', (escape) => {
    expect(codesOf(`a: "${escape}"\n`)).toEqual(['CHARACTER']);
  });

  it.each([
    ['a line of 1 MB', `a: ${'x'.repeat(1_000_000)}\n`],
    ['100,000 keys', Array.from({ length: 100_000 }, (_, index) => `k${String(index)}: 1\n`).join('')],
    ['100 MB', 'a'.repeat(100_000_000)],
    ['a quoted text of 64 KiB and one', `a: "${'x'.repeat(65_537)}"\n`],
  ])('refuses %s (P09)', (_, text) => {
    const bytes = Buffer.from(text);
    expect(parseDocument(bytes).diagnostics.map(({ code }) => code)).toContain('HYPER_YAML_SIZE');
    expect(stepsOf(text)).toBeLessThan(STEPS_OF_A_MEGABYTE);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'refuses "%s" as key, takes it as value (P10)',
    (key) => {
      for (const text of [`${key}: {polluted: 1}`, `a: {${key}: 1}`, `"${key}": 1`, `- '${key}': 1`]) {
        expect(codesOf(`${text}\n`)).toEqual(['KEY']);
      }
      expect(codesOf('"\\x5f_proto__": 1\n')).toEqual(['KEY']);
      expect(parse(`a: ${key}\n`).document?.value).toEqual({ a: key });
    },
  );

  it.each([
    '9007199254740993',
    '-9007199254740993',
    '1e400',
    '1.0e+400',
    '1.0e-400',
    '.inf',
    '-.inf',
    '.nan',
    'NaN',
    'Infinity',
    '-0',
    '-0.0',
    '0x1F',
    '0o17',
    '017',
    '0b1',
    '1_000',
    '+1',
    '.5',
    '5.',
    '1e3',
  ])('refuses the number %s (P11)', (number) => {
    expect(codesOf(`a: ${number}\n`)).toEqual(['NUMBER']);
    expect(codesOf(`a: [${number}]\n`)).toEqual(['NUMBER']);
    expect(parse(`a: "${number}"\n`).document?.value).toEqual({ a: number });
  });

  it('reads what it accepts as two other readers do, YAML 1.2 and 1.1 (P12)', () => {
    let accepted = 0;
    fc.assert(
      fc.property(yamlText, (text) => {
        const { document } = parse(text);
        if (document === undefined) return;
        accepted++;
        expect(load(text)).toEqual(document.value);
        expect(load(text, { schema: YAML11_SCHEMA })).toEqual(document.value);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(300);
  });

  it.each([
    ['a trailing comma', '[1,]', 'SYNTAX'],
    ['a trailing comma in braces', '{"a": 1,}', 'SYNTAX'],
    ['two commas', '[1,,2]', 'SYNTAX'],
    ['a duplicate', '{"a": 1, "a": 2}', 'DUPLICATE_KEY'],
    ['a depth of 100,000', '['.repeat(100_000), 'DEPTH'],
    ['a big number', '[123456789012345678901234567890]', 'NUMBER'],
    ['an unclosed list', '[1', 'SYNTAX'],
    ['an unclosed text', '["a', 'SYNTAX'],
    ['a bad escape', '["\\x"]', 'SYNTAX'],
    ['text after the value', '{"a": 1} x', 'SYNTAX'],
    ['a missing value', '{"a":}', 'SYNTAX'],
  ])('refuses JSON with %s (P13)', (_, text, code) => {
    expect(codesOf(text)).toContain(code);
  });

  it('reads JSON as JSON.parse does (P13)', () => {
    const number = fc
      .oneof(fc.integer(), fc.double({ min: -1000, max: 1000, noNaN: true }))
      .map((value) => Math.round(value * 16) / 16 + 0);
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', ':', '#', '"', '\\', '\n', '{', ',', 'é', '😀'),
    });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        number,
        text,
        fc.array(tie('value')),
        fc.dictionary(fc.constantFrom('a', 'b', 'c d', '1'), tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (sample, indent) => {
        const json = JSON.stringify(sample, null, indent);
        expect(parse(json).document?.value).toEqual(JSON.parse(json));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws and never takes many steps, whatever the bytes (P20)', () => {
    const texts: string[] = [];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          yamlText.map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const { document, diagnostics } = parseDocument(bytes);
          expect(document === undefined).toBe(diagnostics.length > 0);
          document?.locate(['a', 0, 'b']);
          texts.push(Buffer.from(bytes).toString('base64'));
        },
      ),
      { numRuns: RUNS },
    );
    const works = Array.from({ length: RUNS / COUNTED_TOGETHER }, (_, at) =>
      texts.slice(at * COUNTED_TOGETHER, (at + 1) * COUNTED_TOGETHER),
    );
    const steps = countSteps(works.map((some) => ({ texts: some, times: 1, encoding: 'base64' })));
    expect(steps).toHaveLength(RUNS / COUNTED_TOGETHER);
    expect(Math.max(...steps)).toBeLessThan(COUNTED_TOGETHER * MAX_MEAN_STEPS);
  });

  it.each(PARTS)('answers a megabyte of %j in steps that grow with its length (P20)', (part) => {
    const bytes = Buffer.from(part.repeat(Math.floor(1_000_000 / part.length)));
    expect(parseDocument(bytes).document).toBeUndefined();
    expectLinear(part);
  });
});
