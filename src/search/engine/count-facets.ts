import { compareText } from '../../core/index.ts';
import type { FacetField } from '../index/fields.ts';
import type { IndexReader } from './index-reader.ts';

/** How many of the documents have each value of a field. */
export interface Facet {
  readonly field: FacetField;
  /** Most frequent first, then by value; at most 50. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

const MAX_VALUES = 50;

/** Counts the values of a field over the documents, given in order of id. */
export async function countFacet(
  index: IndexReader,
  field: FacetField,
  ids: readonly number[],
): Promise<Facet> {
  const wanted = new Set(ids);
  const counts = new Map<string, number>();
  for (const { id, value } of await index.texts(field, ids)) {
    if (!wanted.has(id)) continue;
    for (const one of value) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const values = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((left, right) => right.count - left.count || compareText(left.value, right.value));
  return { field, values: values.slice(0, MAX_VALUES) };
}
