import { withRoomFor } from './room.ts';

/** Counts the terms of one document after the other, field by field; nothing is made anew for a document. */
export class Tally {
  /** The terms of the document at hand. */
  terms: number[] = [];
  /** By term, its place among those of the document where it stands there, else any. */
  #places = new Uint32Array(1 << 8);
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
    this.#places = withRoomFor(this.#places, term);
    const known = this.#places[term] ?? 0;
    if (this.terms[known] === term) return known;
    const place = this.terms.push(term) - 1;
    this.#places[term] = place;
    this.#fields[place] = -1;
    this.#details[place] = 0;
    this.#weights[place] = 0;
    return place;
  }
}
