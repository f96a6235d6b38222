import type { HyperError } from './hyper-error.ts';
import { isJsonObject } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** The JSON object that a stranger's text is. Errors: what `refuse` makes of the reason, where the text is no such thing. Pure. */
export function parseJsonObject(
  text: string,
  maxUnits: number,
  refuse: (why: string) => HyperError,
): JsonObject {
  if (text.length > maxUnits) throw refuse(`it has ${String(text.length)} characters`);
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    throw refuse('it is no JSON');
  }
  if (!isJsonObject(value)) throw refuse('it is no object');
  return value;
}
