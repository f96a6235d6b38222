import { canonicalJson } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import { compareValues } from './compare-values.ts';
import type { FieldChange } from './compare-values.ts';

/** A field that tells two releases apart: what of it went and what came. Of lists these are items. */
export interface NotableChange {
  /** As one says it: `spec.runtime.version`. */
  readonly field: string;
  /** The same as a JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly gone: readonly JsonValue[];
  readonly come: readonly JsonValue[];
}

/** What differs between any two releases, and says nothing. */
const ALWAYS_DIFFER = /^\/(?:id|version|createdAt|publishedAt|content\/digests.*)$/u;

/** How two manifests of releases differ, in order of fields, without what always differs. Pure. */
export function notableChanges(before: JsonValue, after: JsonValue): NotableChange[] {
  return tellChanges(compareValues(before, after).filter(({ pointer }) => !ALWAYS_DIFFER.test(pointer)));
}

/** Fields that differ, each with what went and what came, in the order given. Pure. */
export function tellChanges(changes: readonly FieldChange[]): NotableChange[] {
  return changes.map(({ pointer, before, after }) => ({
    field: fieldName(pointer),
    pointer,
    gone: itemsOnlyIn(before, after),
    come: itemsOnlyIn(after, before),
  }));
}

/** A JSON pointer (RFC 6901) with dots. */
function fieldName(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Of a list its items that the other does not have; of anything else itself. */
function itemsOnlyIn(value: JsonValue | undefined, other: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !Array.isArray(other)) return [value];
  const known = new Set((other as readonly JsonValue[]).map((item) => canonicalJson(item)));
  return (value as readonly JsonValue[]).filter((item) => !known.has(canonicalJson(item)));
}

/** A value in one line, cut to a length in UTF-16 code units. Pure. */
export function shownValue(value: JsonValue, units: number): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= units ? text : `${text.slice(0, units)}…`;
}
