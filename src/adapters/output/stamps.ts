import type { Stats } from 'node:fs';

/** Inode, mode, size, time of the bytes, time of the last change of any of these. */
export const NUMBERS_PER_STAMP = 5;

/**
 * The stamps of many files, side by side. One that proves nothing is all zeros. Times are milliseconds, rounded by the
 * system to what a number holds: in one direction, so that what is older stays older or becomes as old.
 */
export class Stamps {
  readonly #numbers: Float64Array;

  private constructor(numbers: Float64Array) {
    this.#numbers = numbers;
  }

  /** So many that prove nothing. */
  static none(count: number): Stamps {
    return new Stamps(new Float64Array(count * NUMBERS_PER_STAMP));
  }

  /** The stamps of what `bytes` gave. */
  static of(bytes: Uint8Array): Stamps {
    return new Stamps(new Float64Array(new Uint8Array(bytes).buffer));
  }

  get bytes(): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.#numbers;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  /** Whether the file was last looked at as it is now, and that proves its bytes. */
  proves(at: number, { ino, mode, size, mtimeMs, ctimeMs }: Stats): boolean {
    const numbers = this.#numbers;
    const begin = at * NUMBERS_PER_STAMP;
    return (
      ctimeMs !== 0 &&
      numbers[begin + 4] === ctimeMs &&
      numbers[begin] === ino &&
      numbers[begin + 1] === mode &&
      numbers[begin + 2] === size &&
      numbers[begin + 3] === mtimeMs
    );
  }

  isNothing(at: number): boolean {
    return this.#numbers[at * NUMBERS_PER_STAMP + 4] === 0;
  }

  /** Keeps what was looked at; nothing where a change after this look might leave it as it is, for it is not older than
   *  the moment. */
  set(at: number, stat: Stats | undefined, moment: number): void {
    if (stat === undefined || !(stat.ctimeMs < moment && stat.mtimeMs < moment)) {
      this.clear(at);
      return;
    }
    const { ino, mode, size, mtimeMs, ctimeMs } = stat;
    this.#numbers.set([ino, mode, size, mtimeMs, ctimeMs], at * NUMBERS_PER_STAMP);
  }

  clear(at: number): void {
    const begin = at * NUMBERS_PER_STAMP;
    this.#numbers.fill(0, begin, begin + NUMBERS_PER_STAMP);
  }

  /** Takes over so many stamps that follow each other. */
  copy(at: number, from: Stamps, fromAt: number, count = 1): void {
    const begin = fromAt * NUMBERS_PER_STAMP;
    const numbers = from.#numbers.subarray(begin, begin + count * NUMBERS_PER_STAMP);
    this.#numbers.set(numbers, at * NUMBERS_PER_STAMP);
  }
}
