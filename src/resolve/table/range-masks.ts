/** More ranges than this are looked up by their texts. */
const FEW = 8;

interface Known {
  readonly range: string;
  readonly mask: readonly number[];
  readonly next: Known | undefined;
}

/** The releases of one artifact that ranges take, by their texts: few mostly, so these are looked through in turn. */
export class RangeMasks {
  #last: Known | undefined;
  #count = 0;
  #byRange: Map<string, readonly number[]> | undefined;

  get(range: string): readonly number[] | undefined {
    if (this.#byRange !== undefined) return this.#byRange.get(range);
    let known = this.#last;
    while (known !== undefined && known.range !== range) known = known.next;
    return known?.mask;
  }

  set(range: string, mask: readonly number[]): void {
    if (this.#byRange !== undefined) {
      this.#byRange.set(range, mask);
      return;
    }
    this.#last = { range, mask, next: this.#last };
    this.#count += 1;
    if (this.#count > FEW) this.#lookUp();
  }

  #lookUp(): void {
    this.#byRange = new Map();
    for (let known = this.#last; known !== undefined; known = known.next) {
      this.#byRange.set(known.range, known.mask);
    }
    this.#last = undefined;
  }
}
