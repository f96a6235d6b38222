import { eachPart, tokenOfPart } from '../text/tokens.ts';
import { indexKeys } from './keys.ts';
import { markOf } from './name-marks.ts';
import { PartTable } from './part-table.ts';
import type { TermNumbers } from './term-numbers.ts';

const NONE = -1;

/** Words as documents hold them. Each is taken apart and looked up once; from then on it is a number. */
export class Lexicon {
  readonly #terms: TermNumbers;
  readonly #parts = new PartTable();
  /** Of each part the number of its word, or `NONE`. */
  readonly #wordOf: number[] = [];
  readonly #words: string[] = [];
  readonly #stemTerms: number[] = [];
  readonly #wordTerms: number[] = [];
  readonly #isTyped: boolean[] = [];
  readonly #marks: number[] = [];

  constructor(terms: TermNumbers) {
    this.#terms = terms;
  }

  /** The words of a text, at most `limit`, as `tokensOf` finds them. */
  read(text: string, limit: number): number[] {
    const found: number[] = [];
    eachPart(text, (folded, start, end) => {
      const part = this.#parts.find(folded, start, end);
      const number = part < 0 ? this.#take(folded.slice(start, end)) : (this.#wordOf[part] ?? NONE);
      if (number !== NONE) found.push(number);
      return found.length < limit;
    });
    return found;
  }

  /** The list of its stem. */
  stemTerm(number: number): number {
    return this.#stemTerms[number] ?? NONE;
  }

  /** The list of its own spelling; negative where that is its stem. */
  wordTerm(number: number): number {
    return this.#wordTerms[number] ?? NONE;
  }

  /** What `markOf` gives for its stem. */
  mark(number: number): number {
    return this.#marks[number] ?? 0;
  }

  /** Notes that people type the word from memory. */
  markTyped(number: number): void {
    this.#isTyped[number] = true;
  }

  /** The different words that people type from memory. */
  typed(): string[] {
    return [...new Set(this.#words.filter((_, number) => this.#isTyped[number]))];
  }

  #take(part: string): number {
    const token = tokenOfPart(part);
    const kept = this.#parts.add(part);
    const number = token === undefined ? NONE : this.#words.length;
    this.#wordOf.push(number);
    if (token === undefined) return number;
    this.#words.push(token.word === part ? kept : token.word);
    this.#isTyped.push(false);
    this.#marks.push(markOf(token.stem));
    this.#stemTerms.push(this.#terms.of(indexKeys.stem(token.stem)));
    this.#wordTerms.push(token.word === token.stem ? NONE : this.#terms.of(indexKeys.word(token.word)));
    return number;
  }
}
