/** Texts that are written without the encoder, which costs more than they do. */
const SHORT_ASCII = /^[\u0000-\u007f]{0,100}$/u;
const ENCODER = /* @__PURE__ */ new TextEncoder();
const DECODER = new TextDecoder('utf-8', { fatal: true });

/** So few bytes are copied faster one by one. */
const MAX_LOOPED = 64;

/** The bytes of a text in UTF-8. */
export function toBytes(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** The text of bytes in UTF-8; throws a `RangeError` where they are none. */
export function toText(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch {
    throw new RangeError('bytes are no text');
  }
}

/** Grows as numbers, texts and bytes are appended. Numbers are unsigned varints of up to 53 bits. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  /** With room for so many bytes before it has to grow. */
  constructor(room = 64) {
    this.#bytes = new Uint8Array(room);
  }

  get length(): number {
    return this.#length;
  }

  number(value: number): this {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
    return this;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  /** Begins anew. */
  clear(): this {
    this.#length = 0;
    return this;
  }

  /** Appends bytes with nothing before them. */
  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    if (bytes.length > MAX_LOOPED) this.#bytes.set(bytes, this.#length);
    else for (let at = 0; at < bytes.length; at += 1) this.#bytes[this.#length + at] = bytes[at] ?? 0;
    this.#length += bytes.length;
    return this;
  }

  /** Appends the length, then the bytes. */
  block(bytes: Uint8Array): this {
    return this.number(bytes.length).raw(bytes);
  }

  text(text: string): this {
    if (!SHORT_ASCII.test(text)) return this.block(toBytes(text));
    return this.number(text.length).plain(text);
  }

  /** Appends what another wrote, from a byte on. */
  rest(other: ByteWriter, from = 0): this {
    const count = other.#length - from;
    this.#reserve(count);
    if (count > MAX_LOOPED) this.#bytes.set(other.#bytes.subarray(from, other.#length), this.#length);
    else for (let at = 0; at < count; at += 1) this.#bytes[this.#length + at] = other.#bytes[from + at] ?? 0;
    this.#length += count;
    return this;
  }

  /** Appends the length of what another wrote, then that. */
  blockOf(other: ByteWriter): this {
    return this.number(other.#length).rest(other);
  }

  /** A byte that was written. */
  at(place: number): number {
    return this.#bytes[place] ?? 0;
  }

  /** How many bytes it shares with the beginning of what another wrote. */
  sharedWith(other: ByteWriter): number {
    const most = Math.min(this.#length, other.#length);
    let shared = 0;
    while (shared < most && this.#bytes[shared] === other.#bytes[shared]) shared += 1;
    return shared;
  }

  /** Appends a text of ASCII with nothing before it. */
  plain(text: string): this {
    this.#reserve(text.length);
    for (let at = 0; at < text.length; at += 1) this.#bytes[this.#length++] = text.charCodeAt(at);
    return this;
  }

  /** What was written, as long as nothing more is. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** Reads what a `ByteWriter` wrote. Throws a `RangeError` where the bytes end early. */
export class ByteReader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || scale > 2 ** 49) throw new RangeError('bytes are cut off');
      this.#at += 1;
      if (byte < 0x80) return value + byte * scale;
      value += (byte - 0x80) * scale;
      scale *= 0x80;
    }
  }

  /** So many rising numbers, each after the first as the distance from the one before. */
  rising(count: number): Uint32Array {
    if (count > this.#bytes.length - this.#at) throw new RangeError('bytes are cut off');
    const found = new Uint32Array(count);
    let last = 0;
    for (let place = 0; place < count; place += 1) {
      last += this.number();
      found[place] = last;
    }
    return found;
  }

  raw(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('bytes are cut off');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  block(): Uint8Array {
    return this.raw(this.number());
  }

  text(): string {
    return toText(this.block());
  }
}
