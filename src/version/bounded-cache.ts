import { flatCopy } from '../core/index.ts';

/** Remembers the results of a pure function by text; forgets the oldest half at once when full. */
export class BoundedCache<T> {
  readonly #limit: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many results are remembered; never more than the limit. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: string, compute: (key: string) => T): T {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const kept = flatCopy(key);
    const value = this.#old.get(key) ?? compute(kept);
    if (this.#young.size >= this.#limit / 2) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#old.delete(key);
    this.#young.set(kept, value);
    return value;
  }
}
