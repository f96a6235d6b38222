import type { JsonValue } from '../core/index.ts';

/** A plain scalar that readers of YAML do not all read alike, or that has no safe value. */
export class PlainFault {
  readonly code: 'HYPER_YAML_AMBIGUOUS' | 'HYPER_YAML_NUMBER';
  /** One clause that says why, without the text itself. */
  readonly reason: string;
  /** The number that was meant, where there is one. */
  readonly suggestion: string | undefined;

  constructor(code: PlainFault['code'], reason: string, suggestion?: string) {
    this.code = code;
    this.reason = reason;
    this.suggestion = suggestion;
  }
}

const BOOLEAN_REASON = 'is a boolean to YAML 1.1 readers';
const BOOLEAN_FAULT = new PlainFault('HYPER_YAML_AMBIGUOUS', BOOLEAN_REASON);
const NULL_FAULT = new PlainFault(
  'HYPER_YAML_AMBIGUOUS',
  'is null to most readers and text to others',
  'null',
);
const SPECIAL_FAULT = new PlainFault('HYPER_YAML_AMBIGUOUS', 'has a special meaning to YAML 1.1 readers');
const MARKER_FAULT = new PlainFault('HYPER_YAML_AMBIGUOUS', 'is a document marker to some readers');
const NOT_FINITE_FAULT = new PlainFault('HYPER_YAML_NUMBER', 'is not a finite number');

const WORDS = new Map<string, null | boolean | PlainFault>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['True', new PlainFault('HYPER_YAML_AMBIGUOUS', BOOLEAN_REASON, 'true')],
  ['TRUE', new PlainFault('HYPER_YAML_AMBIGUOUS', BOOLEAN_REASON, 'true')],
  ['False', new PlainFault('HYPER_YAML_AMBIGUOUS', BOOLEAN_REASON, 'false')],
  ['FALSE', new PlainFault('HYPER_YAML_AMBIGUOUS', BOOLEAN_REASON, 'false')],
  ['Null', NULL_FAULT],
  ['NULL', NULL_FAULT],
  ['~', NULL_FAULT],
  ['=', SPECIAL_FAULT],
  ['<<', SPECIAL_FAULT],
  ['NaN', NOT_FINITE_FAULT],
  ['Infinity', NOT_FINITE_FAULT],
  ...['y', 'Y', 'n', 'N', 'yes', 'Yes', 'YES', 'no', 'No', 'NO'].map(
    (word) => [word, BOOLEAN_FAULT] as const,
  ),
  ...['on', 'On', 'ON', 'off', 'Off', 'OFF'].map((word) => [word, BOOLEAN_FAULT] as const),
]);

/** Longest key of `WORDS`. */
const MAX_WORD_UNITS = 8;

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+][0-9]+)?)?$/u;
const SPECIAL_FLOAT = /^[-+]?(?:\.(?:inf|Inf|INF)|Infinity)$|^\.(?:nan|NaN|NAN)$/u;
const OTHER_NUMBER =
  /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-9_]+|0[bB][01_]+|[0-9][0-9_]*|[0-9][0-9_]*\.[0-9_]*|\.[0-9_]+|(?:[0-9][0-9_]*)?\.?[0-9_]*[eE][-+]?[0-9]+)$/u;
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?$/u;
const DOCUMENT_MARKER = /^(?:---|\.\.\.)(?:\s|$)/u;
const DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt]|[ \t]+[0-9])/u;

/**
 * The value of an unquoted scalar where YAML 1.1 and 1.2 readers agree with JSON on it; otherwise a `PlainFault`. The
 * empty text is null. Pure.
 */
export function readPlain(text: string): JsonValue | PlainFault {
  if (text.length <= MAX_WORD_UNITS) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
    if (text === '') return null;
  }
  const first = text.charCodeAt(0);
  // Digits and + - . are all that a number or a date can begin with.
  if (first > 0x39 || first < 0x2b || first === 0x2c || first === 0x2f) return text;
  return readNumeric(text);
}

function readNumeric(text: string): JsonValue | PlainFault {
  if (NUMBER.test(text)) return readDecimal(text);
  if (SPECIAL_FLOAT.test(text)) return NOT_FINITE_FAULT;
  if (DOCUMENT_MARKER.test(text)) return MARKER_FAULT;
  if (SEXAGESIMAL.test(text)) {
    return new PlainFault('HYPER_YAML_AMBIGUOUS', 'is a number in base 60 to YAML 1.1 readers');
  }
  if (DATE.test(text)) return new PlainFault('HYPER_YAML_AMBIGUOUS', 'is a date to YAML 1.1 readers');
  if (OTHER_NUMBER.test(text)) {
    return new PlainFault(
      'HYPER_YAML_NUMBER',
      'is a number that readers of YAML do not all read alike',
      decimalOf(text),
    );
  }
  return text;
}

function readDecimal(text: string): number | PlainFault {
  const value = Number(text);
  if (!Number.isFinite(value)) return NOT_FINITE_FAULT;
  if (Object.is(value, -0)) return new PlainFault('HYPER_YAML_NUMBER', 'is negative zero', '0');
  const hasExponent = /[eE]/u.test(text);
  if (value === 0 && /[1-9]/u.test(text.replace(/[eE].*$/u, ''))) {
    return new PlainFault('HYPER_YAML_NUMBER', 'is too small for a double', '0');
  }
  if (!hasExponent && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return new PlainFault(
      'HYPER_YAML_NUMBER',
      'is beyond the integers that every reader keeps exactly (2^53 - 1)',
    );
  }
  return value;
}

/** What a hand would have written for `+1`, `5.`, `.5` or `1e3`; undefined where the meaning is not plain. */
function decimalOf(text: string): string | undefined {
  if (!/^[-+]?(?:[1-9][0-9]*|0?)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/u.test(text)) return undefined;
  const value = Number(text);
  const decimal = String(value);
  return NUMBER.test(decimal) &&
    Number.isFinite(value) &&
    decimal !== '-0' &&
    Math.abs(value) <= Number.MAX_SAFE_INTEGER
    ? decimal
    : undefined;
}
