import type { ByteWriter } from '../store/bytes.ts';
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

  /** A byte of the key of the list at this place, which is ASCII; counted from its end where it is negative. */
  keyByteAt(place: number, at: number): number {
    const { texts } = this.#terms;
    const term = this.#termAt[place] ?? 0;
    return texts.byteAt(term, at < 0 ? texts.lengthAt(term) + at : at);
  }

  keyLengthAt(place: number): number {
    return this.#terms.texts.lengthAt(this.#termAt[place] ?? 0);
  }

  writeKeyTo(writer: ByteWriter, place: number): void {
    this.#terms.texts.writeRestTo(writer, this.#termAt[place] ?? 0, 0);
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

  /** How many documents the list of a term has. */
  countOf(term: number): number {
    return (this.#ends[term] ?? 0) - (term === 0 ? 0 : (this.#ends[term - 1] ?? 0));
  }

  /** Puts each posting behind those of its list; starts become ends. */
  #fill({ ids, order, starts, termOf, what }: GatheredPostings): void {
    const [ends, allIds, allDetails, allWeights] = [this.#ends, this.#ids, this.#details, this.#weights];
    for (const place of order) {
      const id = ids[place] ?? 0;
      const start = starts.at(place);
      const end = place + 1 < starts.length ? starts.at(place + 1) : termOf.length;
      const [ofTerms, ofWhat] = [termOf.slice(start, end), what.slice(start, end)];
      for (let at = 0; at < ofTerms.length; at += 1) {
        const term = ofTerms[at] ?? 0;
        const to = ends[term] ?? 0;
        ends[term] = to + 1;
        allIds[to] = id;
        const details = ofWhat[at] ?? 0;
        allDetails[to] = details >>> 8;
        allWeights[to] = details & 255;
      }
    }
  }
}

function startsOf(termOf: GrowingNumbers, count: number): Uint32Array {
  const starts = new Uint32Array(count);
  for (const piece of termOf.pieces())
    for (let at = 0; at < piece.length; at += 1) {
      const term = piece[at] ?? 0;
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
