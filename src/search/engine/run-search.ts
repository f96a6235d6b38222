import type { Query } from '../query/query.ts';
import { explainScore } from './explain-score.ts';
import { findPage } from './find-page.ts';
import type { PageWish, SearchPage } from './find-page.ts';
import type { IndexReader } from './index-reader.ts';

/** What is asked of an index besides the query. */
export interface SearchOptions extends PageWish {
  /** Whether results say what their score is made of. */
  readonly isExplained: boolean;
}

/** `findPage`, whose results say what their score is made of where that is asked for. Errors: as there. */
export function runSearch(index: IndexReader, query: Query, options: SearchOptions): Promise<SearchPage> {
  return findPage(index, query, options, options.isExplained ? explainScore : undefined);
}
