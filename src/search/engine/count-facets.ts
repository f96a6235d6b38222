import { compareText } from '../../core/index.ts';
import { kindOfId } from '../index/assign-ids.ts';
import type { FacetField } from '../index/fields.ts';
import { rowValues } from '../index/rows.ts';
import type { Ids } from './id-sets.ts';
import type { FoundHits } from './find-hits.ts';
import type { IndexReader } from './index-reader.ts';

/** How many of the documents have each value of a field. */
export interface Facet {
  readonly field: FacetField;
  /** Most frequent first, then by value; at most 50. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

const MAX_VALUES = 50;

/** Counts the values of a field over the documents, given in order of id. */
export async function countFacet(index: IndexReader, field: FacetField, ids: Ids): Promise<Facet> {
  return counted(field, await valuesOfAll(index, field, ids));
}

/** The same over the documents of a page, whose rows are read anyway; what ids tell over all that was found. */
export async function countShown(index: IndexReader, field: FacetField, found: FoundHits): Promise<Facet> {
  if (field === 'state' || field === 'type') return countFacet(index, field, found.ids);
  const rows = await Promise.all(found.page.map(({ id }) => index.row(id)));
  return counted(
    field,
    rows.flatMap((row) => rowValues(row, field)),
  );
}

function counted(field: FacetField, all: Iterable<string>): Facet {
  const counts = new Map<string, number>();
  for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((left, right) => right.count - left.count || compareText(left.value, right.value));
  return { field, values: values.slice(0, MAX_VALUES) };
}

/** The values of all documents, one after the other. */
async function valuesOfAll(index: IndexReader, field: FacetField, ids: Ids): Promise<Iterable<string>> {
  if (field === 'state') return Array.from(ids, (id) => kindOfId(id).state);
  if (field === 'type') {
    return Promise.all(Array.from(ids, async (id) => kindOfId(id).type ?? (await index.row(id)).stored.type));
  }
  const wanted = new Set(ids);
  const rows = await index.texts(field === 'namespace' ? 'reference' : field, ids);
  const values = rows.filter(({ id }) => wanted.has(id)).flatMap(({ value }) => value);
  return field === 'namespace' ? values.map((one) => one.slice(0, one.lastIndexOf('/'))) : values;
}
