import { GrowingNumbers } from './growing-numbers.ts';

const PIECE_BYTES = 1 << 22;
const ENCODER = new TextEncoder();

/** Texts that are appended one by one, in UTF-8 and so outside of what is searched for garbage. */
export class GrowingTexts {
  readonly #pieces: Uint8Array[] = [];
  readonly #pieceOf = new GrowingNumbers(16);
  readonly #starts = new GrowingNumbers();
  readonly #lengths = new GrowingNumbers();
  #free = 0;

  push(text: string): void {
    const most = text.length * 3;
    let piece = this.#pieces.at(-1);
    if (piece === undefined || piece.length - this.#free < most) {
      piece = new Uint8Array(Math.max(PIECE_BYTES, most));
      this.#pieces.push(piece);
      this.#free = 0;
    }
    const { written } = ENCODER.encodeInto(text, piece.subarray(this.#free));
    this.#pieceOf.push(this.#pieces.length - 1);
    this.#starts.push(this.#free);
    this.#lengths.push(written);
    this.#free += written;
  }

  /** Forgets all of them. */
  clear(): void {
    this.#pieces.length = 0;
    this.#free = 0;
    for (const numbers of [this.#pieceOf, this.#starts, this.#lengths]) numbers.clear();
  }

  /** The bytes of the text at this place. */
  at(place: number): Uint8Array {
    const start = this.#starts.at(place);
    const piece = this.#pieces[this.#pieceOf.at(place)];
    return piece?.subarray(start, start + this.#lengths.at(place)) ?? new Uint8Array();
  }
}
