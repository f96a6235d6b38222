import type { JsonValue } from '../../core/index.ts';
import { MAX_STRING_UNITS } from '../../core/index.ts';
import { findForbiddenCharacter } from '../forbidden-character.ts';
import { PlainFault, readPlain } from '../plain-scalar.ts';
import { COLON, DASH, DOUBT, HASH, NEWLINE, QUOTE, SPACE, canStartPlain } from './cursor.ts';
import type { Cursor } from './cursor.ts';

const BACKSLASH = 92;
const ZERO = 48;
const NINE = 57;
const LOWER_A = 97;
const LOWER_Z = 122;
/** No word that means a boolean or null is longer. */
const LONGEST_WORD_UNITS = 8;

/** The unquoted scalar at `pos` that takes the rest of the line; goes to the next line. */
export function readPlainLine(cursor: Cursor): JsonValue {
  const { text, pos: start } = cursor;
  let unit = text.charCodeAt(start);
  if (!canStartPlain(unit)) throw DOUBT;
  if (unit === DASH && !isDashedWord(text, start)) throw DOUBT;
  let pos = start;
  let end = start;
  while (unit !== NEWLINE) {
    if (unit === COLON) {
      const next = text.charCodeAt(pos + 1);
      if (next === SPACE || next === NEWLINE) throw DOUBT;
    } else if (unit === HASH && text.charCodeAt(pos - 1) === SPACE) {
      break;
    }
    if (unit !== SPACE) end = pos + 1;
    unit = text.charCodeAt(++pos);
  }
  cursor.nextLine(unit === NEWLINE ? pos : text.indexOf('\n', pos));
  return plainValue(text, start, end);
}

/** True for an ASCII digit. */
function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

/** True where the dash at the offset begins a number or a word such as `-v` and `--eval`. */
export function isDashedWord(text: string, dash: number): boolean {
  const second = text.charCodeAt(dash + 1);
  const unit = second === DASH ? text.charCodeAt(dash + 2) : second;
  const letter = unit | 0x20;
  return isDigit(unit) || (letter >= LOWER_A && letter <= LOWER_Z);
}

/** The value of the plain scalar between the offsets. */
export function plainValue(text: string, start: number, end: number): JsonValue {
  const length = end - start;
  const first = text.charCodeAt(start);
  if (first > NINE && length > LONGEST_WORD_UNITS) {
    if (length > MAX_STRING_UNITS) throw DOUBT;
    return text.slice(start, end);
  }
  if (first > ZERO && first <= NINE && length <= 9) {
    let value = 0;
    let pos = start;
    for (; pos < end; pos++) {
      const unit = text.charCodeAt(pos);
      if (!isDigit(unit)) break;
      value = value * 10 + unit - ZERO;
    }
    if (pos === end) return value;
  }
  if (length > MAX_STRING_UNITS) throw DOUBT;
  const value = readPlain(text.slice(start, end));
  if (value instanceof PlainFault) throw DOUBT;
  return value;
}

/** The quoted scalar at `pos`, on one line; leaves `pos` after its closing quote. */
export function readQuoted(cursor: Cursor, quote: number): string {
  const value = quote === QUOTE ? readDoubleQuoted(cursor) : readSingleQuoted(cursor);
  if (value.length > MAX_STRING_UNITS) throw DOUBT;
  return value;
}

function readDoubleQuoted(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.pos + 1;
  let isEscaped = false;
  let pos = start;
  let unit = text.charCodeAt(pos);
  while (unit !== QUOTE) {
    if (unit === NEWLINE) throw DOUBT;
    if (unit === BACKSLASH) {
      isEscaped = true;
      pos++;
    }
    unit = text.charCodeAt(++pos);
    if (pos >= text.length) throw DOUBT;
  }
  cursor.pos = pos + 1;
  return isEscaped ? unescape(text.slice(start - 1, pos + 1)) : text.slice(start, pos);
}

/** YAML and JSON agree on the escapes that JSON has. */
function unescape(quoted: string): string {
  let value: unknown;
  try {
    value = JSON.parse(quoted);
  } catch {
    throw DOUBT;
  }
  if (typeof value !== 'string' || findForbiddenCharacter(value) >= 0) throw DOUBT;
  return value;
}

function readSingleQuoted(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.pos + 1;
  let end = text.indexOf("'", start);
  let isDoubled = false;
  while (end >= 0 && text.charCodeAt(end + 1) === 39) {
    isDoubled = true;
    end = text.indexOf("'", end + 2);
  }
  if (end < 0) throw DOUBT;
  const value = text.slice(start, end);
  if (value.includes('\n')) throw DOUBT;
  cursor.pos = end + 1;
  return isDoubled ? value.replaceAll("''", "'") : value;
}
