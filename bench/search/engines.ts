import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { buildIndex, openIndex, parseQuery, runSearch } from '../../src/search/index.ts';
import type { SearchDocument } from '../../src/search/index.ts';
import type { JudgedQuery } from './judged-queries.ts';
import { PAGEFIND } from './pagefind.ts';

/** An engine that holds documents. */
export interface Searcher {
  /** References, the best first, at most ten. */
  find(query: JudgedQuery): Promise<readonly string[]>;
  /** What has to be served for a search, where `build` made none of it yet; gives its bytes. */
  render?(): number;
  /** Ends what it started. */
  close?(): Promise<void>;
}

/** An engine by its name, and how it takes documents in. */
export interface Engine {
  readonly name: string;
  build(documents: Iterable<SearchDocument>): Promise<Searcher>;
}

const SHOWN = 10;
/** The same for all: what a word counts in each field. */
const BOOSTS = { name: 10, tags: 4, keywords: 3, namespace: 2, description: 1 } as const;
const FIELDS = ['name', 'tags', 'keywords', 'namespace', 'description'] as const;

const hyper: Engine = {
  name: 'hyper',
  async build(documents) {
    const files = new Map([...buildIndex(documents)].map(({ path, bytes }) => [path, bytes]));
    const index = await openIndex({ read: (path) => Promise.resolve(files.get(path)) });
    return {
      async find({ text }) {
        const parsed = parseQuery(text);
        if (!parsed.ok) throw new Error(parsed.fault.message);
        const sort = [{ field: 'relevance', isDescending: true }] as const;
        const page = await runSearch(index, parsed.query, {
          sort,
          facets: [],
          limit: SHOWN,
          cursor: undefined,
          isExplained: false,
        });
        return page.results.map(({ reference }) => reference);
      },
    };
  },
};

/** As its guide says: the word itself first, then as a beginning, then with one typing error; conditions by its `require`. */
const lunrEngine: Engine = {
  name: 'lunr 2.3.9',
  build(documents) {
    const authors = new Map<string, string | undefined>();
    const index = lunr((builder) => {
      builder.ref('reference');
      for (const field of FIELDS) builder.field(field, { boost: BOOSTS[field] });
      for (const document of documents) {
        authors.set(document.reference, document.author);
        builder.add(flat(document));
      }
    });
    return Promise.resolve({
      find({ words, author }) {
        const found = index.query((query) => {
          for (const token of lunr.tokenizer(words)) {
            const term = token.toString();
            query.term(term, { boost: 100 });
            query.term(term, { boost: 10, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
            query.term(term, { boost: 1, editDistance: 1 });
          }
        });
        const kept = found.filter(({ ref }) => author === undefined || authors.get(ref) === author);
        return Promise.resolve(kept.slice(0, SHOWN).map(({ ref }) => ref));
      },
      render: () => Buffer.byteLength(JSON.stringify(index)),
    });
  },
};

/** As its guide says for search as one types: beginnings and a fifth of the letters wrong; all words, else any. */
const minisearch: Engine = {
  name: 'MiniSearch 7.2.0',
  build(documents) {
    const index = new MiniSearch<Record<string, string>>({
      idField: 'reference',
      fields: [...FIELDS],
      storeFields: ['author'],
      searchOptions: { boost: BOOSTS, prefix: (term) => term.length > 2, fuzzy: 0.2 },
    });
    for (const document of documents) index.add({ ...flat(document), author: document.author ?? '' });
    return Promise.resolve({
      find({ words, author }) {
        const filter = (one: { readonly [key: string]: unknown }): boolean =>
          author === undefined || one['author'] === author;
        const strict = index.search(words, { combineWith: 'AND', filter });
        const found = strict.length > 0 ? strict : index.search(words, { filter });
        return Promise.resolve(found.slice(0, SHOWN).map(({ id }) => String(id)));
      },
      render: () => Buffer.byteLength(JSON.stringify(index)),
    });
  },
};

function flat({
  reference,
  name,
  namespace,
  description,
  tags,
  keywords,
}: SearchDocument): Record<string, string> {
  return { reference, name, namespace, description, tags: tags.join(' '), keywords: keywords.join(' ') };
}

export const ENGINES: readonly Engine[] = [hyper, lunrEngine, minisearch, PAGEFIND];
