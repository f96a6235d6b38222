import type { JsonObject, JsonValue } from '../core/index.ts';
import { isJsonObject } from '../core/index.ts';
import type { Pointer } from './parsed-document.ts';

/** The value with the part at the pointer set, or removed where `part` is undefined; missing mappings are made. Pure. */
export function withPart(value: JsonValue, pointer: Pointer, part: JsonValue | undefined): JsonValue {
  const [step, ...rest] = pointer;
  if (step === undefined) return part ?? null;
  if (isList(value) && typeof step === 'number') {
    const items = [...value];
    if (part === undefined && rest.length === 0) items.splice(step, 1);
    else if (step <= items.length && (part !== undefined || step < items.length)) {
      items[step] = withPart(items[step] ?? null, rest, part);
    }
    return items;
  }
  const object: JsonObject = isJsonObject(value) ? value : {};
  const key = String(step);
  if (part !== undefined) return { ...object, [key]: withPart(ownPart(object, key) ?? null, rest, part) };
  if (!Object.hasOwn(object, key)) return value;
  if (rest.length > 0) return { ...object, [key]: withPart(object[key] ?? null, rest, undefined) };
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
}

/** The part at the pointer, or undefined where it leads nowhere. Pure. */
export function partAt(value: JsonValue, pointer: Pointer): JsonValue | undefined {
  let part: JsonValue | undefined = value;
  for (const step of pointer) {
    if (part === undefined) return undefined;
    if (isList(part)) part = typeof step === 'number' ? part[step] : undefined;
    else part = isJsonObject(part) ? ownPart(part, String(step)) : undefined;
  }
  return part;
}

/** The key's own value: never one of the prototype. */
export function ownPart(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** True for a list; `Array.isArray` does not narrow a readonly one. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
