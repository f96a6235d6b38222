import { isJsonObject, toOneLine, toVisible } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { findForbiddenCharacter } from '../document/index.ts';
import { createFieldReader } from './field-reader.ts';
import type { ImportOptions, SourceFormat, SourceRelease } from './source-release.ts';

/** Longer lines are refused unread: the longest of the public registries has 15,000 units. */
export const MAX_LINE_UNITS = 1024 * 1024;

/** A document of more than this is refused: reading one of that size takes about a gigabyte and a half. */
export const MAX_DOCUMENT_UNITS = 32 * 1024 * 1024;

const PROTOTYPE_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

export type LineFaultCode =
  'HYPER_IMPORT_LINE_MALFORMED' | 'HYPER_IMPORT_LINE_TOO_LONG' | 'HYPER_IMPORT_TEXT_REFUSED';

/** Why a line gives no release. */
export interface LineFault {
  readonly code: LineFaultCode;
  readonly message: string;
}

/** The release that a line of JSON describes, or why it describes none. Pure. */
export function parseLine(
  line: string,
  format: SourceFormat,
  options: ImportOptions = {},
): SourceRelease | LineFault {
  if (line.length > MAX_LINE_UNITS) {
    return {
      code: 'HYPER_IMPORT_LINE_TOO_LONG',
      message: `the line has more than ${MAX_LINE_UNITS} characters`,
    };
  }
  const object = parseObject(line);
  if (typeof object === 'string') return { code: 'HYPER_IMPORT_LINE_MALFORMED', message: object };
  const unsafe = firstUnsafeText(object, LINE_LEVELS);
  return unsafe === undefined ? parseFields(object, format, options) : refuseText(unsafe);
}

/** The release that an entry of a document describes, or why it describes none. Pure. */
export function parseEntry(
  fields: JsonObject,
  format: SourceFormat,
  options: ImportOptions,
): SourceRelease | LineFault {
  const release = parseFields(fields, format, options);
  if ('code' in release) return release;
  const { content, labels, annotations, shape, ...rest } = release;
  const carried = {
    ...rest,
    labels: Object.fromEntries(labels),
    annotations: Object.fromEntries(annotations),
  };
  const place = 'uri' in content ? content.uri : '';
  const texts = [JSON.parse(JSON.stringify(carried)) as JsonObject, place, shape?.spec ?? {}];
  const unsafe = firstUnsafeText(texts, ENTRY_LEVELS);
  return unsafe === undefined ? release : refuseText(unsafe);
}

function parseFields(
  object: JsonObject,
  format: SourceFormat,
  options: ImportOptions,
): SourceRelease | LineFault {
  const reader = createFieldReader(object);
  const release = format.parse(reader, options);
  if (reader.fault !== undefined) return { code: 'HYPER_IMPORT_LINE_MALFORMED', message: reader.fault };
  return release;
}

function refuseText(unsafe: string): LineFault {
  return {
    code: 'HYPER_IMPORT_TEXT_REFUSED',
    message: `expected text without control or invisible characters, got "${toOneLine(unsafe).slice(0, 80)}"`,
  };
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

/** As deep as the formats of lines read. */
const LINE_LEVELS = 3;
const ENTRY_LEVELS = 8;

/** U+FFFD stands where the bytes were no UTF-8. Keys count too. */
function firstUnsafeText(value: JsonValue, levels: number): string | undefined {
  if (typeof value === 'string') return isSafe(value) ? undefined : value;
  if (typeof value !== 'object' || value === null || levels === 0) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = firstUnsafeText(key, 0) ?? firstUnsafeText(item, levels - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSafe(text: string): boolean {
  return toVisible(text) === text && findForbiddenCharacter(text) === -1 && !/[\t\r\ufffd]/u.test(text);
}
