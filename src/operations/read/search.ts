import { HyperError, compareDiagnostics, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import {
  FACET_FIELDS,
  fieldOf,
  formatQuery,
  parseQuery,
  parseSort,
  runSearch,
  toQueryDiagnostic,
} from '../../search/index.ts';
import type { Facet, FacetField, SearchResult } from '../../search/index.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { askRegistryIndex, openSiteIndex } from './open-search-index.ts';
import type { OpenedIndex, SearchContext } from './open-search-index.ts';
import { siteOf } from '../on-site/site-of.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';

export interface SearchInput extends ReadInput {
  /** docs/query.md has the grammar. */
  readonly query: string;
  /** A built site to search in place of the registry: a folder or an address. */
  readonly site: string | undefined;
  /** As `rating:desc,relevance`. */
  readonly sort: string;
  /** Fields by commas; the empty text for none. */
  readonly facets: string;
  /** Results of a page. */
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly isExplained: boolean;
}

export interface SearchData {
  /** As it was understood. */
  readonly query: string;
  readonly total: number;
  /** False where there may be more than `total`. */
  readonly isTotalExact: boolean;
  readonly results: readonly SearchResult[];
  readonly facets: readonly Facet[];
  /** For the next page; null at the end. */
  readonly cursor: string | null;
}

/**
 * Finds artifacts (SPEC section 7). Errors: those of the query by `HYPER_QUERY_…`, with a caret under the fault, and
 * `HYPER_SEARCH_INDEX_INVALID`.
 */
export const search: Operation<SearchInput, SearchData, SearchContext> = {
  id: 'search',
  group: 'discovery',
  summary: 'Find artifacts by words and conditions',
  async run(context, input) {
    const parsed = parseQuery(input.query);
    if (!parsed.ok) throw toError(parsed.fault);
    const sort = parseSort(input.sort);
    if (!sort.ok) throw toError(sort.fault);
    const facets = parseFacets(input.facets);
    const { limit, cursor, isExplained, site } = input;
    const answer = async ({ index, diagnostics }: OpenedIndex): Promise<Outcome<SearchData>> => {
      const options = { sort: sort.keys, facets, limit, cursor, isExplained };
      const page = await runSearch(index, parsed.query, options);
      return {
        verdict: 'pass',
        diagnostics: [...diagnostics].sort(compareDiagnostics),
        data: { query: formatQuery(parsed.query), ...page },
      };
    };
    if (site !== undefined) return answer(await openSiteIndex(context.openSite(site)));
    const built = await siteOf(context, input);
    if (built !== undefined) return answer(await openSiteIndex(built.files));
    const { registry, revision } = await openRevision(context, input, 'list');
    const query = formatQuery(parsed.query);
    const asked = { query, sort: input.sort, facets, limit, cursor, isExplained };
    return keptOutcome(registry, { operation: 'search', revision, asked }, () =>
      askRegistryIndex(context, registry, revision, answer),
    );
  },
};

function parseFacets(text: string): FacetField[] {
  const found = new Set<FacetField>();
  let start = 0;
  for (const part of text.trim() === '' ? [] : text.split(',')) {
    const end = start + part.length;
    const field = fieldOf(part.trim());
    const facet = FACET_FIELDS.find((one) => one === field);
    if (facet === undefined) {
      const message = `cannot count "${toOneLine(part.trim())}", expected one of ${FACET_FIELDS.join(', ')}`;
      throw toError(toQueryDiagnostic(text, { code: 'HYPER_QUERY_FIELD', message, start, end }));
    }
    found.add(facet);
    start = end + 1;
  }
  return [...found];
}

/** What is typed at a command line has no file to point into: the caret stands in the hint. */
function toError({ code, message, frame, hint, span }: Diagnostic): HyperError {
  const shown = [frame, hint].filter((part) => part !== undefined).join('\n');
  return new HyperError(code, message, {
    hint: shown,
    details: { start: span?.start.offset ?? 0, end: span?.end.offset ?? 0 },
  });
}
