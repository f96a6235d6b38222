/** The order in which lengths of codes for lengths of codes come. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END = 256;
/** Of a block, how its codes are told. */
const OWN_CODES = 2;
/** Bits of a code. */
const MAX_LENGTH = 15;
const [LENGTHS, LENGTH_EXTRA] = steps(29, 3, 4);
const [DISTANCES, DISTANCE_EXTRA] = steps(30, 1, 2);
LENGTHS[28] = 258;
LENGTH_EXTRA[28] = 0;

/** Unpacks DEFLATE (RFC 1951) of so many bytes, as `Deflater` packs: every block has its own codes. For browsers, whose own way
 *  answers no sooner. Throws a `RangeError` where it is damaged, or of another number. Pure. */
export function inflate(packed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const bits = new BitReader(packed);
  let end = 0;
  for (let isLast = false; !isLast;) {
    isLast = bits.take(1) === 1;
    if (bits.take(2) !== OWN_CODES) fail();
    end = unpackBlock(bits, readLengths(bits), out, end);
  }
  if (end !== length) fail();
  return out;
}

interface CodeLengths {
  readonly values: readonly number[];
  readonly distances: readonly number[];
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #bits = 0;
  #held = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next bits, at most 15, the lowest first. */
  take(count: number): number {
    const found = this.#peek(count);
    this.#drop(count);
    return found;
  }

  /** The value of the next code of a table. */
  decode(table: Uint16Array): number {
    const entry = table[this.#peek(31 - Math.clz32(table.length))] ?? 0;
    if (entry === 0) fail();
    this.#drop(entry & 15);
    return entry >>> 4;
  }

  #peek(count: number): number {
    for (; this.#held < count; this.#held += 8) this.#bits |= (this.#bytes[this.#at++] ?? 0) << this.#held;
    return this.#bits & ((1 << count) - 1);
  }

  #drop(count: number): void {
    this.#bits >>>= count;
    this.#held -= count;
    if (this.#at - (this.#held >>> 3) > this.#bytes.length) fail();
  }
}

function unpackBlock(
  bits: BitReader,
  { values, distances }: CodeLengths,
  out: Uint8Array,
  start: number,
): number {
  const [ofValues, ofDistances] = [tableOf(values), tableOf(distances)];
  let end = start;
  for (let value = bits.decode(ofValues); value !== END; value = bits.decode(ofValues)) {
    if (value < END) {
      if (end >= out.length) fail();
      out[end++] = value;
      continue;
    }
    const length = (LENGTHS[value - END - 1] ?? fail()) + bits.take(LENGTH_EXTRA[value - END - 1] ?? 0);
    const code = bits.decode(ofDistances);
    const distance = (DISTANCES[code] ?? fail()) + bits.take(DISTANCE_EXTRA[code] ?? 0);
    if (distance > end || end + length > out.length) fail();
    for (const last = end + length; end < last; end += 1) out[end] = out[end - distance] ?? 0;
  }
  return end;
}

function readLengths(bits: BitReader): CodeLengths {
  const [values, distances, count] = [257 + bits.take(5), 1 + bits.take(5), 4 + bits.take(4)];
  const ofLengths = new Array<number>(LENGTH_ORDER.length).fill(0);
  for (const place of LENGTH_ORDER.slice(0, count)) ofLengths[place] = bits.take(3);
  const table = tableOf(ofLengths);
  const lengths: number[] = [];
  while (lengths.length < values + distances) {
    const value = bits.decode(table);
    if (value < 16) lengths.push(value);
    else {
      const repeated = value === 16 ? (lengths.at(-1) ?? fail()) : 0;
      let left = value === 16 ? 3 + bits.take(2) : value === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
      for (; left > 0; left -= 1) lengths.push(repeated);
    }
  }
  if (lengths.length > values + distances) fail();
  return { values: lengths.slice(0, values), distances: lengths.slice(values) };
}

/** By the next bits the value whose code they begin with, and how long that is in the lowest four bits; 0 for none. Values of
 *  one length have codes that follow each other. */
function tableOf(lengths: readonly number[]): Uint16Array {
  const codes = new Uint16Array(MAX_LENGTH + 1);
  for (const length of lengths) codes[length] = (codes[length] ?? 0) + 1;
  let most = MAX_LENGTH;
  while (most > 1 && codes[most] === 0) most -= 1;
  for (let length = 1, code = 0; length <= most; length += 1) {
    const count = codes[length] ?? 0;
    codes[length] = code;
    code += count;
    if (code > 1 << length) fail();
    code *= 2;
  }
  const table = new Uint16Array(1 << most);
  lengths.forEach((length, value) => {
    if (length === 0) return;
    const code = codes[length] ?? 0;
    codes[length] = code + 1;
    for (let at = reversed(code, length); at < table.length; at += 1 << length)
      table[at] = (value << 4) | length;
  });
  return table;
}

function reversed(code: number, length: number): number {
  let found = 0;
  for (let bit = 0; bit < length; bit += 1) found |= ((code >> bit) & 1) << (length - 1 - bit);
  return found;
}

/** Where the stretches of so many codes begin, and how many bits more each takes: one more after every so many codes. */
function steps(codes: number, first: number, every: number): [number[], number[]] {
  const extra = Array.from({ length: codes }, (_, at) => Math.max(0, Math.floor(at / every) - 1));
  let next = first;
  return [extra.map((bits) => (next += 1 << bits) - (1 << bits)), extra];
}

function fail(): never {
  throw new RangeError('a part is damaged');
}
