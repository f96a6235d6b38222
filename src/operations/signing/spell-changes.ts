import { canonicalJson, isJsonObject } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { compareValues } from '../../registry/index.ts';
import type { FieldChange } from '../../registry/index.ts';

/**
 * The same changes down to single values: lists item by item, keys by their ids, and each value of what was added or taken
 * away as a whole. A signer who is shown the beginning of a list of keys does not see the key at its end. Pure.
 */
export function spellChanges(changes: readonly FieldChange[]): FieldChange[] {
  return changes.flatMap((change) => {
    const { pointer, before, after } = change;
    if (isListOrNone(before) && isListOrNone(after)) return spellList(change, before ?? [], after ?? []);
    if (!isObjectOrNone(before) || !isObjectOrNone(after)) return [change];
    const inner = compareValues(before ?? {}, after ?? {}, pointer);
    return inner.length === 0 ? [change] : spellChanges(inner);
  });
}

function spellList(
  whole: FieldChange,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): readonly FieldChange[] {
  const [old, now] = [byId(before), byId(after)];
  if (old === undefined || now === undefined) return [whole];
  const found: FieldChange[] = [];
  for (const [id, { item, at }] of old)
    if (!now.has(id)) found.push({ pointer: `${whole.pointer}/${at}`, before: item, after: undefined });
  for (const [id, { item, at }] of now)
    found.push(...compareValues(old.get(id)?.item, item, `${whole.pointer}/${at}`));
  return found.length === 0 ? [whole] : spellChanges(found);
}

/** The items by what they are: a key by its id; undefined where two are the same. */
function byId(
  items: readonly JsonValue[],
): ReadonlyMap<string, { readonly item: JsonValue; readonly at: number }> | undefined {
  const found = new Map(items.map((item, at) => [idOf(item), { item, at }]));
  return found.size === items.length ? found : undefined;
}

function idOf(item: JsonValue): string {
  const keyId = isJsonObject(item) ? item['keyId'] : undefined;
  return typeof keyId === 'string' ? keyId : canonicalJson(item);
}

function isListOrNone(value: JsonValue | undefined): value is readonly JsonValue[] | undefined {
  return value === undefined || Array.isArray(value);
}

function isObjectOrNone(
  value: JsonValue | undefined,
): value is { readonly [key: string]: JsonValue } | undefined {
  return value === undefined || isJsonObject(value);
}
