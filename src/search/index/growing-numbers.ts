/** Numbers of a piece; pieces are never moved, so that growing costs no second copy. */
const PIECE_BITS = 16;
const PIECE = 1 << PIECE_BITS;
const KINDS = { 16: Uint16Array, 32: Uint32Array, 64: Float64Array } as const;

/** Numbers that are appended one by one: whole ones of up to 16 or 32 bits, or any. */
export class GrowingNumbers {
  readonly #pieces: (Uint32Array | Uint16Array | Float64Array)[] = [];
  readonly #bits: keyof typeof KINDS;
  #last: Uint32Array | Uint16Array | Float64Array = new Uint32Array();
  #length = 0;

  constructor(bits: keyof typeof KINDS = 32) {
    this.#bits = bits;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length & (PIECE - 1);
    if (at === 0) {
      this.#last = new KINDS[this.#bits](PIECE);
      this.#pieces.push(this.#last);
    }
    this.#last[at] = value;
    this.#length += 1;
  }

  /** Forgets all of them. */
  clear(): void {
    this.#last = new Uint32Array();
    this.#pieces.length = 0;
    this.#length = 0;
  }

  at(place: number): number {
    return this.#pieces[place >>> PIECE_BITS]?.[place & (PIECE - 1)] ?? 0;
  }

  /** The numbers from one place to another; a view where they stand together. */
  slice(start: number, end: number): Uint32Array | Uint16Array | Float64Array {
    const piece = this.#pieces[start >>> PIECE_BITS] ?? this.#last;
    const from = start & (PIECE - 1);
    if (from + end - start <= PIECE) return piece.subarray(from, from + end - start);
    const found = new KINDS[this.#bits](end - start);
    for (let at = start; at < end; at += 1) found[at - start] = this.at(at);
    return found;
  }

  /** All numbers, stretch by stretch. */
  *pieces(): Generator<Uint32Array | Uint16Array | Float64Array> {
    for (let start = 0; start < this.#length; start += PIECE)
      yield this.slice(start, Math.min(this.#length, start + PIECE));
  }

  /** Puts another number at a place that has one. */
  set(place: number, value: number): void {
    const piece = this.#pieces[place >>> PIECE_BITS];
    if (piece !== undefined) piece[place & (PIECE - 1)] = value;
  }
}
