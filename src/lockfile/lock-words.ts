import { canonicalJson } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import { INLINE_SOURCE } from './lockfile.ts';

/** What a lock says of a field against what is true, in words. */
export function differs(named: string, field: string, stated: unknown, actual: unknown): string {
  return `the ${field} of "${named}" is ${shown(actual)}, the lock says ${shown(stated)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : plain(value);
  if (text === INLINE_SOURCE) return text;
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Whether two parts of a lock say the same. */
export function isEqual(left: unknown, right: unknown): boolean {
  return left === right || plain(left) === plain(right);
}

/** One text for equal parts of a lock; the empty text for none. */
export function plain(value: unknown): string {
  if (value === undefined) return '';
  const json = value instanceof Map ? Object.fromEntries(value as Map<string, JsonValue>) : value;
  return canonicalJson(JSON.parse(JSON.stringify(json)) as JsonValue);
}
