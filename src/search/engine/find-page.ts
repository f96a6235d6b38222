import { idSpaceOf } from '../index/assign-ids.ts';
import type { FacetField } from '../index/fields.ts';
import type { StoredDocument } from '../index/search-document.ts';
import { invalid } from '../store/open-store.ts';
import { textHash } from '../text/text-hash.ts';
import type { Query } from '../query/query.ts';
import { countFacet, countShown } from './count-facets.ts';
import type { Facet } from './count-facets.ts';
import { parseCursor, toCursor } from './cursor.ts';
import { findHits } from './find-hits.ts';
import type { FoundHits } from './find-hits.ts';
import type { Leaf } from './find-words.ts';
import { highlight } from './highlight.ts';
import type { Marked, Stretch } from './highlight.ts';
import type { IndexReader } from './index-reader.ts';
import type { Hit } from './order-hits.ts';
import { namedIds } from './named-ids.ts';
import { planQuery } from './plan.ts';
import type { Explain, ScoreContext, ScorePart } from './score.ts';
import type { SortKey } from './sort-order.ts';

/** What is asked of an index besides the query. */
export interface PageWish {
  readonly sort: readonly SortKey[];
  readonly facets: readonly FacetField[];
  /** Results of a page. */
  readonly limit: number;
  /** Where the page before ended; undefined for the first. */
  readonly cursor: string | undefined;
  /** Whether facets must not cost more than the page does: on a large index they then count what is shown. */
  readonly isQuick?: boolean;
}

/** One result of a page. */
export interface SearchResult extends StoredDocument {
  readonly score: number;
  readonly highlights: { readonly name: readonly Stretch[]; readonly description: readonly Stretch[] };
  readonly explanation?: readonly ScorePart[];
}

/** A page of results. */
export interface SearchPage {
  /** All that match, on every page; at least so many where `isTotalExact` is false. */
  readonly total: number;
  /** False where the page was full before everything was looked at; always true in another order, and with facets unless `isQuick`. */
  readonly isTotalExact: boolean;
  readonly results: readonly SearchResult[];
  readonly facets: readonly Facet[];
  /** Whether facets count the results of the page alone; `type` and `state` then count all that was looked at. */
  readonly areFacetsOfPage?: true;
  /** For the next page; null at the end. */
  readonly cursor: string | null;
}

/** Counting all that match of so many documents costs no more than a page. */
const MAX_COUNTED = 2000;

/**
 * One page of what a query finds, with counted facets (SPEC section 7). The same index, query and wish give the same
 * page. By relevance, a large index is looked through in rounds, the most promising documents first, until the page is full:
 * rounds come one after the other, and within each the best first. Errors: `HYPER_SEARCH_INDEX_INVALID`,
 * `HYPER_QUERY_CURSOR`.
 */
export async function findPage(
  index: IndexReader,
  query: Query,
  wish: PageWish,
  explain?: Explain,
): Promise<SearchPage> {
  try {
    return await pageOf(index, query, wish, explain);
  } catch (error) {
    // What was read is not what the index wrote.
    throw error instanceof RangeError ? invalid('the search index is damaged', error) : error;
  }
}

async function pageOf(
  index: IndexReader,
  query: Query,
  { sort, limit, cursor, facets, isQuick = false }: PageWish,
  explain: Explain | undefined,
): Promise<SearchPage> {
  const order = textHash(JSON.stringify([query, sort])).toString(36);
  const after = cursor === undefined ? undefined : parseCursor(cursor, order);
  const isRelevance = sort.length === 1 && sort[0]?.field === 'relevance' && sort[0].isDescending;
  const areFacetsOfPage = isQuick && isRelevance && index.documentCount > MAX_COUNTED;
  const isComplete = (facets.length > 0 && !areFacetsOfPage) || !isRelevance;
  const leaves: Leaf[] = [];
  const planned = planQuery(index, query, { leaves, isComplete });
  const [plan, named] = await Promise.all([planned, namedIds(index, query, planned, leaves)]);
  const { documentCount, hashBits } = index;
  const context: ScoreContext = { leaves, ...named, documentCount, hashBits };
  const wish = { sort, after, limit, isComplete, explain, idSpace: idSpaceOf(hashBits) };
  const found = await findHits(index, plan, context, wish);
  const isPartial = leaves.some((leaf) => leaf.isPartial);
  return {
    total: found.ids.length,
    isTotalExact: found.isComplete && !isPartial,
    results: await toResults(index, context, found),
    facets: await Promise.all(
      facets.map((field) =>
        areFacetsOfPage ? countShown(index, field, found) : countFacet(index, field, found.ids),
      ),
    ),
    ...(areFacetsOfPage ? { areFacetsOfPage } : {}),
    cursor: nextCursor(order, found),
  };
}

function nextCursor(order: string, { page, hasMore }: FoundHits): string | null {
  const last = page.at(-1);
  return last === undefined || !hasMore ? null : toCursor(order, last.values);
}

async function toResults(
  index: IndexReader,
  context: ScoreContext,
  { page, explanations }: FoundHits,
): Promise<SearchResult[]> {
  const marked = markedOf(context.leaves);
  return Promise.all(
    page.map(async (hit: Hit) => {
      const { stored } = await index.row(hit.id);
      const explanation = explanations.get(hit.id);
      const name = stored.reference.slice(stored.reference.lastIndexOf('/') + 1);
      return {
        ...stored,
        score: hit.score,
        highlights: { name: highlight(name, marked), description: highlight(stored.description, marked) },
        ...(explanation === undefined ? {} : { explanation }),
      };
    }),
  );
}

function markedOf(leaves: readonly Leaf[]): Marked {
  const terms = leaves.flatMap((leaf) => leaf.terms.map(({ how, word }) => ({ how, word, text: leaf.text })));
  return {
    words: new Set(terms.filter(({ how }) => how !== 'prefix').map(({ word }) => word)),
    prefixes: [...new Set(terms.filter(({ how }) => how === 'prefix').map(({ text }) => text))],
  };
}
