/** Numbers held before the larger ones go, for each that is kept. */
const SLACK = 4;

/** Keeps the smallest of many numbers, without putting all of them in order. */
export class SmallestNumbers {
  readonly #limit: number;
  readonly #held: Float64Array;
  #count = 0;
  /** No number above this can be among them. */
  #bound = Infinity;

  constructor(limit: number) {
    this.#limit = limit;
    this.#held = new Float64Array(limit * SLACK);
  }

  add(number: number): void {
    if (number > this.#bound) return;
    this.#held[this.#count] = number;
    this.#count += 1;
    if (this.#count < this.#held.length) return;
    this.#held.sort();
    this.#count = this.#limit;
    this.#bound = this.#held[this.#limit - 1] ?? Infinity;
  }

  /** They, rising; then there are none. */
  take(): number[] {
    const found = [...this.#held.subarray(0, this.#count).sort().subarray(0, this.#limit)];
    this.#count = 0;
    this.#bound = Infinity;
    return found;
  }
}
