import { compareText } from '../../core/index.ts';

/** The keys of lists, each with a number from 0 on. */
export class TermNumbers {
  readonly #numbers = new Map<string, number>();

  get count(): number {
    return this.#numbers.size;
  }

  /** The number of a key, a new one where it is seen first. */
  of(key: string): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(key, number);
    }
    return number;
  }

  find(key: string): number | undefined {
    return this.#numbers.get(key);
  }

  /** All keys, in order. */
  sorted(): string[] {
    return [...this.#numbers.keys()].sort(compareText);
  }
}
