import type { FacetField } from '../index/fields.ts';
import type { StoredDocument } from '../index/search-document.ts';
import { formatQuery } from '../query/format-query.ts';
import type { Query } from '../query/query.ts';
import { countFacet } from './count-facets.ts';
import type { Facet } from './count-facets.ts';
import { parseCursor, toCursor } from './cursor.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluate.ts';
import { highlight } from './highlight.ts';
import type { Stretch } from './highlight.ts';
import type { IndexReader } from './index-reader.ts';
import { compareValues, orderHits } from './order-hits.ts';
import type { Hit } from './order-hits.ts';
import { explainScore, scoresOf } from './score.ts';
import type { ScorePart } from './score.ts';
import type { SortKey } from './sort-order.ts';

/** What is asked of an index besides the query. */
export interface SearchOptions {
  readonly sort: readonly SortKey[];
  readonly facets: readonly FacetField[];
  /** Results of a page. */
  readonly limit: number;
  /** Where the page before ended; undefined for the first. */
  readonly cursor: string | undefined;
  /** Whether results say what their score is made of. */
  readonly isExplained: boolean;
}

/** One result of a page. */
export interface SearchResult extends StoredDocument {
  readonly score: number;
  readonly highlights: { readonly name: readonly Stretch[]; readonly description: readonly Stretch[] };
  readonly explanation?: readonly ScorePart[];
}

/** A page of results. */
export interface SearchPage {
  /** All that match, on every page. */
  readonly total: number;
  readonly results: readonly SearchResult[];
  readonly facets: readonly Facet[];
  /** For the next page; null at the end. */
  readonly cursor: string | null;
}

/**
 * One page of what a query finds, with counted facets (SPEC section 7). The same index, query and options give the same
 * page. Errors: `HYPER_SEARCH_INDEX_INVALID`, `HYPER_QUERY_CURSOR`.
 */
export async function runSearch(
  index: IndexReader,
  query: Query,
  options: SearchOptions,
): Promise<SearchPage> {
  const { sort, limit, cursor } = options;
  const order = `${formatQuery(query)} ${sort.map(({ field, isDescending }) => `${field}:${String(isDescending)}`).join()}`;
  const found = await evaluate(index, query);
  const scores = scoresOf(found, index.documentCount);
  const hits = await orderHits(index, found.ids, scores, sort);
  const last = cursor === undefined ? undefined : parseCursor(cursor, order);
  const start = last === undefined ? 0 : firstAfter(hits, (hit) => compareValues(hit.values, last, sort) > 0);
  const page = hits.slice(start, start + limit);
  const end = page.at(-1);
  const hasMore = end !== undefined && start + page.length < hits.length;
  return {
    total: hits.length,
    results: await Promise.all(page.map((hit) => toResult(index, found, hit, options))),
    facets: await Promise.all(options.facets.map((field) => countFacet(index, field, found.ids))),
    cursor: hasMore ? toCursor(order, end.values) : null,
  };
}

function firstAfter(hits: readonly Hit[], isAfter: (hit: Hit) => boolean): number {
  const at = hits.findIndex(isAfter);
  return at < 0 ? hits.length : at;
}

async function toResult(
  index: IndexReader,
  found: Evaluation,
  { id, score }: Hit,
  { isExplained }: SearchOptions,
): Promise<SearchResult> {
  const document = await index.document(id);
  const words = new Set(found.leaves.flatMap(({ terms }) => terms.map(({ word }) => word)));
  const name = document.reference.slice(document.reference.lastIndexOf('/') + 1);
  return {
    ...document,
    score,
    highlights: { name: highlight(name, words), description: highlight(document.description, words) },
    ...(isExplained ? { explanation: explainScore(found, id, index.documentCount) } : {}),
  };
}
