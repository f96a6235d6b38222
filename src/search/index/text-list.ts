import { toBytes } from '../store/bytes.ts';
import type { ByteWriter } from '../store/bytes.ts';
import { withRoomFor } from './room.ts';

/** Texts stand in pieces of this size, each in one of them. */
const PIECE_BITS = 16;
const PIECE_BYTES = 1 << PIECE_BITS;
/** Of a code unit. */
const MAX_UNIT_BYTES = 3;
/** Where the lengths of longer ones are kept apart. */
const MAX_LENGTH = 0xffff;
/** Texts that there is room for at first. */
const FIRST_ROOM = 256;
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
  /** In one stretch each: they are read far more often than they grow. */
  #starts = new Uint32Array(FIRST_ROOM);
  #lengths = new Uint16Array(FIRST_ROOM);
  /** Lengths in bytes that are too large for that, by place. */
  readonly #long = new Map<number, number>();
  #last = new Uint8Array();
  #free = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  push(text: string, start = 0, end = text.length): void {
    const most = (end - start) * MAX_UNIT_BYTES;
    if (this.#free >= PIECE_BYTES || this.#last.length - this.#free < most) this.#addPiece(most);
    const from = this.#free;
    for (let at = start; at < end; at += 1) this.#write(text.charCodeAt(at));
    this.#close(from);
  }

  /** Appends the text of bytes as this list has them. */
  pushBytes(bytes: Uint8Array): void {
    const { length } = bytes;
    if (this.#free >= PIECE_BYTES || this.#last.length - this.#free < length) this.#addPiece(length);
    const from = this.#free;
    this.#last.set(bytes, from);
    this.#free += length;
    this.#close(from);
  }

  /** Appends the text at a place of another list. */
  pushOf(other: TextList, place: number): void {
    const length = other.lengthAt(place);
    if (this.#free >= PIECE_BYTES || this.#last.length - this.#free < length) this.#addPiece(length);
    const start = other.#starts[place] ?? 0;
    const piece = other.#pieces[start >>> PIECE_BITS] ?? other.#last;
    const [from, to] = [start & (PIECE_BYTES - 1), this.#free];
    for (let at = 0; at < length; at += 1) this.#last[to + at] = piece[from + at] ?? 0;
    this.#free += length;
    this.#close(to);
  }

  /** The text at this place. */
  at(place: number): string {
    const length = this.lengthAt(place);
    if (length <= MAX_SHORT) {
      const start = this.#starts[place] ?? 0;
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
    const piece = this.#pieces[(this.#starts[place] ?? 0) >>> PIECE_BITS] ?? this.#last;
    let from = (this.#starts[place] ?? 0) & (PIECE_BYTES - 1);
    if (this.lengthAt(place) < end - start) return false;
    for (let at = start; at < end; at += 1, from += 1) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) return this.at(place) === text.slice(start, end);
      if (piece[from] !== unit) return false;
    }
    return this.lengthAt(place) === end - start;
  }

  /** Whether the text at this place is a stretch of another, of ASCII, as a table makes it. */
  isFoldedAt(place: number, table: Uint8Array, text: string, start: number, end: number): boolean {
    if (this.lengthAt(place) !== end - start) return false;
    const piece = this.#pieces[(this.#starts[place] ?? 0) >>> PIECE_BITS] ?? this.#last;
    let from = (this.#starts[place] ?? 0) & (PIECE_BYTES - 1);
    for (let at = start; at < end; at += 1, from += 1)
      if (piece[from] !== table[text.charCodeAt(at)]) return false;
    return true;
  }

  /** In bytes. */
  lengthAt(place: number): number {
    const length = this.#lengths[place] ?? 0;
    return length < MAX_LENGTH ? length : (this.#long.get(place) ?? length);
  }

  /** A byte of the text at this place, where it has one. */
  byteAt(place: number, at: number): number {
    const start = this.#starts[place] ?? 0;
    return (this.#pieces[start >>> PIECE_BITS] ?? this.#last)[(start & (PIECE_BYTES - 1)) + at] ?? 0;
  }

  /** Three bytes of the text at this place and how many of them it has, as one number; these compare as texts do. */
  threeBytesAt(place: number, at: number): number {
    const left = this.lengthAt(place) - at;
    if (left <= 0) return 0;
    const start = this.#starts[place] ?? 0;
    const piece = this.#pieces[start >>> PIECE_BITS] ?? this.#last;
    const from = (start & (PIECE_BYTES - 1)) + at;
    if (left >= 3)
      return ((piece[from] ?? 0) << 18) | ((piece[from + 1] ?? 0) << 10) | ((piece[from + 2] ?? 0) << 2) | 3;
    return ((piece[from] ?? 0) << 18) | (left === 2 ? (piece[from + 1] ?? 0) << 10 : 0) | left;
  }

  /** Whether a text ends in what `threeBytesAt` gave. */
  isEnd(three: number): boolean {
    return (three & 3) < 3;
  }

  /** Writes the text at this place in UTF-8, after its length. */
  writeTo(writer: ByteWriter, place: number): void {
    const bytes = this.bytesAt(place);
    if (bytes.includes(SURROGATE_BYTE)) writer.text(toUnits(bytes));
    else writer.block(bytes);
  }

  /** Writes the text at this place from a byte on, where a character begins, in UTF-8. */
  writeRestTo(writer: ByteWriter, place: number, from: number): void {
    const end = this.lengthAt(place);
    for (let at = from; at < end; at += 1) {
      const byte = this.byteAt(place, at);
      if (byte === SURROGATE_BYTE) {
        writer.raw(toBytes(toUnits(this.bytesAt(place).subarray(at))));
        return;
      }
      writer.byte(byte);
    }
  }

  bytesAt(place: number): Uint8Array {
    const start = this.#starts[place] ?? 0;
    const from = start & (PIECE_BYTES - 1);
    const piece = this.#pieces[start >>> PIECE_BITS] ?? this.#last;
    return piece.subarray(from, from + this.lengthAt(place));
  }

  *[Symbol.iterator](): Generator<string> {
    for (let place = 0; place < this.count; place += 1) yield this.at(place);
  }

  #close(from: number): void {
    const length = this.#free - from;
    const place = this.#count++;
    this.#starts = withRoomFor(this.#starts, place);
    this.#lengths = withRoomFor(this.#lengths, place);
    this.#starts[place] = (this.#pieces.length - 1) * PIECE_BYTES + from;
    this.#lengths[place] = Math.min(length, MAX_LENGTH);
    if (length > MAX_LENGTH) this.#long.set(place, length);
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
