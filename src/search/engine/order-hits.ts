import { compareText } from '../../core/index.ts';
import type { SortValues } from './cursor.ts';
import type { Ids } from './id-sets.ts';
import type { IndexReader } from './index-reader.ts';
import type { SortKey } from './sort-order.ts';

/** A document with its place in the order. */
export interface Hit {
  readonly id: number;
  readonly score: number;
  /** What it is sorted by, then its id. */
  readonly values: SortValues;
}

/** The documents in the order of the keys; those without a value come last, and ids part what is equal. */
export async function orderHits(
  index: IndexReader,
  ids: Ids,
  scores: Float64Array,
  keys: readonly SortKey[],
): Promise<Hit[]> {
  const columns = await Promise.all(keys.map((key) => columnOf(index, ids, scores, key)));
  const hits = Array.from(ids, (id, place) => ({
    id,
    score: scores[place] ?? 0,
    values: [...columns.map((column) => column(id, place)), id],
  }));
  return hits.sort((left, right) => compareValues(left.values, right.values, keys));
}

/** Compares places in the order of the keys. Pure. */
export function compareValues(left: SortValues, right: SortValues, keys: readonly SortKey[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one = null, other = null] = [left[at], right[at]];
    if (one === other) continue;
    if (one === null || other === null) return one === null ? 1 : -1;
    const isLess =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : compareText(String(one), String(other));
    return keys[at]?.isDescending === true ? -isLess : isLess;
  }
  return 0;
}

type Column = (id: number, place: number) => number | string | null;

async function columnOf(
  index: IndexReader,
  ids: Ids,
  scores: Float64Array,
  { field }: SortKey,
): Promise<Column> {
  if (field === 'relevance') return (_, place) => scores[place] ?? 0;
  if (field === 'name') {
    const names = new Map((await index.texts('reference', ids)).map(({ id, value }) => [id, value[0] ?? '']));
    return (id) => names.get(id) ?? null;
  }
  const numbers = new Map((await index.numbers(field, ids)).map(({ id, value }) => [id, value]));
  return (id) => numbers.get(id) ?? null;
}
