import { isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';

/** The text at a key; undefined where there is none or it is something else. For checks of manifests with faults. */
export function textIn(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
}

export function numberIn(object: JsonObject | undefined, key: string): number | undefined {
  const value = object?.[key];
  return typeof value === 'number' ? value : undefined;
}

export function objectIn(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key];
  return isJsonObject(value) ? value : undefined;
}

/** The list at a key; an empty one where there is none. */
export function listIn(object: JsonObject | undefined, key: string): readonly JsonValue[] {
  const value = object?.[key];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : NOTHING;
}

/** The entries of the map at a key that are maps themselves, with their keys. */
export function objectsIn(
  object: JsonObject | undefined,
  key: string,
): readonly (readonly [string, JsonObject])[] {
  const map = objectIn(object, key);
  if (map === undefined) return NOTHING;
  return Object.entries(map).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
}

const NOTHING: readonly never[] = [];
