import { toOneLine } from '../core/index.ts';
import { truncate } from '../report/index.ts';

const WIPE = '\r\u001B[2K';
const PAUSE_SECONDS = 0.1;
const FIRST_AFTER_SECONDS = 0.4;

/** One line on stderr that says how far long work has come. It appears after a moment and is wiped before any other text. */
export class ProgressLine {
  readonly #write: (text: string) => void;
  readonly #seconds: () => number;
  readonly #columns: number;
  readonly #startedAt: number;
  #lastAt = -Infinity;
  #isDrawn = false;

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
    if (now - this.#startedAt < FIRST_AFTER_SECONDS || now - this.#lastAt < PAUSE_SECONDS) return;
    this.#lastAt = now;
    this.#isDrawn = true;
    const share = total > 0 ? ` of ${String(total)} (${String(Math.floor((100 * done) / total))} %)` : '';
    this.#write(WIPE + truncate(`${toOneLine(what)} ${String(done)}${share}`, this.#columns - 1));
  }

  clear(): void {
    if (this.#isDrawn) this.#write(WIPE);
    this.#isDrawn = false;
  }
}
