import type { GrowingNumbers } from './growing-numbers.ts';
import type { PostingRange, Postings } from './postings.ts';
import { sortTexts } from './sort-texts.ts';
import type { TextNumbers } from './text-numbers.ts';

/** Postings as they were gathered, document by document. */
export interface GatheredPostings {
  /** Of the documents as they were added. */
  readonly ids: Uint32Array;
  /** Places of the documents in order of id. */
  readonly order: Uint32Array;
  /** Where the postings of each document begin. */
  readonly starts: GrowingNumbers;
  readonly termOf: GrowingNumbers;
  /** Details and weight of each. */
  readonly what: GrowingNumbers;
}

/** Postings in order of list, then of id. */
export class SortedPostings {
  readonly #terms: TextNumbers;
  /** Numbers of terms in order of key. */
  readonly #termAt: Uint32Array;
  /** Where the list of each term ends. */
  readonly #ends: Uint32Array;
  readonly #ids: Uint32Array;
  readonly #details: Uint8Array;
  readonly #weights: Uint8Array;

  constructor(terms: TextNumbers, gathered: GatheredPostings) {
    this.#terms = terms;
    this.#termAt = sortTexts(terms.texts);
    const { length } = gathered.termOf;
    this.#ends = startsOf(gathered.termOf, terms.count);
    this.#ids = new Uint32Array(length);
    this.#details = new Uint8Array(length);
    this.#weights = new Uint8Array(length);
    this.#fill(gathered);
  }

  /** How many lists there are. */
  get count(): number {
    return this.#termAt.length;
  }

  /** The key of the list at this place; keys are in order. */
  keyAt(place: number): string {
    return this.#terms.texts.at(this.#termAt[place] ?? 0);
  }

  /** The place of the first key that is not before this one. */
  placeOf(key: string): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keyAt(middle) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The list of the key at this place. */
  at(place: number): Omit<Postings, 'marks'> {
    const { start, end } = this.rangeAt(place);
    return {
      ids: this.#ids.subarray(start, end),
      details: this.#details.subarray(start, end),
      weights: this.#weights.subarray(start, end),
    };
  }

  /** The same, without a view of its own. */
  rangeAt(place: number): PostingRange {
    const term = this.#termAt[place] ?? 0;
    return {
      ids: this.#ids,
      details: this.#details,
      weights: this.#weights,
      start: term === 0 ? 0 : (this.#ends[term - 1] ?? 0),
      end: this.#ends[term] ?? 0,
    };
  }

  countOf(key: string): number {
    const term = this.#terms.find(key);
    return term < 0 ? 0 : (this.#ends[term] ?? 0) - (term === 0 ? 0 : (this.#ends[term - 1] ?? 0));
  }

  /** Puts each posting behind those of its list; starts become ends. */
  #fill({ ids, order, starts, termOf, what }: GatheredPostings): void {
    for (const place of order) {
      const id = ids[place] ?? 0;
      const end = place + 1 < starts.length ? starts.at(place + 1) : termOf.length;
      for (let at = starts.at(place); at < end; at += 1) {
        const term = termOf.at(at);
        const to = this.#ends[term] ?? 0;
        this.#ends[term] = to + 1;
        this.#ids[to] = id;
        const details = what.at(at);
        this.#details[to] = details >>> 8;
        this.#weights[to] = details & 255;
      }
    }
  }
}

function startsOf(termOf: GrowingNumbers, count: number): Uint32Array {
  const starts = new Uint32Array(count);
  for (let at = 0; at < termOf.length; at += 1) {
    const term = termOf.at(at);
    starts[term] = (starts[term] ?? 0) + 1;
  }
  let sum = 0;
  for (let term = 0; term < count; term += 1) {
    const size = starts[term] ?? 0;
    starts[term] = sum;
    sum += size;
  }
  return starts;
}
