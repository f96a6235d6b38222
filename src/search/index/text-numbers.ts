import { GrowingNumbers } from './growing-numbers.ts';
import { TextList } from './text-list.ts';

/** Different texts, each with a number from 0 on; they are looked up as stretches of longer ones without being cut out. */
export class TextNumbers {
  readonly texts = new TextList();
  readonly #hashes = new GrowingNumbers();
  /** Numbers and one, by the hash; the next free slot where that is taken. */
  #slots = new Uint32Array(1 << 12);

  get count(): number {
    return this.#hashes.length;
  }

  /** The number of a text, a new one where it is seen first. */
  of(text: string): number {
    const hash = hashOf(text, 0, text.length);
    const slot = this.#slotOf(hash, text, 0, text.length);
    const number = (this.#slots[slot] ?? 0) - 1;
    if (number >= 0) return number;
    this.texts.push(text);
    this.#hashes.push(hash);
    this.#slots[slot] = this.count;
    if (this.count * 2 >= this.#slots.length) this.#grow();
    return this.count - 1;
  }

  /** The number of a stretch of a text; negative where it has none. */
  find(text: string, start = 0, end = text.length): number {
    return (this.#slots[this.#slotOf(hashOf(text, start, end), text, start, end)] ?? 0) - 1;
  }

  /** Where the text is, or would be. */
  #slotOf(hash: number, text: string, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0) return slot;
      if (this.#hashes.at(number) === hash && this.texts.isAt(number, text, start, end)) return slot;
    }
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.count; number += 1) {
      let slot = this.#hashes.at(number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
