/** Counts the terms of one document after the other, field by field; nothing is made anew for a document. */
export class Tally {
  /** The terms of the document at hand. */
  terms: number[] = [];
  #ofField: number[] = [];
  #document = 0;
  #field = 0;
  /** By term: in which document and field it was seen last, and what it came to there. */
  readonly #documents: number[] = [];
  readonly #fields: number[] = [];
  readonly #counts: number[] = [];
  readonly #details: number[] = [];
  readonly #weights: number[] = [];

  /** Begins with the next document. */
  start(): void {
    this.#document += 1;
    this.#field += 1;
    this.terms = [];
    this.#ofField = [];
  }

  /** One more of the term in the field at hand. */
  count(term: number): void {
    while (this.#fields.length <= term) {
      this.#documents.push(0);
      this.#fields.push(0);
      this.#counts.push(0);
      this.#details.push(0);
      this.#weights.push(0.5);
    }
    if (this.#fields[term] === this.#field) {
      this.#counts[term] = (this.#counts[term] ?? 0) + 1;
      return;
    }
    this.#fields[term] = this.#field;
    this.#counts[term] = 1;
    this.#ofField.push(term);
  }

  /** Ends the field: each of its terms weighs what its count makes, besides what it weighs by other fields. */
  finishField(detail: number, weightOf: (count: number) => number): void {
    for (const term of this.#ofField) {
      if (this.#documents[term] !== this.#document) {
        this.#documents[term] = this.#document;
        this.#details[term] = 0;
        this.#weights[term] = 0;
        this.terms.push(term);
      }
      this.#details[term] = (this.#details[term] ?? 0) | detail;
      this.#weights[term] = (this.#weights[term] ?? 0) + weightOf(this.#counts[term] ?? 0);
    }
    this.#ofField = [];
    this.#field += 1;
  }

  /** Notes something of a term of the document. */
  mark(term: number, detail: number): void {
    this.#details[term] = (this.#details[term] ?? 0) | detail;
  }

  details(term: number): number {
    return this.#details[term] ?? 0;
  }

  weight(term: number): number {
    return this.#weights[term] ?? 0;
  }
}
