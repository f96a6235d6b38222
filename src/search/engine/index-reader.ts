import { MAX_EXPANSIONS, MAX_PREFIX_UNITS } from '../index/beginnings.ts';
import { readNumbers, readTexts } from '../index/columns.ts';
import type { ColumnRow } from '../index/columns.ts';
import type { OrderField, ValueField } from '../index/fields.ts';
import type { TextColumn } from '../index/gather-columns.ts';
import { indexKeys, isAmidWord, isNameKey, wordOfKey } from '../index/keys.ts';
import { readPostings } from '../index/postings.ts';
import { markOf } from '../index/name-marks.ts';
import { rowTerms } from '../index/row-terms.ts';
import type { RowTerm } from '../index/row-terms.ts';
import { readRows, rowTexts, rowsPath } from '../index/rows.ts';
import type { Row } from '../index/rows.ts';
import { halvesToAsk } from '../index/typo-halves.ts';
import { askOnce } from '../store/ask-once.ts';
import { ByteReader, toText } from '../store/bytes.ts';
import { invalid, openStore } from '../store/open-store.ts';
import type { Store } from '../store/open-store.ts';
import type { Inflate, ShardReader } from '../store/store-format.ts';
import { tokensOf } from '../text/tokens.ts';
import { TermList } from './term-list.ts';

/** Expansions of a beginning where every document counts. */
const ALL_EXPANSIONS = 4096;
const ALL = 1_000_000;
/** More words and names than these of one beginning make none of the names better. */
const MAX_BEGUN = 64;
/** About what a block of rows adds to a download. */
const ROW_BLOCK_BYTES = 1200;
const MAX_REMEMBERED = 4096;

/** A word of the index with its documents. */
export interface FoundTerm {
  readonly word: string;
  /** Of its list. */
  readonly key: string;
  /** What names that have it are marked with; undefined for many words together. */
  readonly mark: number | undefined;
  readonly list: TermList;
}

/** A search index, of which what is asked for is read. Errors: `HYPER_SEARCH_INDEX_INVALID`. */
export class IndexReader {
  readonly documentCount: number;
  readonly hashBits: number;
  readonly #store: Store;
  readonly #chunkSpan: number;
  readonly #rowSpan: number;
  readonly #rows = new Map<string, Promise<ReadonlyMap<number, Row>>>();
  /** Rows that came with a beginning. */
  readonly #shown = new Map<number, Row>();
  readonly #rowTerms = new Map<number, ReadonlyMap<string, RowTerm>>();

  constructor(store: Store) {
    this.#store = store;
    this.documentCount = store.facts.get('documents') ?? 0;
    this.hashBits = store.facts.get('hashBits') ?? 1;
    this.#chunkSpan = store.facts.get('chunkSpan') ?? 1;
    this.#rowSpan = store.facts.get('rowSpan') ?? 1;
  }

  stem(stem: string): Promise<FoundTerm> {
    return this.#term(stem, indexKeys.stem(stem), stem);
  }

  word(word: string): Promise<FoundTerm> {
    return this.#term(word, indexKeys.word(word), stemOf(word));
  }

  /** Whether a word or stem begins with the prefix: most that are looked up in vain begin none, and what tells of it is at hand. */
  async isBegun(prefix: string): Promise<boolean> {
    return (await this.#store.scan(indexKeys.terms(prefix), 1)).length > 0;
  }

  /** Words and stems that begin with the prefix: all of them, or where they are many the best documents of all. */
  async prefix(prefix: string, isComplete: boolean): Promise<{ terms: FoundTerm[]; isPartial: boolean }> {
    const key = indexKeys.beginning(prefix);
    const best = isComplete ? undefined : await this.#best(key);
    if (best !== undefined) {
      const list = TermList.of(this.#store, readPostings(new ByteReader(best), true));
      return { terms: [{ word: prefix, key, mark: undefined, list }], isPartial: true };
    }
    const limit = isComplete ? ALL_EXPANSIONS : MAX_EXPANSIONS;
    const rows = await this.#store.scan(indexKeys.terms(prefix), limit, (one) => !isNameKey(one));
    const terms = rows.flatMap(([found, bytes]) => {
      const word = wordOfKey(found);
      if (word === undefined) return [];
      const mark = markOf(found === indexKeys.stem(word) ? word : stemOf(word));
      return [{ word, key: found, mark, list: TermList.from(this.#store, bytes, true) }];
    });
    return { terms, isPartial: rows.length >= limit };
  }

  /** Words of names, tags and keywords that share a half with the word, the most common first. */
  async nearby(word: string): Promise<{ word: string; common: number }[]> {
    const asked = halvesToAsk(word).map(async ({ half, isStart, length }) => {
      const key = isStart ? indexKeys.typoStart(half, length) : indexKeys.typoEnd(half, length);
      const bytes = await this.#store.get(key);
      const rests = bytes === undefined ? [] : toText(bytes).split(' ');
      return rests.map((rest) => ({
        word: isStart ? half + rest.slice(1) : rest.slice(1) + half,
        common: Number(rest.slice(0, 1)),
      }));
    });
    const found = (await Promise.all(asked)).flat();
    return found.sort((left, right) => right.common - left.common || (left.word < right.word ? -1 : 1));
  }

  /** Documents whose whole name this is. */
  async exact(name: string): Promise<TermList> {
    return TermList.from(this.#store, await this.#store.get(indexKeys.exact(name)), false);
  }

  /** The documents of each longer name that begins so: where the name goes on after a whole word, and where amid one. None
   *  where there are many such words and names. */
  async begun(name: string): Promise<{ afterWord: TermList[]; amidWord: TermList[] }> {
    const none = { afterWord: [], amidWord: [] };
    const key = indexKeys.beginning(name);
    if ((await this.#best(key)) !== undefined) {
      // Who types it sees these, most of which stand in blocks of rows of their own.
      const packed = await this.#store.get(key + indexKeys.shown);
      const shown = packed && this.#store.unpacked(key, packed, readRows);
      for (const [id, row] of shown ?? []) this.#shown.set(id, row);
      return none;
    }
    const rows = await this.#store.scan(indexKeys.terms(name), MAX_BEGUN, isNameKey);
    if (rows.length >= MAX_BEGUN) return none;
    const whole = indexKeys.exact(name);
    const names = rows.filter(([key]) => isNameKey(key) && key !== whole);
    const listsOf = (isAmid: boolean): TermList[] =>
      names
        .filter(([key]) => isAmidWord(key, whole.length - 1) === isAmid)
        .map(([, bytes]) => TermList.from(this.#store, bytes, false));
    return { afterWord: listsOf(false), amidWord: listsOf(true) };
  }

  async withValue(field: ValueField, value: string): Promise<TermList> {
    return TermList.from(this.#store, await this.#store.get(indexKeys.value(field, value)), false);
  }

  /** Every document. */
  async all(): Promise<TermList> {
    return TermList.from(this.#store, await this.#store.get(indexKeys.all), false);
  }

  /** A column of texts, the chunks that hold these documents. */
  texts(field: TextColumn, ids: ArrayLike<number>): Promise<ColumnRow<readonly string[]>[]> {
    return this.#column(indexKeys.facets(field), readTexts, ids);
  }

  /** A column of numbers: whole, or the chunks that hold these documents. */
  numbers(field: OrderField, ids?: ArrayLike<number>): Promise<ColumnRow<number>[]> {
    return this.#column(indexKeys.order(field), readNumbers, ids);
  }

  async row(id: number): Promise<Row> {
    const shown = this.#shown.get(id);
    if (shown !== undefined) return shown;
    const path = rowsPath(this.hashBits, this.#rowSpan, id);
    const block = await askOnce(this.#rows, path, () => this.#store.file(path, readRows));
    const row = block.get(id % this.#rowSpan);
    if (row === undefined) throw invalid('the search index lacks one of its documents');
    return row;
  }

  /** What the lists of its words say of a document, by its row. */
  async rowTerms(id: number): Promise<ReadonlyMap<string, RowTerm>> {
    let terms = this.#rowTerms.get(id);
    if (terms === undefined) {
      terms = rowTerms(rowTexts(await this.row(id)));
      if (this.#rowTerms.size >= MAX_REMEMBERED) this.#rowTerms.clear();
      this.#rowTerms.set(id, terms);
    }
    return terms;
  }

  /** About how many bytes the rows of these documents are. */
  bytesOfRows(ids: ArrayLike<number>): number {
    return new Set(Array.from(ids, (id) => Math.floor(id / this.#rowSpan))).size * ROW_BLOCK_BYTES;
  }

  /** What is kept with a beginning that more than `MAX_EXPANSIONS` words have; no longer ones are. */
  async #best(key: string): Promise<Uint8Array | undefined> {
    return key.length > MAX_PREFIX_UNITS + 1 ? undefined : this.#store.get(key);
  }

  async #term(word: string, key: string, stem: string): Promise<FoundTerm> {
    return {
      word,
      key,
      mark: markOf(stem),
      list: TermList.from(this.#store, await this.#store.get(key), true),
    };
  }

  async #column<T>(
    key: string,
    read: (bytes: Uint8Array) => ColumnRow<T>[],
    ids: ArrayLike<number> | undefined,
  ): Promise<ColumnRow<T>[]> {
    if (ids === undefined) {
      return (await this.#store.scan(key, ALL)).flatMap(([, bytes]) => read(bytes));
    }
    const chunks = new Set(Array.from(ids, (id) => Math.floor(id / this.#chunkSpan)));
    const read1 = async (number: number): Promise<ColumnRow<T>[]> => {
      const bytes = await this.#store.get(key + indexKeys.chunk(number));
      return bytes === undefined ? [] : read(bytes);
    };
    return (await Promise.all([...chunks].map(read1))).flat();
  }
}

function stemOf(word: string): string {
  return tokensOf(word, 1)[0]?.stem ?? word;
}

/** Opens the index that the reader reads from. Errors: `HYPER_SEARCH_INDEX_INVALID`. */
export async function openIndex(reader: ShardReader, inflate: Inflate): Promise<IndexReader> {
  return new IndexReader(await openStore(reader, inflate));
}
