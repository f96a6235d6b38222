import { eachPart, tokenOfPart } from '../text/tokens.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { indexKeys } from './keys.ts';
import { markOf } from './name-marks.ts';
import { TextList } from './text-list.ts';
import { TextNumbers } from './text-numbers.ts';

/** Where a part is no word, or a word has no list of its own. */
const NONE = 0xffffffff;
/** Bits of a word: its mark, which takes the lower ones, and whether people type it from memory. */
const MARK = 0xffffff;
const IS_TYPED = 1 << 24;

/** Words as documents hold them. Each is taken apart and looked up once; from then on it is a number. */
export class Lexicon {
  readonly #terms: TextNumbers;
  readonly #parts = new TextNumbers();
  readonly #stemTerms = new GrowingNumbers();
  readonly #wordTerms = new GrowingNumbers();
  readonly #bits = new GrowingNumbers();
  /** Words that are written otherwise than their part. */
  readonly #changed = new Map<number, string>();

  constructor(terms: TextNumbers) {
    this.#terms = terms;
  }

  /** The words of a text, at most `limit`, as `tokensOf` finds them. */
  read(text: string, limit: number): number[] {
    const found: number[] = [];
    eachPart(text, (folded, start, end) => {
      const part = this.#parts.find(folded, start, end);
      const number = part < 0 ? this.#take(folded.slice(start, end)) : part;
      if (this.#stemTerms.at(number) !== NONE) found.push(number);
      return found.length < limit;
    });
    return found;
  }

  /** The list of its stem. */
  stemTerm(number: number): number {
    return this.#stemTerms.at(number);
  }

  /** The list of its own spelling; negative where that is its stem. */
  wordTerm(number: number): number {
    const term = this.#wordTerms.at(number);
    return term === NONE ? -1 : term;
  }

  /** What `markOf` gives for its stem. */
  mark(number: number): number {
    return this.#bits.at(number) & MARK;
  }

  /** Notes that people type the word from memory. */
  markTyped(number: number): void {
    this.#bits.set(number, this.#bits.at(number) | IS_TYPED);
  }

  /** The words that people type from memory; one can be there twice. */
  typed(): TextList {
    const typed = new TextList();
    for (let number = 0; number < this.#bits.length; number += 1) {
      if ((this.#bits.at(number) & IS_TYPED) === 0) continue;
      typed.push(this.#changed.get(number) ?? this.#parts.texts.at(number));
    }
    return typed;
  }

  #take(part: string): number {
    const token = tokenOfPart(part);
    const number = this.#parts.of(part);
    if (token === undefined) {
      this.#push(NONE, NONE, 0);
      return number;
    }
    const { word, stem } = token;
    if (word !== part) this.#changed.set(number, word);
    const stemTerm = this.#terms.of(indexKeys.stem(stem));
    this.#push(stemTerm, word === stem ? NONE : this.#terms.of(indexKeys.word(word)), markOf(stem));
    return number;
  }

  #push(stemTerm: number, wordTerm: number, bits: number): void {
    this.#stemTerms.push(stemTerm);
    this.#wordTerms.push(wordTerm);
    this.#bits.push(bits);
  }
}
