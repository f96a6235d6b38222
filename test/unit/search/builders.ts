import { buildIndex, openIndex, parseQuery, parseSort, runSearch } from '../../../src/search/index.ts';
import type { IndexReader, SearchDocument, SearchOptions, SearchPage } from '../../../src/search/index.ts';

/** A document with what the test is about. */
export function document(reference: string, parts: Partial<SearchDocument> = {}): SearchDocument {
  const at = reference.lastIndexOf('/');
  return {
    reference,
    namespace: reference.slice(0, at),
    name: reference.slice(at + 1),
    type: 'library',
    version: '1.0.0',
    state: 'published',
    description: '',
    tags: [],
    keywords: [],
    created: '2026-01-01T00:00:00Z',
    ...parts,
  };
}

/** The files of an index, by path. */
export function filesOf(documents: readonly SearchDocument[]): Map<string, Uint8Array> {
  return new Map([...buildIndex(documents)].map(({ path, bytes }) => [path, bytes]));
}

/** An index over files in memory; `read` sees every path that is asked for. */
export function openFiles(
  files: ReadonlyMap<string, Uint8Array>,
  read: (path: string) => void = () => undefined,
): Promise<IndexReader> {
  return openIndex({
    read: (path) => {
      read(path);
      return Promise.resolve(files.get(path));
    },
  });
}

/** A page of what the query finds. */
export async function search(
  index: IndexReader,
  text: string,
  { sort = '', ...options }: Partial<Omit<SearchOptions, 'sort'>> & { readonly sort?: string } = {},
): Promise<SearchPage> {
  const parsed = parseQuery(text);
  const order = parseSort(sort);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  if (!order.ok) throw new Error(order.fault.message);
  const defaults = { facets: [], limit: 10, cursor: undefined, isExplained: false };
  return runSearch(index, parsed.query, { ...defaults, ...options, sort: order.keys });
}

/** The references that a query finds, in order. */
export async function find(index: IndexReader, text: string, sort?: string): Promise<string[]> {
  const page = await search(index, text, { limit: 1000, ...(sort === undefined ? {} : { sort }) });
  return page.results.map(({ reference }) => reference);
}
