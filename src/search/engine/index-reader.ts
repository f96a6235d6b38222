import { readNumbers, readTexts } from '../index/columns.ts';
import type { ColumnRow } from '../index/columns.ts';
import type { FacetField, OrderField, ValueField } from '../index/fields.ts';
import { indexKeys, wordOfKey } from '../index/keys.ts';
import { readIds, readPostings } from '../index/postings.ts';
import type { Posting } from '../index/postings.ts';
import type { StoredDocument } from '../index/search-document.ts';
import { ByteReader, toText } from '../store/bytes.ts';
import { invalid, openStore } from '../store/open-store.ts';
import type { Store } from '../store/open-store.ts';
import type { ShardReader } from '../store/store-format.ts';

/** More words than these do not make a prefix or a typing error any better. */
const MAX_EXPANSIONS = 64;
const ALL = 1_000_000;

/** A word of the index with its documents. */
export interface FoundTerm {
  readonly word: string;
  readonly postings: readonly Posting[];
}

/** A search index, of which what is asked for is read. Errors: `HYPER_SEARCH_INDEX_INVALID`. */
export class IndexReader {
  readonly documentCount: number;
  readonly #store: Store;
  readonly #chunkSpan: number;

  constructor(store: Store) {
    this.#store = store;
    this.documentCount = store.facts.get('documents') ?? 0;
    this.#chunkSpan = store.facts.get('chunkSpan') ?? 1;
  }

  async stem(stem: string): Promise<FoundTerm> {
    return this.#term(stem, indexKeys.stem(stem));
  }

  async word(word: string): Promise<FoundTerm> {
    return this.#term(word, indexKeys.word(word));
  }

  /** Words and stems that begin with the prefix, in order. */
  async prefix(prefix: string): Promise<FoundTerm[]> {
    const found: FoundTerm[] = [];
    for (const key of [indexKeys.stem(prefix), indexKeys.word(prefix)]) {
      for (const [full, bytes] of await this.#store.scan(key, MAX_EXPANSIONS)) {
        found.push({ word: wordOfKey(full), postings: readPostings(bytes) });
      }
    }
    return found;
  }

  /** Words of names, tags and keywords that share a variant of a typing error. */
  async typed(variant: string): Promise<string[]> {
    const bytes = await this.#store.get(indexKeys.typo(variant));
    const reader = new ByteReader(bytes ?? new Uint8Array());
    const found: string[] = [];
    while (!reader.isAtEnd && found.length < MAX_EXPANSIONS) found.push(reader.text());
    return found;
  }

  async exact(name: string): Promise<number[]> {
    return readIds(await this.#store.get(indexKeys.exact(name)));
  }

  async withValue(field: ValueField, value: string): Promise<number[]> {
    return readIds(await this.#store.get(indexKeys.value(field, value)));
  }

  /** Every document. */
  async all(): Promise<number[]> {
    return (await this.texts('reference')).map(({ id }) => id);
  }

  /** A column of texts: whole, or the chunks that hold these documents. */
  async texts(
    field: FacetField | 'reference',
    ids?: readonly number[],
  ): Promise<ColumnRow<readonly string[]>[]> {
    return this.#column(indexKeys.facets(field), readTexts, ids);
  }

  /** A column of numbers, alike. */
  async numbers(field: OrderField, ids?: readonly number[]): Promise<ColumnRow<number>[]> {
    return this.#column(indexKeys.order(field), readNumbers, ids);
  }

  async document(id: number): Promise<StoredDocument> {
    const bytes = await this.#store.get(indexKeys.document(id));
    if (bytes === undefined) throw invalid('the search index lacks one of its documents');
    return JSON.parse(toText(bytes)) as StoredDocument;
  }

  async #term(word: string, key: string): Promise<FoundTerm> {
    const bytes = await this.#store.get(key);
    return { word, postings: bytes === undefined ? [] : readPostings(bytes) };
  }

  async #column<T>(
    key: string,
    read: (bytes: Uint8Array) => ColumnRow<T>[],
    ids: readonly number[] | undefined,
  ): Promise<ColumnRow<T>[]> {
    if (ids === undefined) {
      return (await this.#store.scan(key, ALL)).flatMap(([, bytes]) => read(bytes));
    }
    const chunks = new Set(ids.map((id) => Math.floor(id / this.#chunkSpan)));
    const rows: ColumnRow<T>[] = [];
    for (const number of chunks) {
      const bytes = await this.#store.get(key + indexKeys.chunk(number));
      if (bytes !== undefined) rows.push(...read(bytes));
    }
    return rows;
  }
}

/** Opens the index that the reader reads from. Errors: `HYPER_SEARCH_INDEX_INVALID`. */
export async function openIndex(reader: ShardReader): Promise<IndexReader> {
  return new IndexReader(await openStore(reader));
}
