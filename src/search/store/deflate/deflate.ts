import { BitWriter, CODE_BITS, CODE_MASK } from './bit-writer.ts';
import { fillCodeLengths, fillCodes } from './code-lengths.ts';
import { REPEAT, Repeats, VALUE_BITS } from './find-repeats.ts';

/** What a block holds at most. */
const MAX_ITEMS = 1 << 14;
const END_OF_BLOCK = 256;
const LITERALS = 286;
const DISTANCES = 30;
const MAX_CODE_BITS = 15;
const MAX_LENGTH_CODE_BITS = 7;
/** Of an item: two codes and the bits that follow them. */
const MAX_ITEM_BYTES = 6;
/** The order in which the lengths of the code of lengths are written (RFC 1951, section 3.2.7). */
const LENGTH_CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** Bits that follow the codes of 16 to 18, and what they count from. */
const RUN_BITS = [2, 3, 7];

/** First values of codes, and the bits that say which of theirs is meant (RFC 1951, section 3.2.5). */
function steps(
  count: number,
  bitsOf: (code: number) => number,
  first: number,
): { base: number; bits: number }[] {
  const found: { base: number; bits: number }[] = [];
  for (let code = 0, base = first; code < count; code += 1) {
    found.push({ base, bits: bitsOf(code) });
    base += 2 ** bitsOf(code);
  }
  return found;
}

const LENGTH_STEPS = steps(28, (code) => Math.max(0, Math.floor(code / 4) - 1), 3);
LENGTH_STEPS.push({ base: 258, bits: 0 });
const DISTANCE_STEPS = steps(DISTANCES, (code) => Math.max(0, Math.floor(code / 2) - 1), 1);
const LENGTH_BASES = Uint16Array.from(LENGTH_STEPS, ({ base }) => base);
const LENGTH_BITS = Uint8Array.from(LENGTH_STEPS, ({ bits }) => bits);
const DISTANCE_BASES = Uint16Array.from(DISTANCE_STEPS, ({ base }) => base);
const DISTANCE_BITS = Uint8Array.from(DISTANCE_STEPS, ({ bits }) => bits);
const LENGTH_CODES = Uint8Array.from({ length: 259 }, (_, length) =>
  Math.max(
    0,
    LENGTH_STEPS.findLastIndex(({ base }) => base <= length),
  ),
);
/** The codes of distances up to 256, then of those above by their 128s. */
const DISTANCE_CODES = Uint8Array.from({ length: 512 }, (_, at) => {
  const distance = at < 256 ? at + 1 : ((at - 256) << 7) + 1;
  return DISTANCE_STEPS.findLastIndex(({ base }) => base <= distance);
});

function distanceCode(distance: number): number {
  return DISTANCE_CODES[distance <= 256 ? distance - 1 : 256 + ((distance - 1) >>> 7)] ?? 0;
}

/**
 * DEFLATE (RFC 1951) with codes made for each block. The same bytes give the same bytes on every machine, and nothing is
 * made anew for each call but the result: an index is tens of thousands of small parts.
 */
export class Deflater {
  readonly #repeats = new Repeats(MAX_ITEMS);
  readonly #bits = new BitWriter();
  readonly #literals = new Alphabet(LITERALS, MAX_CODE_BITS);
  readonly #distances = new Alphabet(DISTANCES, MAX_CODE_BITS);
  readonly #lengths = new Alphabet(LENGTH_CODE_ORDER.length, MAX_LENGTH_CODE_BITS);
  /** Codes of lengths, each with what follows it. */
  readonly #runs = new Uint8Array(2 * (LITERALS + DISTANCES));
  #runsEnd = 0;

  /** The bytes made smaller, after so many that are left free. */
  deflate(bytes: Uint8Array, before: number): Uint8Array {
    this.#repeats.start(bytes);
    let at = 0;
    do {
      at = this.#repeats.find(at);
      this.#block(at >= bytes.length);
    } while (at < bytes.length);
    return this.#bits.take(before);
  }

  #block(isLast: boolean): void {
    this.#count();
    this.#bits.write(isLast ? 1 : 0, 1);
    this.#bits.write(2, 2);
    this.#writeCodes();
    this.#writeItems();
  }

  #count(): void {
    const { items, count } = this.#repeats;
    const [literals, ofDistances] = [this.#literals.clear(), this.#distances.clear()];
    literals[END_OF_BLOCK] = 1;
    for (let at = 0; at < count; at += 1) {
      const item = items[at] ?? 0;
      if (item < REPEAT) {
        literals[item] = (literals[item] ?? 0) + 1;
        continue;
      }
      const code = END_OF_BLOCK + 1 + (LENGTH_CODES[item & (REPEAT - 1)] ?? 0);
      literals[code] = (literals[code] ?? 0) + 1;
      const ofDistance = distanceCode(item >>> VALUE_BITS);
      ofDistances[ofDistance] = (ofDistances[ofDistance] ?? 0) + 1;
    }
    this.#literals.finish();
    this.#distances.finish();
  }

  /** The codes themselves, as runs of lengths. */
  #writeCodes(): void {
    const bits = this.#bits;
    const literals = this.#literals.used(END_OF_BLOCK + 1);
    const distances = this.#distances.used(1);
    const counts = this.#lengths.clear();
    this.#runsEnd = 0;
    this.#addRuns(this.#literals.lengths, literals);
    this.#addRuns(this.#distances.lengths, distances);
    for (let at = 0; at < this.#runsEnd; at += 2) {
      const code = this.#runs[at] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    this.#lengths.finish();
    let listed = LENGTH_CODE_ORDER.length;
    while (listed > 4 && this.#lengths.lengths[LENGTH_CODE_ORDER[listed - 1] ?? 0] === 0) listed -= 1;
    bits.write(literals - (END_OF_BLOCK + 1), 5);
    bits.write(distances - 1, 5);
    bits.write(listed - 4, 4);
    for (let at = 0; at < listed; at += 1)
      bits.write(this.#lengths.lengths[LENGTH_CODE_ORDER[at] ?? 0] ?? 0, 3);
    for (let at = 0; at < this.#runsEnd; at += 2) {
      const code = this.#runs[at] ?? 0;
      this.#lengths.write(bits, code);
      if (code >= 16) bits.write(this.#runs[at + 1] ?? 0, RUN_BITS[code - 16] ?? 0);
    }
  }

  #addRuns(lengths: Uint8Array, count: number): void {
    for (let at = 0; at < count;) {
      const length = lengths[at] ?? 0;
      let end = at + 1;
      while (end < count && lengths[end] === length) end += 1;
      let left = end - at;
      at = end;
      if (length !== 0) {
        this.#addRun(length, 0);
        left -= 1;
      }
      while (left >= 3) {
        const most = length !== 0 ? 6 : left < 11 ? 10 : 138;
        const run = Math.min(left, most);
        this.#addRun(length !== 0 ? 16 : left < 11 ? 17 : 18, run - (most === 138 ? 11 : 3));
        left -= run;
      }
      for (; left > 0; left -= 1) this.#addRun(length, 0);
    }
  }

  #addRun(code: number, rest: number): void {
    this.#runs[this.#runsEnd++] = code;
    this.#runs[this.#runsEnd++] = rest;
  }

  #writeItems(): void {
    const { items, count } = this.#repeats;
    const bits = this.#bits;
    const literals = this.#literals.codes;
    const distances = this.#distances.codes;
    bits.reserve((count + 1) * MAX_ITEM_BYTES);
    for (let at = 0; at < count; at += 1) {
      const item = items[at] ?? 0;
      if (item < REPEAT) {
        bits.writeCode(literals[item] ?? 0);
        continue;
      }
      const length = item & (REPEAT - 1);
      const code = LENGTH_CODES[length] ?? 0;
      bits.writeCode(literals[END_OF_BLOCK + 1 + code] ?? 0);
      bits.writeReserved(length - (LENGTH_BASES[code] ?? 0), LENGTH_BITS[code] ?? 0);
      const distance = item >>> VALUE_BITS;
      const ofDistance = distanceCode(distance);
      bits.writeCode(distances[ofDistance] ?? 0);
      bits.writeReserved(distance - (DISTANCE_BASES[ofDistance] ?? 0), DISTANCE_BITS[ofDistance] ?? 0);
    }
    bits.writeCode(literals[END_OF_BLOCK] ?? 0);
  }
}

/** Symbols with a prefix code made for how often each occurs. */
class Alphabet {
  readonly lengths: Uint8Array;
  readonly #counts: Uint32Array;
  /** The code of each symbol, with its length above `CODE_BITS`. */
  readonly codes: Uint32Array;
  readonly #mostBits: number;

  constructor(size: number, mostBits: number) {
    this.lengths = new Uint8Array(size);
    this.#counts = new Uint32Array(size);
    this.codes = new Uint32Array(size);
    this.#mostBits = mostBits;
  }

  /** The counts, to be filled. */
  clear(): Uint32Array {
    return this.#counts.fill(0);
  }

  finish(): void {
    fillCodeLengths(this.#counts, this.#mostBits, this.lengths);
    fillCodes(this.lengths, this.codes);
  }

  /** Symbols up to the last that has a code. */
  used(least: number): number {
    let count = this.lengths.length;
    while (count > least && this.lengths[count - 1] === 0) count -= 1;
    return count;
  }

  write(bits: BitWriter, symbol: number): void {
    const code = this.codes[symbol] ?? 0;
    bits.write(code & CODE_MASK, code >>> CODE_BITS);
  }
}
