import type { JsonValue } from '../../core/index.ts';
import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import { findForbiddenCharacter } from '../forbidden-character.ts';
import { Cursor, DOUBT } from './cursor.ts';
import { readRoot } from './fast-collection.ts';

const NOT_PLAIN_ASCII = /[^\n\u0020-\u007e]/u;

/**
 * The value of a text in the common part of the registry's YAML subset, or undefined at the slightest doubt: then the
 * positioned parser decides. Whenever it returns a value, the positioned parser finds no fault and the same value.
 * Reads block style, one-line scalars, `|` and `>` blocks and one-line flow collections. Pure.
 */
export function parseFast(text: string): JsonValue | undefined {
  if (text.length > MAX_MANIFEST_BYTES) return undefined;
  if (NOT_PLAIN_ASCII.test(text) && (/[\t\r]/u.test(text) || findForbiddenCharacter(text) >= 0))
    return undefined;
  const cursor = new Cursor(text);
  try {
    const value = readRoot(cursor);
    return cursor.isWithinLimits() ? value : undefined;
  } catch (error) {
    if (error === DOUBT) return undefined;
    throw error;
  }
}
