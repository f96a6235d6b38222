import type { ArtifactEntry } from './artifact-entry.ts';

/** Numbers from 0 by artifact of one table: a map that costs no more than an array. */
export class EntryNumbers {
  /** By place in the table: the number and one, or 0. */
  #cells: Int32Array;

  /** Made for a table of this size; it may grow. */
  constructor(size: number) {
    this.#cells = new Int32Array(Math.max(size, 64));
  }

  /** -1 where the artifact has none. */
  get({ place }: ArtifactEntry): number {
    return place < this.#cells.length ? (this.#cells[place] as number) - 1 : -1;
  }

  set({ place }: ArtifactEntry, number: number): void {
    if (place >= this.#cells.length) {
      const larger = new Int32Array(Math.max(place + 1, this.#cells.length * 4));
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells[place] = number + 1;
  }
}
