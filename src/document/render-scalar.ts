import type { JsonValue } from '../core/index.ts';
import { HyperError, MAX_STRING_UNITS, invariant, toOneLine } from '../core/index.ts';
import { findForbiddenCharacter, formatCharacter } from './forbidden-character.ts';
import { readPlain } from './plain-scalar.ts';
import { isUnsafeKey } from './unsafe-key.ts';

const PLAIN_START = /^[A-Za-z0-9_/.^~$(\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff]/u;
const NOT_PLAIN = /: |:$| #|[\n\t\r]|\s$|[\ufe00-\uffff]/u;
const NOT_PLAIN_IN_FLOW = /[,[\]{}"']|:(?![A-Za-z0-9/])/u;
const PLAIN_KEY = /^[A-Za-z0-9_][A-Za-z0-9_./@-]*$/u;
const NOT_BLOCK = /[\t\r]|^[ \n]|\n +(?:\n|$)|\n\n$/u;
const HIDDEN_OR_NON_ASCII = /[^\n\u0020-\u007e]/u;
const MAX_KEY_UNITS = 900;

/** A key as it stands before its colon: unquoted where every reader takes it as the same text. */
export function renderKey(key: string): string {
  if (isUnsafeKey(key)) throw unwritable(`the key "${key}"`);
  if (key.length > MAX_KEY_UNITS) throw unwritable('a key longer than 900 characters');
  if (PLAIN_KEY.test(key) && typeof readPlain(key) === 'string') return key;
  assertWritable(key);
  return JSON.stringify(key);
}

/** A scalar on one line: unquoted where every reader takes it alike, double-quoted otherwise. */
export function renderInline(value: null | boolean | number | string, isInFlow = false): string {
  if (typeof value === 'number') return renderNumber(value);
  if (typeof value !== 'string') return String(value);
  assertWritable(value);
  return isPlain(value) && !(isInFlow && NOT_PLAIN_IN_FLOW.test(value)) ? value : JSON.stringify(value);
}

/** True where the text reads well, and exactly, as a `|` block: several lines, none of which is only spaces. */
export function isBlockText(value: JsonValue): value is string {
  return (
    typeof value === 'string' &&
    value.includes('\n') &&
    !NOT_BLOCK.test(value) &&
    value.length < MAX_STRING_UNITS
  );
}

/** `|` and the lines of the text, each behind the indent; without a line feed at the end. */
export function renderBlockText(value: string, indent: string): string {
  assertWritable(value);
  const isEnded = value.endsWith('\n');
  const lines = (isEnded ? value.slice(0, -1) : value).split('\n');
  return [isEnded ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : indent + line))].join('\n');
}

function isPlain(text: string): boolean {
  return PLAIN_START.test(text) && !NOT_PLAIN.test(text) && typeof readPlain(text) === 'string';
}

function renderNumber(value: number): string {
  const short = Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
  const text = short.replace(/^(-?[0-9]+)e/u, '$1.0e');
  if (!Object.is(readPlain(text), value)) throw unwritable(`the number ${String(value)}`);
  return text;
}

function assertWritable(text: string): void {
  if (text.length > MAX_STRING_UNITS) throw unwritable(`a text of ${String(text.length)} characters`);
  if (!HIDDEN_OR_NON_ASCII.test(text)) return;
  const index = findForbiddenCharacter(text);
  if (index < 0) return;
  const codePoint = text.codePointAt(index);
  invariant(codePoint !== undefined, 'a match lies inside the text');
  throw unwritable(`${formatCharacter(codePoint)} in "${toOneLine(text.slice(0, 40))}"`);
}

/** The error for a value that no text of the subset can hold. */
export function unwritable(what: string): HyperError {
  return new HyperError('HYPER_YAML_UNWRITABLE', `a manifest cannot hold ${what}`, {
    hint: 'change the value, or store it as content',
  });
}
