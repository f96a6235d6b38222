/** Up to here a list grows faster: growing costs more than the room. */
const MANY_CELLS = 8192;

/** A growing list of 32-bit integers. `cells` is replaced when it grows: never keep it across a `push`. */
export class Ints {
  cells: Int32Array;
  length = 0;

  constructor(capacity = 128) {
    this.cells = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.cells.length) this.#grow(this.length + 1);
    this.cells[this.length] = value;
    this.length += 1;
  }

  get(index: number): number {
    return this.cells[index] as number;
  }

  set(index: number, value: number): void {
    this.cells[index] = value;
  }

  /** Makes room for so many more, with undefined content, and gives the index of the first. */
  reserve(count: number): number {
    const start = this.length;
    if (start + count > this.cells.length) this.#grow(start + count);
    this.length = start + count;
    return start;
  }

  #grow(least: number): void {
    const factor = this.cells.length < MANY_CELLS ? 4 : 2;
    const larger = new Int32Array(Math.max(least, this.cells.length * factor));
    larger.set(this.cells);
    this.cells = larger;
  }
}
