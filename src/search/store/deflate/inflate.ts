/** The order in which lengths of codes for lengths of codes come. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END = 256;
const FIXED = {
  values: Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)),
  distances: Array.from({ length: 30 }, () => 5),
} as const;
const [LENGTHS, LENGTH_EXTRA] = steps(29, 3, 4);
const [DISTANCES, DISTANCE_EXTRA] = steps(30, 1, 2);
LENGTHS[28] = 258;
LENGTH_EXTRA[28] = 0;

/** Unpacks DEFLATE (RFC 1951) of so many bytes. Throws a `RangeError` where it is damaged, or of another number. Pure. */
export function inflate(packed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const bits = new BitReader(packed);
  let end = 0;
  for (let isLast = false; !isLast;) {
    isLast = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) end = copyStored(bits, out, end);
    else if (kind === 1) end = unpackBlock(bits, FIXED, out, end);
    else if (kind === 2) end = unpackBlock(bits, readLengths(bits), out, end);
    else fail();
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

  /** The next whole bytes. */
  bytes(count: number): Uint8Array {
    const start = this.#at - (this.#held >>> 3);
    this.#at = start + count;
    this.#bits = this.#held = 0;
    if (this.#at > this.#bytes.length) fail();
    return this.#bytes.subarray(start, this.#at);
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

function copyStored(bits: BitReader, out: Uint8Array, end: number): number {
  const [low = 0, high = 0, otherLow = 0, otherHigh = 0] = bits.bytes(4);
  const count = low + 256 * high;
  if (count + otherLow + 256 * otherHigh !== 0xffff || end + count > out.length) fail();
  out.set(bits.bytes(count), end);
  return end + count;
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

/** By the next bits the value whose code they begin with, and how long that is in the lowest four bits; 0 for none. */
function tableOf(lengths: readonly number[]): Uint16Array {
  const most = Math.max(1, ...lengths);
  const table = new Uint16Array(1 << most);
  let code = 0;
  for (let length = 1; length <= most; length += 1, code <<= 1) {
    lengths.forEach((one, value) => {
      if (one !== length) return;
      if (code >> length > 0) fail();
      for (let at = reversed(code, length); at < table.length; at += 1 << length)
        table[at] = (value << 4) | length;
      code += 1;
    });
  }
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
