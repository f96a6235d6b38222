/** Shorter stretches of a text are copied out of it by the machine. */
const CUT_UNITS = 13;
const EMPTY = 0;

/** Different texts, each with a number from 0 on, that are looked up as stretches of longer ones without being cut out. */
export class PartTable {
  readonly #texts: string[] = [];
  readonly #hashes: number[] = [];
  /** Numbers and one, by the hash; the next free slot where that is taken. */
  #slots = new Uint32Array(1 << 12);

  /** The number of a stretch; negative where it was not added. */
  find(text: string, start: number, end: number): number {
    const hash = hashOf(text, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] ?? EMPTY) - 1;
      if (number < 0) return number;
      if (this.#hashes[number] === hash && isStretch(this.#texts[number] ?? '', text, start, end))
        return number;
    }
  }

  /** Adds a text that is not there yet; gives a copy that keeps no longer text in memory. */
  add(part: string): string {
    if (this.#texts.length * 2 >= this.#slots.length) this.#grow();
    const kept = part.length < CUT_UNITS ? part : Array.from(part).join('');
    const hash = hashOf(part, 0, part.length);
    this.#texts.push(kept);
    this.#hashes.push(hash);
    this.#place(hash, this.#texts.length);
    return kept;
  }

  #place(hash: number, entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#slots[slot] = entry;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 4);
    this.#hashes.forEach((hash, number) => {
      this.#place(hash, number + 1);
    });
  }
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 2;
}

function isStretch(one: string, text: string, start: number, end: number): boolean {
  if (one.length !== end - start) return false;
  for (let at = 0; at < one.length; at += 1) {
    if (one.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  }
  return true;
}
