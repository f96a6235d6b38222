import type { FacetField } from './index/fields.ts';
import { openIndex } from './engine/index-reader.ts';
import type { IndexReader } from './engine/index-reader.ts';
import { findPage } from './engine/find-page.ts';
import type { SearchPage } from './engine/find-page.ts';
import { readSort } from './engine/sort-order.ts';
import { completeLastWord } from './query/complete-last-word.ts';
import { inflate } from './store/deflate/inflate.ts';
import { readQuery } from './query/parse-query.ts';
import { DOCUMENT_VOCABULARY } from './query/query-fields.ts';
import type { QueryFault } from './query/query-fault.ts';

/** What a page may ask besides the query; all of it may be left out. */
export interface BrowserSearchOptions {
  /** As `rating:desc,relevance`. */
  readonly sort?: string;
  readonly facets?: readonly FacetField[];
  /** Results of a page; 10. */
  readonly limit?: number;
  /** Of the page before. */
  readonly cursor?: string | undefined;
  /** True while somebody types: the last word may be the beginning of one. */
  readonly isTyping?: boolean;
}

/** A page of results, or what is wrong with the query and where, in UTF-16 code units. */
export type BrowserAnswer =
  | { readonly ok: true; readonly page: SearchPage }
  | {
      readonly ok: false;
      readonly fault: {
        readonly message: string;
        readonly hint: string | undefined;
        readonly start: number;
        readonly end: number;
      };
    };

/** The search of a built site, in a browser. */
export interface BrowserSearch {
  search(text: string, options?: BrowserSearchOptions): Promise<BrowserAnswer>;
}

const PAGE_SIZE = 10;

/**
 * Opens the index below the address of its folder; parts are fetched when a query needs them, each once. Rejects with
 * `HYPER_SEARCH_INDEX_INVALID` where there is no index, or with what `fetch` rejects with.
 */
export async function openSearch(folder: string | URL): Promise<BrowserSearch> {
  const base = new URL(folder);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const index = await openIndex({ read: (path) => fetchPart(new URL(path, base)) }, inflate);
  return { search: (text, options = {}) => answer(index, text, options) };
}

async function answer(
  index: IndexReader,
  text: string,
  options: BrowserSearchOptions,
): Promise<BrowserAnswer> {
  const parsed = readQuery(text, DOCUMENT_VOCABULARY);
  if (!parsed.ok) return toAnswer(parsed.fault);
  const sort = readSort(options.sort ?? '');
  if (!sort.ok) return toAnswer(sort.fault);
  const query = options.isTyping === true ? completeLastWord(parsed.query, text) : parsed.query;
  const { facets = [], limit = PAGE_SIZE, cursor } = options;
  return {
    ok: true,
    page: await findPage(index, query, {
      sort: sort.keys,
      facets,
      limit,
      cursor,
      isQuick: true,
    }),
  };
}

function toAnswer({ message, hint, start, end }: QueryFault): BrowserAnswer {
  return { ok: false, fault: { message, hint, start, end } };
}

async function fetchPart(address: URL): Promise<Uint8Array | undefined> {
  const response = await fetch(address, { redirect: 'error' });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new TypeError(`the search index answered ${String(response.status)}`);
  return new Uint8Array(await response.arrayBuffer());
}
