/** Numbers of a piece; pieces are never moved, so that growing costs no second copy. */
const PIECE_BITS = 16;
const PIECE = 1 << PIECE_BITS;

/** Whole numbers of up to 32 bits, or 16, that are appended one by one. */
export class GrowingNumbers {
  readonly #pieces: (Uint32Array | Uint16Array)[] = [];
  readonly #Piece: typeof Uint32Array | typeof Uint16Array;
  #last: Uint32Array | Uint16Array;
  #length = 0;

  constructor(bits: 16 | 32 = 32) {
    this.#Piece = bits === 32 ? Uint32Array : Uint16Array;
    this.#last = new this.#Piece(PIECE);
    this.#pieces.push(this.#last);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length & (PIECE - 1);
    if (at === 0 && this.#length > 0) {
      this.#last = new this.#Piece(PIECE);
      this.#pieces.push(this.#last);
    }
    this.#last[at] = value;
    this.#length += 1;
  }

  /** Forgets all of them. */
  clear(): void {
    this.#last = new this.#Piece(PIECE);
    this.#pieces.splice(0, this.#pieces.length, this.#last);
    this.#length = 0;
  }

  at(place: number): number {
    return this.#pieces[place >>> PIECE_BITS]?.[place & (PIECE - 1)] ?? 0;
  }
}
