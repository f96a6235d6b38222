import { Deflater } from '../store/deflate/deflate.ts';
import { nativeInflate } from '../store/native-inflate.ts';
import { GrowingNumbers } from './growing-numbers.ts';

const ENCODER = new TextEncoder();
const DEFLATER = new Deflater();
/** What is packed at once. */
const PIECE_BYTES = 1 << 16;
/** So much is kept as it is; only of more is it worth the time to pack it. */
const MAX_PLAIN_BYTES = 1 << 27;

interface Shelf {
  readonly pieces: { readonly bytes: Uint8Array; readonly length: number; readonly isPacked: boolean }[];
  open: Uint8Array;
  free: number;
  /** Of the pieces that are closed. */
  closed: number;
  /** How many of its texts were not read yet. */
  unread: number;
}

/** Texts that are appended one by one and read once, shelf by shelf: in UTF-8, and packed where there are very many. */
export class PackedTexts {
  readonly #shelves = new Map<number, Shelf>();
  readonly #shelfOf = new GrowingNumbers(16);
  readonly #starts = new GrowingNumbers();
  readonly #lengths = new GrowingNumbers();
  readonly #maxPlainBytes: number;
  #plainBytes = 0;
  #unpacked: { readonly shelf: number; readonly bytes: Uint8Array } | undefined;

  constructor(maxPlainBytes = MAX_PLAIN_BYTES) {
    this.#maxPlainBytes = maxPlainBytes;
  }

  /** Appends a text to a shelf, a number of up to 16 bits. */
  push(text: string, number: number): void {
    const shelf = this.#shelves.get(number) ?? emptyShelf();
    this.#shelves.set(number, shelf);
    shelf.unread += 1;
    const most = text.length * 3;
    if (shelf.open.length - shelf.free < most) this.#makeRoom(shelf, most);
    const { written } = ENCODER.encodeInto(text, shelf.open.subarray(shelf.free));
    this.#shelfOf.push(number);
    this.#starts.push(shelf.closed + shelf.free);
    this.#lengths.push(written);
    shelf.free += written;
  }

  /** The bytes of the text at this place. Texts of one shelf should be asked for one after the other: going back unpacks it again. */
  at(place: number): Uint8Array {
    const shelf = this.#shelfOf.at(place);
    if (this.#unpacked?.shelf !== shelf) this.#unpacked = { shelf, bytes: this.#unpack(shelf) };
    this.#countRead(shelf);
    const start = this.#starts.at(place);
    return this.#unpacked.bytes.subarray(start, start + this.#lengths.at(place));
  }

  /** Forgets all of them. */
  clear(): void {
    this.#shelves.clear();
    this.#unpacked = undefined;
    for (const numbers of [this.#shelfOf, this.#starts, this.#lengths]) numbers.clear();
  }

  #makeRoom(shelf: Shelf, most: number): void {
    if (shelf.open.length < PIECE_BYTES) {
      const larger = new Uint8Array(Math.max(shelf.free + most, shelf.open.length * 2));
      larger.set(shelf.open.subarray(0, shelf.free));
      shelf.open = larger;
      return;
    }
    const isPacked = this.#plainBytes > this.#maxPlainBytes;
    const bytes = shelf.open.subarray(0, shelf.free);
    shelf.pieces.push({ bytes: isPacked ? DEFLATER.deflate(bytes, 0) : bytes, length: shelf.free, isPacked });
    shelf.closed += shelf.free;
    if (!isPacked) this.#plainBytes += shelf.free;
    if (!isPacked || most > shelf.open.length) shelf.open = new Uint8Array(Math.max(PIECE_BYTES, most));
    shelf.free = 0;
  }

  #unpack(number: number): Uint8Array {
    const shelf = this.#shelves.get(number);
    if (shelf === undefined) return new Uint8Array();
    const whole = new Uint8Array(shelf.closed + shelf.free);
    let at = 0;
    for (const { bytes, length, isPacked } of shelf.pieces) {
      whole.set(isPacked ? nativeInflate(bytes, length) : bytes, at);
      at += length;
    }
    whole.set(shelf.open.subarray(0, shelf.free), at);
    return whole;
  }

  /** What was read is not read again. */
  #countRead(number: number): void {
    const shelf = this.#shelves.get(number);
    if (shelf === undefined) return;
    shelf.unread -= 1;
    if (shelf.unread === 0) this.#shelves.delete(number);
  }
}

function emptyShelf(): Shelf {
  return { pieces: [], open: new Uint8Array(256), free: 0, closed: 0, unread: 0 };
}
