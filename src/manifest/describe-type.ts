import type { JsonValue } from '../core/index.ts';
import type { Pointer } from '../document/index.ts';
import type { Complaint } from './finding.ts';
import type { FaultContext } from './fault-context.ts';
import { formatFieldPath, shown, valueAt } from './field-path.ts';
import type { SchemaFault } from './generated/validators.js';

const WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a map'],
  ['null', 'nothing'],
]);
const TRUE_WORDS = new Set(['yes', 'on', 'y', 'true', '1']);
const FALSE_WORDS = new Set(['no', 'off', 'n', 'false', '0']);

/** A value of the wrong type, with the corrected text where quotes or brackets are all that is missing. */
export function describeType(fault: SchemaFault, pointer: Pointer, context: FaultContext): Complaint {
  const expected = [fault.params['type']].flat().map(String);
  const value = valueAt(context.root, pointer) ?? null;
  const words = expected.map((type) => WORDS.get(type) ?? type).join(' or ');
  const message = `"${formatFieldPath(pointer)}" expected ${words}, got ${describeValue(value)}`;
  const hint = hintFor(expected, value, pointer, context);
  return { code: 'HYPER_FIELD_TYPE', message, ...(hint === undefined ? {} : { hint }) };
}

function describeValue(value: JsonValue): string {
  if (value === null) return 'nothing';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'string' ? `the text ${shown(value)}` : shown(value);
}

function hintFor(
  expected: readonly string[],
  value: JsonValue,
  pointer: Pointer,
  context: FaultContext,
): string | undefined {
  const key = pointer.at(-1);
  const before = typeof key === 'string' ? `${key}: ` : '- ';
  if (expected.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return `quote it: ${before}"${context.sourceOf(pointer)}"`;
  }
  if (value === null) return 'write a value, or remove the field';
  if (typeof value !== 'string')
    return expected.includes('array') ? 'begin each entry with a dash' : undefined;
  const word = value.toLowerCase();
  if (expected.includes('boolean')) {
    if (TRUE_WORDS.has(word)) return `write ${before}true`;
    if (FALSE_WORDS.has(word)) return `write ${before}false`;
  }
  if (expected.includes('integer') && /^[0-9]{1,15}$/u.test(value)) return `write ${before}${Number(value)}`;
  return expected.includes('array') ? `write ${before}[${shown(value)}]` : undefined;
}
