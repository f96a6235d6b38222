import { canonicalJson, compareText, isJsonObject } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';

/** One field that differs: a JSON pointer (RFC 6901) with the values before and after; undefined where it was absent. */
export interface FieldChange {
  readonly pointer: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** The fields in which two values differ, the deepest that tell it, in order of their pointers. Pure. */
export function compareValues(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  pointer = '',
): FieldChange[] {
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
    return keys.flatMap((key) =>
      compareValues(ownValue(before, key), ownValue(after, key), `${pointer}/${escapeKey(key)}`),
    );
  }
  const isSame =
    before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after);
  return isSame ? [] : [{ pointer, before, after }];
}

function ownValue(object: { readonly [key: string]: JsonValue }, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
