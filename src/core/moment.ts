/**
 * The time that something is judged at, which notes for how long the same answers hold: whoever keeps a verdict can keep
 * it just that long. Times are milliseconds since 1970.
 */
export class Moment {
  readonly #now: number;
  #from = Number.NEGATIVE_INFINITY;
  #until = Number.POSITIVE_INFINITY;

  constructor(now: number | Date) {
    this.#now = Number(now);
  }

  /** Whether it is that time, or later. */
  hasReached(time: number): boolean {
    const isReached = this.#now >= time;
    if (isReached) this.#from = Math.max(this.#from, time);
    else this.#until = Math.min(this.#until, time);
    return isReached;
  }

  /** The time itself: what rests on it holds at no other. */
  get exact(): number {
    this.holdOnly();
    return this.#now;
  }

  /** The time itself, for what holds from then on, and for as long as `holdUntil` says. */
  get start(): number {
    this.#from = Math.max(this.#from, this.#now);
    return this.#now;
  }

  /** Notes when something may have another answer. */
  holdUntil(time: number): void {
    this.#until = Math.min(this.#until, time);
  }

  /** Notes that something besides the clock was asked, which may answer otherwise at any other time. */
  holdOnly(): void {
    this.#from = this.#until = this.#now;
  }

  /** From when on, and before when, everything that was asked has the same answer; `from` is `until` where that is never sure. */
  get window(): { readonly from: number; readonly until: number } {
    return { from: this.#from, until: this.#until };
  }
}

/** A time that something is judged at, where it need not matter for how long that holds. */
export type When = Date | Moment;
