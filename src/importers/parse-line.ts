import { isJsonObject, toOneLine, toVisible } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { findForbiddenCharacter } from '../document/index.ts';
import { createFieldReader } from './field-reader.ts';
import type { SourceFormat, SourceRelease } from './source-release.ts';

/** Longer lines are refused unread: the longest of the public registries has 15,000 units. */
export const MAX_LINE_UNITS = 1024 * 1024;

const PROTOTYPE_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

export type LineFaultCode =
  'HYPER_IMPORT_LINE_MALFORMED' | 'HYPER_IMPORT_LINE_TOO_LONG' | 'HYPER_IMPORT_TEXT_REFUSED';

/** Why a line gives no release. */
export interface LineFault {
  readonly code: LineFaultCode;
  readonly message: string;
}

/** The release that a line of JSON describes, or why it describes none. Pure. */
export function parseLine(line: string, format: SourceFormat): SourceRelease | LineFault {
  if (line.length > MAX_LINE_UNITS) {
    return {
      code: 'HYPER_IMPORT_LINE_TOO_LONG',
      message: `the line has more than ${MAX_LINE_UNITS} characters`,
    };
  }
  const object = parseObject(line);
  if (typeof object === 'string') return { code: 'HYPER_IMPORT_LINE_MALFORMED', message: object };
  const unsafe = firstUnsafeText(object);
  if (unsafe !== undefined) {
    return {
      code: 'HYPER_IMPORT_TEXT_REFUSED',
      message: `expected text without control or invisible characters, got "${toOneLine(unsafe).slice(0, 80)}"`,
    };
  }
  const reader = createFieldReader(object);
  const release = format.parse(reader);
  if (reader.fault !== undefined) return { code: 'HYPER_IMPORT_LINE_MALFORMED', message: reader.fault };
  return release;
}

function parseObject(line: string): JsonObject | string {
  let value: JsonValue;
  try {
    value = JSON.parse(line) as JsonValue;
  } catch {
    return `expected one JSON object, got "${toOneLine(line.slice(0, 40))}"`;
  }
  if (!isJsonObject(value)) return 'expected one JSON object, got something else';
  const key = PROTOTYPE_KEYS.find((name) => Object.hasOwn(value, name));
  return key === undefined ? value : `the key "${key}" is not allowed`;
}

/** U+FFFD stands where the bytes were no UTF-8. Looks two levels down, which is as deep as the formats read; keys count too. */
function firstUnsafeText(value: JsonValue, depth = 0): string | undefined {
  if (typeof value === 'string') return isSafe(value) ? undefined : value;
  if (typeof value !== 'object' || value === null || depth > 2) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = firstUnsafeText(key) ?? firstUnsafeText(item, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSafe(text: string): boolean {
  return toVisible(text) === text && findForbiddenCharacter(text) === -1 && !/[\t\r\ufffd]/u.test(text);
}
