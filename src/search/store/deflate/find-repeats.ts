const MIN_LENGTH = 3;
const MAX_LENGTH = 258;
const WINDOW = 1 << 15;
const HASH_BITS = 13;
/** Earlier places that are looked at, and the length from which on none is looked for any more. */
const MAX_CHAIN = 24;
const GOOD_LENGTH = 32;
/** A repeat so short and so far away costs more than its bytes. */
const FAR = 4096;

/** What bytes consist of: bytes, and repeats of what came before. */
export class Repeats {
  /** Of each: 0 for a byte, else how far back begins what is repeated. */
  readonly distances: Uint16Array;
  /** The byte, or the length. */
  readonly values: Uint16Array;
  count = 0;
  readonly #heads = new Int32Array(1 << HASH_BITS);
  readonly #former = new Int32Array(WINDOW);
  #bytes: Uint8Array = new Uint8Array();
  /** Places are counted from here, so that those of earlier bytes are below and nothing has to be cleared. */
  #base = 1;
  /** The length of what `#longest` found last. */
  #length = 0;

  constructor(most: number) {
    this.distances = new Uint16Array(most);
    this.values = new Uint16Array(most);
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
    const room = this.values.length - 1;
    let at = from;
    this.count = 0;
    while (at < bytes.length && this.count < room) {
      let distance = this.#longest(at, MIN_LENGTH - 1);
      if (distance === 0) {
        this.#push(bytes[at] ?? 0, 0);
        at += 1;
        continue;
      }
      let length = this.#length;
      let unseen = at + 1;
      // A byte and then a longer repeat is better than a repeat from here.
      while (length < GOOD_LENGTH && this.count < room && unseen < bytes.length) {
        const next = this.#longest(unseen, length);
        unseen += 1;
        if (next === 0) break;
        this.#push(bytes[at] ?? 0, 0);
        at += 1;
        distance = next;
        length = this.#length;
      }
      this.#push(length, distance);
      at += length;
      for (; unseen < at; unseen += 1) this.#note(unseen);
    }
    return at;
  }

  #push(value: number, distance: number): void {
    this.values[this.count] = value;
    this.distances[this.count] = distance;
    this.count += 1;
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

  /** How far back a repeat longer than this begins, 0 where there is none; `#length` is how long it is. Notes the place. */
  #longest(at: number, longerThan: number): number {
    const bytes = this.#bytes;
    const most = Math.min(MAX_LENGTH, bytes.length - at);
    let place = this.#note(at);
    let distance = 0;
    this.#length = longerThan;
    for (let left = MAX_CHAIN; left > 0 && place >= 0 && at - place < WINDOW; left -= 1) {
      if (this.#length >= most) break;
      if (bytes[place + this.#length] === bytes[at + this.#length]) {
        let length = 0;
        while (length < most && bytes[place + length] === bytes[at + length]) length += 1;
        if (length > this.#length && (length > MIN_LENGTH || at - place < FAR)) {
          this.#length = length;
          distance = at - place;
        }
      }
      place = (this.#former[place & (WINDOW - 1)] ?? 0) - this.#base;
    }
    return distance;
  }
}
