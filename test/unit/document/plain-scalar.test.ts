import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { PlainFault, readPlain } from '../../../src/document/plain-scalar.ts';

const AMBIGUOUS = [
  'y',
  'Y',
  'yes',
  'Yes',
  'YES',
  'n',
  'N',
  'no',
  'No',
  'NO',
  'on',
  'On',
  'ON',
  'off',
  'Off',
  'OFF',
  'True',
  'TRUE',
  'False',
  'FALSE',
  'Null',
  'NULL',
  '~',
  '=',
  '<<',
  '22:22',
  '1:2:3',
  '-1:30',
  '190:20:30.15',
  '2026-01-01',
  '2026-1-1',
  '2026-01-01T00:00:00Z',
  '2026-01-01 00:00:00',
  '2001-12-14t21:59:43.10-05:00',
  '---',
  '...',
  '--- a',
];

const NUMBERS_REFUSED = [
  '010',
  '-010',
  '00',
  '1_000',
  '1_000.5',
  '0x1F',
  '-0x1f',
  '0o17',
  '0b101',
  '+1',
  '+1.5',
  '.5',
  '-.5',
  '5.',
  '1e3',
  '1E3',
  '1.5e3',

  '.inf',
  '+.inf',
  '-.Inf',
  '.NaN',
  'NaN',
  '-0',
  '-0.0',
  '9007199254740992',
  '1.0e+999',
  '1.0e-999',
  '685_230.15',
];

const NUMBERS: readonly (readonly [string, number])[] = [
  ['0', 0],
  ['1', 1],
  ['-1', -1],
  ['42', 42],
  ['1.5', 1.5],
  ['-0.25', -0.25],
  ['1.10', 1.1],
  ['0.0', 0],
  ['9007199254740991', 9007199254740991],
  ['-9007199254740991', -9007199254740991],
  ['1.5e+3', 1500],
  ['1.0e-7', 1e-7],
  ['1.0E+21', 1e21],
];

const TEXTS = [
  '1.2.3',
  '2.1.0-beta.1',
  'v1',
  '^1.4.0',
  '~1.2',
  '1.x',
  '1 - 2',
  '12 monkeys',
  '1a',
  '9f86d081',
  '0192f0c1-7a3b-7c4d',
  '1.2.3:4',
  'a:b',
  'yesterday',
  'nobody',
  'online',
  'nullable',
  'True story',
  '-a',
  '.gitignore',
  './path',
  '+',
  '-',
  '.',
  '2026-01',
  '2026-01-01x',
  'Infinite',
  '١٢',
  'e3',
  '1e',
  '0xg',
  'truth',
  '127.0.0.1',
  '::1',
];

describe('readPlain', () => {
  it.each(AMBIGUOUS)('refuses %j as ambiguous (P04)', (text) => {
    expect(readPlain(text)).toMatchObject({ code: 'HYPER_YAML_AMBIGUOUS' });
  });

  it.each(NUMBERS_REFUSED)('refuses the number %j (P04, P11)', (text) => {
    expect(readPlain(text)).toMatchObject({ code: 'HYPER_YAML_NUMBER' });
  });

  it.each(NUMBERS)('reads the number %j', (text, value) => {
    expect(readPlain(text)).toBe(value);
  });

  it.each([
    ['true', true],
    ['false', false],
    ['null', null],
    ['', null],
  ] as const)('reads %j', (text, value) => {
    expect(readPlain(text)).toBe(value);
  });

  it.each(TEXTS)('reads %j as text', (text) => {
    expect(readPlain(text)).toBe(text);
  });

  it('says what was meant where that is plain', () => {
    const suggestionOf = (text: string): string | undefined => {
      const fault = readPlain(text);
      return fault instanceof PlainFault ? fault.suggestion : 'no fault';
    };
    expect(['+1', '.5', '5.', '1e3', 'TRUE', '-0', '010', '1e400', 'yes'].map(suggestionOf)).toEqual([
      '1',
      '0.5',
      '5',
      '1000',
      'true',
      '0',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('agrees with YAML 1.2 and 1.1 readers on everything it accepts (P12)', () => {
    for (const text of [...NUMBERS.map(([number]) => number), ...TEXTS, 'true', 'false', 'null']) {
      if (text === '-' || text === '::1') continue;
      expect(load(`a: ${text}`), text).toEqual({ a: readPlain(text) });
      expect(load(`a: ${text}`, { schema: YAML11_SCHEMA }), text).toEqual({ a: readPlain(text) });
    }
  });
});
