import { isJsonObject, toOneLine } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';

/** Reads typed fields of one record and collects the first fault; after a fault the values given are empty. */
export interface FieldReader {
  text(name: string): string;
  /** Undefined where the field is absent, null or the empty text. */
  optionalText(name: string): string | undefined;
  optionalCount(name: string): number | undefined;
  /** Pairs of a mapping from text to text, in `Object.entries` order; empty where absent. */
  pairs(name: string): readonly (readonly [key: string, value: string])[];
  /** Items of a list of texts; empty where absent. */
  list(name: string): readonly string[];
  /** A reader of a nested mapping; its faults count here. */
  nested(name: string): FieldReader;
  /** As `nested`, of an empty mapping where the field is absent or is none. */
  optionalNested(name: string): FieldReader;
  /** Readers of the mappings in a list; others in it and other values are left out. */
  items(name: string): readonly FieldReader[];
  /** Whether the field is true. */
  flag(name: string): boolean;
  /** The field as it is; undefined where absent or null. */
  value(name: string): JsonValue | undefined;
  /** Says that the record cannot be used. */
  refuse(fault: string): void;
  /** The first fault: one clause, safe to print. */
  readonly fault: string | undefined;
}

/** A reader of the object. Only own properties count; `prefix` names the parents in faults. */
export function createFieldReader(
  object: JsonObject,
  prefix = '',
  onFault?: (fault: string) => void,
): FieldReader {
  let first: string | undefined;
  const refuse = (fault: string): void => {
    first ??= fault;
    onFault?.(fault);
  };
  const get = (name: string): JsonValue | undefined => {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return value === null ? undefined : value;
  };
  const mismatch = (name: string, expected: string, value: JsonValue | undefined): void => {
    refuse(`expected ${expected} in "${prefix}${toOneLine(name)}", got ${describe(value)}`);
  };
  const optionalText = (name: string): string | undefined => {
    const value = get(name);
    if (value !== undefined && typeof value !== 'string') mismatch(name, 'a text', value);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    text: (name) => {
      const value = optionalText(name);
      if (value === undefined) mismatch(name, 'a text', get(name));
      return value ?? '';
    },
    optionalText,
    optionalCount: (name) => {
      const value = get(name);
      if (value === undefined) return undefined;
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
      mismatch(name, 'a whole number', value);
      return undefined;
    },
    pairs: (name) => {
      const pairs = toPairs(get(name) ?? {});
      if (pairs === undefined) mismatch(name, 'a mapping of texts', get(name));
      return pairs ?? [];
    },
    list: (name) => {
      const texts = toTexts(get(name) ?? []);
      if (texts === undefined) mismatch(name, 'a list of texts', get(name));
      return texts ?? [];
    },
    nested: (name) => {
      const value = get(name);
      if (!isJsonObject(value)) mismatch(name, 'a mapping', value);
      return createFieldReader(isJsonObject(value) ? value : {}, `${prefix}${name}.`, refuse);
    },
    ...createLooseReader(get, prefix, refuse),
    refuse,
    get fault() {
      return first;
    },
  };
}

/** The reads that take what is there and leave out what is of another type. */
function createLooseReader(
  get: (name: string) => JsonValue | undefined,
  prefix: string,
  refuse: (fault: string) => void,
): Pick<FieldReader, 'optionalNested' | 'items' | 'flag' | 'value'> {
  return {
    optionalNested: (name) => {
      const value = get(name);
      return createFieldReader(isJsonObject(value) ? value : {}, `${prefix}${name}.`, refuse);
    },
    items: (name) => {
      const value = get(name);
      const mappings = Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
      return mappings.map((item) => createFieldReader(item, `${prefix}${name}.`, refuse));
    },
    flag: (name) => get(name) === true,
    value: get,
  };
}

function toTexts(value: JsonValue): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item) => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}

function toPairs(value: JsonValue): readonly (readonly [string, string])[] | undefined {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length === Object.keys(value).length ? entries : undefined;
}

function describe(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return isJsonObject(value) ? 'a mapping' : `a ${typeof value}`;
}
