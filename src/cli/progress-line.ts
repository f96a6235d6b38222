import { toOneLine } from '../core/index.ts';
import { displayWidth, truncate } from '../report/index.ts';

const WIPE = '\r\u001B[2K';
const PAUSE_SECONDS = 0.1;
const FIRST_AFTER_SECONDS = 0.4;

/** Counting one kind of thing, from its first report on. */
interface Count {
  readonly what: string;
  readonly since: number;
  readonly first: number;
}

/** One line on stderr that says how far long work has come, how quickly it goes and how long it will take. It appears after a moment and is wiped before any other text. */
export class ProgressLine {
  readonly #write: (text: string) => void;
  readonly #seconds: () => number;
  readonly #columns: number;
  readonly #startedAt: number;
  #lastAt = -Infinity;
  #isDrawn = false;
  #count: Count | undefined;

  /** `seconds` is any clock that only rises. */
  constructor(write: (text: string) => void, seconds: () => number, columns: number) {
    this.#write = write;
    this.#seconds = seconds;
    this.#columns = columns;
    this.#startedAt = seconds();
  }

  /** Draws at most ten times a second; `total` is 0 where it is not known. */
  update(done: number, total: number, what: string): void {
    const now = this.#seconds();
    if (this.#count?.what !== what || done < this.#count.first)
      this.#count = { what, since: now, first: done };
    if (now - this.#startedAt < FIRST_AFTER_SECONDS || now - this.#lastAt < PAUSE_SECONDS) return;
    this.#lastAt = now;
    this.#isDrawn = true;
    this.#write(WIPE + this.#text(done, total, what, now));
  }

  /** As much of it as fits: the rate goes first, then the total; the time left stays. */
  #text(done: number, total: number, what: string, now: number): string {
    const { since, first } = this.#count ?? { since: now, first: done };
    const perSecond = now > since ? (done - first) / (now - since) : 0;
    const rate = perSecond > 0 ? `, ${rateWords(perSecond)}` : '';
    const isKnown = total >= done && total > 0;
    const percent = isKnown ? ` (${String(Math.floor((100 * done) / total))} %)` : '';
    const share = isKnown ? ` of ${String(total)}${percent}` : '';
    const left = isKnown && perSecond > 0 ? `, ${timeWords((total - done) / perSecond)} left` : '';
    const begin = `${toOneLine(what)} ${String(done)}`;
    const texts = [begin + share + rate + left, begin + share + left, begin + percent + left];
    const columns = this.#columns - 1;
    return texts.find((text) => displayWidth(text) <= columns) ?? truncate(begin + percent, columns);
  }

  clear(): void {
    if (this.#isDrawn) this.#write(WIPE);
    this.#isDrawn = false;
  }
}

function rateWords(perSecond: number): string {
  return `${perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond))}/s`;
}

function timeWords(seconds: number): string {
  if (seconds < 90) return `${String(Math.max(1, Math.round(seconds)))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${String(minutes)} min` : `${String(Math.round(minutes / 60))} h`;
}
