/** Places are found by the lower bits of terms: a document has at most some six hundred, most have thirty. */
const SLOT_BITS = 11;
const SLOTS = 1 << SLOT_BITS;

/** Counts the terms of one document after the other, field by field; nothing is made anew for a document. */
export class Tally {
  /** The terms of the document at hand. */
  terms: number[] = [];
  /** Places of terms of the document, the next free slot where one is taken; of another document where `#stamps` says so. */
  readonly #places = new Uint16Array(SLOTS);
  readonly #stamps = new Uint32Array(SLOTS);
  #stamp = 0;
  /** By that place: the field in which the term was seen last, and what it came to. */
  readonly #fields: number[] = [];
  readonly #counts: number[] = [];
  readonly #details: number[] = [];
  readonly #weights: number[] = [];
  #field = 0;
  /** Places of the terms of the field at hand, in the order in which they came. */
  #ofField: number[] = [];

  /** Begins with the next document. */
  start(): void {
    this.terms = [];
    this.#ofField = [];
    this.#stamp += 1;
    this.#field = 0;
  }

  /** One more of the term in the field at hand. */
  count(term: number): void {
    const place = this.#placeOf(term);
    if (this.#fields[place] === this.#field) {
      this.#counts[place] = (this.#counts[place] ?? 0) + 1;
      return;
    }
    this.#fields[place] = this.#field;
    this.#counts[place] = 1;
    this.#ofField.push(place);
  }

  /** Ends the field: each of its terms weighs what its count makes, besides what it weighs by other fields. */
  finishField(detail: number, weightOf: (count: number) => number): void {
    for (const place of this.#ofField) {
      this.#details[place] = (this.#details[place] ?? 0) | detail;
      this.#weights[place] = (this.#weights[place] ?? 0) + weightOf(this.#counts[place] ?? 0);
    }
    this.#ofField = [];
    this.#field += 1;
  }

  /** Notes something of a term of the document. */
  mark(term: number, detail: number): void {
    const place = this.#placeOf(term);
    this.#details[place] = (this.#details[place] ?? 0) | detail;
  }

  /** What was noted of the term at this place of the document's. */
  details(place: number): number {
    return this.#details[place] ?? 0;
  }

  weight(place: number): number {
    return this.#weights[place] ?? 0;
  }

  #placeOf(term: number): number {
    let slot = term & (SLOTS - 1);
    for (; this.#stamps[slot] === this.#stamp; slot = (slot + 1) & (SLOTS - 1)) {
      const known = this.#places[slot] ?? 0;
      if (this.terms[known] === term) return known;
    }
    const place = this.terms.push(term) - 1;
    this.#stamps[slot] = this.#stamp;
    this.#places[slot] = place;
    this.#fields[place] = -1;
    this.#details[place] = 0;
    this.#weights[place] = 0;
    return place;
  }
}
