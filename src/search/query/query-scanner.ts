import type { QueryOperator } from './query.ts';

/** A word, a quoted text or a sign of a query, and where it stands. */
export interface QueryToken {
  readonly kind: 'word' | 'quoted' | 'operator' | 'open' | 'close' | 'end';
  /** Of a quoted text: without its quotes and escapes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** False for a quoted text without its closing quote. */
  readonly isClosed: boolean;
}

const SPACE = /\s/u;
const OPERATORS: readonly QueryOperator[] = ['!=', '>=', '<=', '=', '>', '<'];

/** Reads a query piece by piece; the parser says what it expects. */
export class QueryScanner {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get at(): number {
    return this.#at;
  }

  set at(offset: number) {
    this.#at = offset;
  }

  /** Whether the next unit is this one, with nothing between. */
  takes(unit: string): boolean {
    if (!this.text.startsWith(unit, this.#at)) return false;
    this.#at += unit.length;
    return true;
  }

  /** Whether a text, a sign or the end stands right here, without space before it. */
  isAtBreak(): boolean {
    const unit = this.text[this.#at];
    return unit === undefined || SPACE.test(unit) || unit === '(' || unit === ')';
  }

  /** The next piece. Words end before space, parentheses, quotes and whatever `stops` holds. */
  next(stops: string): QueryToken {
    while (this.#at < this.text.length && SPACE.test(this.text[this.#at] ?? '')) this.#at += 1;
    const start = this.#at;
    const unit = this.text[start];
    if (unit === undefined) return this.#token('end', start, '');
    if (unit === '(' || unit === ')') {
      this.#at += 1;
      return this.#token(unit === '(' ? 'open' : 'close', start, unit);
    }
    if (unit === '"') return this.#quoted(start);
    const operator = OPERATORS.find((one) => this.text.startsWith(one, start));
    if (operator !== undefined && stops.includes('=')) {
      this.#at += operator.length;
      return this.#token('operator', start, operator);
    }
    this.#at += 1;
    while (this.#at < this.text.length && !this.#isStop(stops)) this.#at += 1;
    return this.#token('word', start, this.text.slice(start, this.#at));
  }

  #isStop(stops: string): boolean {
    const unit = this.text[this.#at] ?? '';
    if (unit === '!' && stops.includes('=')) return this.text[this.#at + 1] === '=';
    return SPACE.test(unit) || '()"'.includes(unit) || stops.includes(unit);
  }

  #quoted(start: number): QueryToken {
    let text = '';
    for (this.#at += 1; this.#at < this.text.length; this.#at += 1) {
      const unit = this.text[this.#at] ?? '';
      if (unit === '"') {
        this.#at += 1;
        return this.#token('quoted', start, text);
      }
      const isEscape = unit === '\\' && '"\\'.includes(this.text[this.#at + 1] ?? ' ');
      if (isEscape) this.#at += 1;
      text += isEscape ? (this.text[this.#at] ?? '') : unit;
    }
    return { ...this.#token('quoted', start, text), isClosed: false };
  }

  #token(kind: QueryToken['kind'], start: number, text: string): QueryToken {
    return { kind, text, start, end: this.#at, isClosed: true };
  }
}
