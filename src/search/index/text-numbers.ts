import { withRoomFor } from './room.ts';
import { TextList } from './text-list.ts';

export const NO_HASH = 0x811c9dc5 | 0;
const FIRST_SLOT_BITS = 12;

/** Different texts, each with a number from 0 on; they are looked up as stretches of longer ones without being cut out. */
export class TextNumbers {
  readonly texts = new TextList();
  /** Read only where there are more slots. */
  #hashes = new Uint32Array(1 << 8);
  #count = 0;
  #slotBits = FIRST_SLOT_BITS;
  /** By the lower bits of the hash, the number and one in as many bits, and the upper bits of the hash above them: hardly a
   *  text is compared in vain. The next free slot where one is taken. */
  #slots = new Uint32Array(1 << FIRST_SLOT_BITS);

  get count(): number {
    return this.#count;
  }

  /** The number of a text, a new one where it is seen first. */
  of(text: string): number {
    const hash = hashOf(text, 0, text.length);
    const slot = this.#slotOf(hash, text, 0, text.length);
    const mask = this.#slots.length - 1;
    const number = ((this.#slots[slot] ?? 0) & mask) - 1;
    if (number >= 0) return number;
    this.texts.push(text);
    const next = this.#count++;
    this.#hashes = withRoomFor(this.#hashes, next);
    this.#hashes[next] = hash;
    this.#slots[slot] = (hash & ~mask) | (next + 1);
    if (this.#count * 2 >= this.#slots.length) this.#grow();
    return next;
  }

  /** The number of a stretch of a text; negative where it has none. */
  find(text: string, start = 0, end = text.length): number {
    const slot = this.#slotOf(hashOf(text, start, end), text, start, end);
    return ((this.#slots[slot] ?? 0) & (this.#slots.length - 1)) - 1;
  }

  /** The same for a stretch of ASCII as a table makes it, whose units made the hash by `hashWith`. */
  findFolded(table: Uint8Array, hash: number, text: string, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const whole = finishedHash(hash);
    for (let slot = whole & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot] ?? 0;
      const number = (found & mask) - 1;
      if (number < 0) return number;
      const isAlike = (found ^ whole) >>> this.#slotBits === 0;
      if (isAlike && this.texts.isFoldedAt(number, table, text, start, end)) return number;
    }
  }

  /** Where the text is, or would be. */
  #slotOf(hash: number, text: string, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot] ?? 0;
      const number = (found & mask) - 1;
      if (number < 0) return slot;
      const isAlike = (found ^ hash) >>> this.#slotBits === 0;
      if (isAlike && this.texts.isAt(number, text, start, end)) return slot;
    }
  }

  #grow(): void {
    this.#slotBits += 1;
    this.#slots = new Uint32Array(2 ** this.#slotBits);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.count; number += 1) {
      const hash = this.#hashes[number] ?? 0;
      let slot = hash & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = (hash & ~mask) | (number + 1);
    }
  }
}

function hashOf(text: string, start: number, end: number): number {
  let hash = NO_HASH;
  for (let at = start; at < end; at += 1) hash = hashWith(hash, text.charCodeAt(at));
  return finishedHash(hash);
}

/** Adds a unit to a hash that began with `NO_HASH`. Pure. */
export function hashWith(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function finishedHash(sum: number): number {
  const hash = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
