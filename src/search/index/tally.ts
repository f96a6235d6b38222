/** Counts the terms of one document after the other, field by field; nothing is made anew for a document. */
export class Tally {
  /** The terms of the document at hand. */
  terms: number[] = [];
  #ofField: number[] = [];
  #document = 0;
  #field = 0;
  /** By term: in which document and field it was seen last, and what it came to there. */
  #documents = new Uint32Array(1024);
  #fields = new Uint32Array(1024);
  #counts = new Uint16Array(1024);
  #details = new Uint8Array(1024);
  #weights = new Float64Array(1024);

  /** Begins with the next document. */
  start(): void {
    this.#document += 1;
    this.#field += 1;
    this.terms = [];
    this.#ofField = [];
  }

  /** One more of the term in the field at hand. */
  count(term: number): void {
    if (term >= this.#fields.length) this.#grow(term);
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

  /** Half as much again: copies are short-lived, room that is never used is not. */
  #grow(term: number): void {
    const room = Math.max(term + 1, Math.ceil(this.#fields.length * 1.5));
    this.#documents = grown(this.#documents, new Uint32Array(room));
    this.#fields = grown(this.#fields, new Uint32Array(room));
    this.#counts = grown(this.#counts, new Uint16Array(room));
    this.#details = grown(this.#details, new Uint8Array(room));
    this.#weights = grown(this.#weights, new Float64Array(room));
  }
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
