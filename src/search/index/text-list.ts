import { GrowingNumbers } from './growing-numbers.ts';

/** Texts stand in pieces of this size, each in one of them. */
const PIECE_BITS = 16;
const PIECE_BYTES = 1 << PIECE_BITS;
/** Of a code unit. */
const MAX_UNIT_BYTES = 3;
/** Where the lengths of longer ones are kept apart. */
const MAX_LENGTH = 0xffff;
/** Halves of characters begin so; without them the bytes are UTF-8. */
const SURROGATE_BYTE = 0xed;
/** Texts so short, of ASCII, are read without the decoder, which costs more than they do. */
const MAX_SHORT = 32;
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Texts that are appended one by one and read by their place. Millions of them take the room of their bytes and five more,
 * where a text of the engine takes forty. Each code unit is one to three bytes, so that bytes compare as texts do.
 */
export class TextList implements Iterable<string> {
  readonly #pieces: Uint8Array[] = [];
  readonly #starts = new GrowingNumbers();
  readonly #lengths = new GrowingNumbers(16);
  /** Lengths in bytes that are too large for that, by place. */
  readonly #long = new Map<number, number>();
  #last = new Uint8Array();
  #free = 0;

  get count(): number {
    return this.#starts.length;
  }

  push(text: string, start = 0, end = text.length): void {
    const most = (end - start) * MAX_UNIT_BYTES;
    if (this.#free >= PIECE_BYTES || this.#last.length - this.#free < most) this.#addPiece(most);
    const from = this.#free;
    for (let at = start; at < end; at += 1) this.#write(text.charCodeAt(at));
    const length = this.#free - from;
    if (length > MAX_LENGTH) this.#long.set(this.count, length);
    this.#starts.push((this.#pieces.length - 1) * PIECE_BYTES + from);
    this.#lengths.push(Math.min(length, MAX_LENGTH));
  }

  /** The text at this place. */
  at(place: number): string {
    const length = this.lengthAt(place);
    if (length <= MAX_SHORT) {
      const start = this.#starts.at(place);
      const short = shortText(
        this.#pieces[start >>> PIECE_BITS] ?? this.#last,
        start & (PIECE_BYTES - 1),
        length,
      );
      if (short !== undefined) return short;
    }
    const bytes = this.bytesAt(place);
    return bytes.includes(SURROGATE_BYTE) ? toUnits(bytes) : DECODER.decode(bytes);
  }

  /** Whether the text at this place is a stretch of another. */
  isAt(place: number, text: string, start: number, end: number): boolean {
    const piece = this.#pieces[this.#starts.at(place) >>> PIECE_BITS] ?? this.#last;
    let from = this.#starts.at(place) & (PIECE_BYTES - 1);
    if (this.lengthAt(place) < end - start) return false;
    for (let at = start; at < end; at += 1, from += 1) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) return this.at(place) === text.slice(start, end);
      if (piece[from] !== unit) return false;
    }
    return this.lengthAt(place) === end - start;
  }

  /** In bytes. */
  lengthAt(place: number): number {
    const length = this.#lengths.at(place);
    return length < MAX_LENGTH ? length : (this.#long.get(place) ?? length);
  }

  /** A byte of the text at this place, which compare as texts do; negative behind its end. */
  byteAt(place: number, at: number): number {
    if (at >= this.lengthAt(place)) return -1;
    const start = this.#starts.at(place);
    return this.#pieces[start >>> PIECE_BITS]?.[(start & (PIECE_BYTES - 1)) + at] ?? -1;
  }

  bytesAt(place: number): Uint8Array {
    const start = this.#starts.at(place);
    const from = start & (PIECE_BYTES - 1);
    const piece = this.#pieces[start >>> PIECE_BITS] ?? this.#last;
    return piece.subarray(from, from + this.lengthAt(place));
  }

  *[Symbol.iterator](): Generator<string> {
    for (let place = 0; place < this.count; place += 1) yield this.at(place);
  }

  #addPiece(most: number): void {
    this.#last = new Uint8Array(Math.max(PIECE_BYTES, most));
    this.#pieces.push(this.#last);
    this.#free = 0;
  }

  #write(unit: number): void {
    const bytes = this.#last;
    if (unit < 0x80) {
      bytes[this.#free++] = unit;
      return;
    }
    if (unit < 0x800) bytes[this.#free++] = 0xc0 | (unit >>> 6);
    else {
      bytes[this.#free++] = 0xe0 | (unit >>> 12);
      bytes[this.#free++] = 0x80 | ((unit >>> 6) & 0x3f);
    }
    bytes[this.#free++] = 0x80 | (unit & 0x3f);
  }
}

function shortText(piece: Uint8Array, start: number, length: number): string | undefined {
  let units = 0;
  for (let at = start; at < start + length; at += 1) units |= piece[at] ?? 0;
  if (units >= 0x80) return undefined;
  return String.fromCharCode.apply(null, piece.subarray(start, start + length) as unknown as number[]);
}

function toUnits(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    const size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : 3;
    let unit = size === 1 ? byte : byte & (0xff >> (size + 1));
    for (let next = 1; next < size; next += 1) unit = (unit << 6) | ((bytes[at + next] ?? 0) & 0x3f);
    text += String.fromCharCode(unit);
    at += size;
  }
  return text;
}
