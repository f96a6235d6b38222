import { compareText, flatCopy } from '../../core/index.ts';
import { textHash } from '../text/text-hash.ts';

/** The keys of lists, each with a number from 0 on. A large registry has millions: they are kept in less room than a `Map`
 *  takes. */
export class TermNumbers {
  readonly #keys: string[] = [];
  /** Numbers and one, by the hash; the next free slot where that is taken. */
  #slots = new Uint32Array(1 << 12);

  get count(): number {
    return this.#keys.length;
  }

  /** The number of a key, a new one where it is seen first. */
  of(key: string): number {
    const slot = this.#slotOf(key);
    const number = (this.#slots[slot] ?? 0) - 1;
    if (number >= 0) return number;
    this.#keys.push(flatCopy(key));
    this.#slots[slot] = this.#keys.length;
    if (this.#keys.length * 2 >= this.#slots.length) this.#grow();
    return this.#keys.length - 1;
  }

  find(key: string): number | undefined {
    const number = (this.#slots[this.#slotOf(key)] ?? 0) - 1;
    return number < 0 ? undefined : number;
  }

  /** All keys, in order. */
  sorted(): string[] {
    return [...this.#keys].sort(compareText);
  }

  /** Where the key is, or would be. */
  #slotOf(key: string): number {
    const mask = this.#slots.length - 1;
    let slot = textHash(key) & mask;
    for (;;) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0 || this.#keys[number] === key) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (const [number, key] of this.#keys.entries()) this.#slots[this.#slotOf(key)] = number + 1;
  }
}
