const MIN_LENGTH = 3;
const MAX_LENGTH = 258;
const WINDOW = 1 << 15;
const HASH_BITS = 13;
/** Earlier places that are looked at, and the length from which on none is looked for any more. */
const MAX_CHAIN = 24;
const GOOD_LENGTH = 32;
/** A repeat so short and so far away costs more than its bytes. */
const FAR = 4096;

/** Bits of the length of a repeat, or of a byte, in an item; those above say how far back it begins, 0 for a byte. */
export const VALUE_BITS = 9;
/** Items below are bytes. */
export const REPEAT = 1 << VALUE_BITS;

/** What bytes consist of: bytes, and repeats of what came before. */
export class Repeats {
  readonly items: Uint32Array;
  count = 0;
  readonly #heads = new Int32Array(1 << HASH_BITS);
  readonly #former = new Int32Array(WINDOW);
  #bytes: Uint8Array = new Uint8Array();
  /** Places are counted from here, so that those of earlier bytes are below and nothing has to be cleared. */
  #base = 1;

  constructor(most: number) {
    this.items = new Uint32Array(most);
  }

  /** Begins with other bytes. */
  start(bytes: Uint8Array): void {
    this.#base += this.#bytes.length;
    if (this.#base + bytes.length >= 2 ** 31) {
      this.#heads.fill(0);
      this.#base = 1;
    }
    this.#bytes = bytes;
  }

  /** Finds what the bytes from a place on consist of, as much as there is room for; gives the place that it came to. */
  find(from: number): number {
    const bytes = this.#bytes;
    const items = this.items;
    const room = items.length - 1;
    let at = from;
    let count = 0;
    while (at < bytes.length && count < room) {
      let repeat = this.#longest(at, MIN_LENGTH - 1);
      if (repeat === 0) {
        items[count++] = bytes[at++] ?? 0;
        continue;
      }
      let unseen = at + 1;
      // A byte and then a longer repeat is better than a repeat from here.
      while ((repeat & (REPEAT - 1)) < GOOD_LENGTH && count < room && unseen < bytes.length) {
        const next = this.#longest(unseen, repeat & (REPEAT - 1));
        unseen += 1;
        if (next === 0) break;
        items[count++] = bytes[at++] ?? 0;
        repeat = next;
      }
      items[count++] = repeat;
      at += repeat & (REPEAT - 1);
      for (; unseen < at; unseen += 1) this.#note(unseen);
    }
    this.count = count;
    return at;
  }

  /** Notes the place under the hash of its three bytes; gives the place that stood there, below 0 where none did. */
  #note(at: number): number {
    const bytes = this.#bytes;
    if (at + 2 >= bytes.length) return -1;
    const three = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    const hash = Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
    const former = this.#heads[hash] ?? 0;
    this.#former[at & (WINDOW - 1)] = former;
    this.#heads[hash] = at + this.#base;
    return former - this.#base;
  }

  /** The longest repeat that is longer than this, as an item; 0 where there is none. Notes the place. */
  #longest(at: number, longerThan: number): number {
    const bytes = this.#bytes;
    const former = this.#former;
    const base = this.#base;
    const most = Math.min(MAX_LENGTH, bytes.length - at);
    const oldest = Math.max(0, at - WINDOW + 1);
    let place = this.#note(at);
    let longest = longerThan;
    let distance = 0;
    // The byte that a longer repeat has to have.
    let wanted = bytes[at + longest];
    for (let left = MAX_CHAIN; left > 0 && place >= oldest && longest < most; left -= 1) {
      if (bytes[place + longest] === wanted) {
        let length = 0;
        while (length < most && bytes[place + length] === bytes[at + length]) length += 1;
        if (length > longest && (length > MIN_LENGTH || at - place < FAR)) {
          longest = length;
          wanted = bytes[at + length];
          distance = at - place;
        }
      }
      place = (former[place & (WINDOW - 1)] ?? 0) - base;
    }
    return distance === 0 ? 0 : (distance << VALUE_BITS) | longest;
  }
}
