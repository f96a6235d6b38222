import type { ByteWriter } from '../store/bytes.ts';
import type { GrowingNumbers } from './growing-numbers.ts';
import type { PostingRange, Postings } from './postings.ts';
import { sortTexts } from './sort-texts.ts';
import { TextList } from './text-list.ts';

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

/** Postings in order of key, then of id: who goes from list to list goes through memory in order. */
export class SortedPostings {
  readonly #keys: TextList;
  /** Places of the lists of terms. */
  readonly #placeOf: Uint32Array;
  /** Where the list at each place ends. */
  readonly #ends: Uint32Array;
  readonly #ids: Uint32Array;
  readonly #details: Uint8Array;
  readonly #weights: Uint8Array;

  /** `terms` are not read any more after this. */
  constructor(terms: TextList, gathered: GatheredPostings) {
    const termAt = sortTexts(terms);
    this.#keys = new TextList();
    this.#placeOf = new Uint32Array(termAt.length);
    for (let place = 0; place < termAt.length; place += 1) {
      const term = termAt[place] ?? 0;
      this.#keys.pushOf(terms, term);
      this.#placeOf[term] = place;
    }
    const { length } = gathered.termOf;
    this.#ends = startsOf(gathered.termOf, this.#placeOf);
    this.#ids = new Uint32Array(length);
    this.#details = new Uint8Array(length);
    this.#weights = new Uint8Array(length);
    this.#fill(gathered);
  }

  /** How many lists there are. */
  get count(): number {
    return this.#keys.count;
  }

  /** The key of the list at this place; keys are in order. */
  keyAt(place: number): string {
    return this.#keys.at(place);
  }

  /** A byte of the key of the list at this place, which is ASCII; counted from its end where it is negative. */
  keyByteAt(place: number, at: number): number {
    return this.#keys.byteAt(place, at < 0 ? this.#keys.lengthAt(place) + at : at);
  }

  keyLengthAt(place: number): number {
    return this.#keys.lengthAt(place);
  }

  writeKeyTo(writer: ByteWriter, place: number): void {
    this.#keys.writeRestTo(writer, place, 0);
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
    return {
      ids: this.#ids,
      details: this.#details,
      weights: this.#weights,
      start: this.#startAt(place),
      end: this.#ends[place] ?? 0,
    };
  }

  /** How many documents the list of a term has. */
  countOf(term: number): number {
    const place = this.#placeOf[term] ?? 0;
    return (this.#ends[place] ?? 0) - this.#startAt(place);
  }

  #startAt(place: number): number {
    return place === 0 ? 0 : (this.#ends[place - 1] ?? 0);
  }

  /** Puts each posting behind those of its list; starts become ends. */
  #fill({ ids, order, starts, termOf, what }: GatheredPostings): void {
    const [ends, placeOf] = [this.#ends, this.#placeOf];
    const [allIds, allDetails, allWeights] = [this.#ids, this.#details, this.#weights];
    for (const place of order) {
      const id = ids[place] ?? 0;
      const start = starts.at(place);
      const end = place + 1 < starts.length ? starts.at(place + 1) : termOf.length;
      const [ofTerms, ofWhat] = [termOf.slice(start, end), what.slice(start, end)];
      for (let at = 0; at < ofTerms.length; at += 1) {
        const list = placeOf[ofTerms[at] ?? 0] ?? 0;
        const to = ends[list] ?? 0;
        ends[list] = to + 1;
        allIds[to] = id;
        const details = ofWhat[at] ?? 0;
        allDetails[to] = details >>> 8;
        allWeights[to] = details & 255;
      }
    }
  }
}

function startsOf(termOf: GrowingNumbers, placeOf: Uint32Array): Uint32Array {
  const starts = new Uint32Array(placeOf.length);
  for (const piece of termOf.pieces())
    for (let at = 0; at < piece.length; at += 1) {
      const place = placeOf[piece[at] ?? 0] ?? 0;
      starts[place] = (starts[place] ?? 0) + 1;
    }
  let sum = 0;
  for (let place = 0; place < starts.length; place += 1) {
    const size = starts[place] ?? 0;
    starts[place] = sum;
    sum += size;
  }
  return starts;
}
