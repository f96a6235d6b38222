import { OF_WORDS, eachPart, tokenOfPart } from '../text/tokens.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { indexKeys } from './keys.ts';
import { markOf } from './name-marks.ts';
import { withRoomFor } from './room.ts';
import { TextList } from './text-list.ts';
import { NO_HASH, TextNumbers, hashWith } from './text-numbers.ts';

/** Where a part is no word, or a word has no list of its own. */
const NONE = 0xffffffff;
/** Bits of a word: its mark, which takes the lower ones, and whether people type it from memory. */
const MARK = 0xffffff;
const IS_TYPED = 1 << 24;
/** Words that there is room for at first. */
const FIRST_ROOM = 1 << 8;

/** Words, each with the number of a list. */
export interface LexiconWords {
  readonly words: TextList;
  readonly terms: GrowingNumbers;
}

/** Words as documents hold them. Each is taken apart and looked up once; from then on it is a number. */
export class Lexicon {
  readonly #terms: TextNumbers;
  readonly #parts = new TextNumbers();
  #stemTerms = new Uint32Array(FIRST_ROOM);
  #wordTerms = new Uint32Array(FIRST_ROOM);
  #bits = new Uint32Array(FIRST_ROOM);
  #count = 0;
  /** Words that are written otherwise than their part. */
  readonly #changed = new Map<number, string>();

  constructor(terms: TextNumbers) {
    this.#terms = terms;
  }

  /** The words of a text, at most `limit`, as `tokensOf` finds them. */
  read(text: string, limit: number): number[] {
    const found: number[] = [];
    let start = 0;
    let hash = NO_HASH;
    for (let at = 0; at <= text.length; at += 1) {
      const unit = at < text.length ? text.charCodeAt(at) : 0;
      if (unit >= 0x80) return this.#readAny(text, limit);
      const lower = OF_WORDS[unit] ?? 0;
      if (lower > 0) {
        hash = hashWith(hash, lower);
        continue;
      }
      if (at > start) this.#note(found, this.#partAt(text, start, at, hash));
      if (found.length >= limit) break;
      start = at + 1;
      hash = NO_HASH;
    }
    return found;
  }

  /** The same of a text that is not all ASCII. */
  #readAny(text: string, limit: number): number[] {
    const found: number[] = [];
    eachPart(text, (folded, start, end) => {
      const part = this.#parts.find(folded, start, end);
      this.#note(found, part < 0 ? this.#take(folded.slice(start, end)) : part);
      return found.length < limit;
    });
    return found;
  }

  #partAt(text: string, start: number, end: number, hash: number): number {
    const part = this.#parts.findFolded(OF_WORDS, hash, text, start, end);
    return part < 0 ? this.#take(text.slice(start, end).toLowerCase()) : part;
  }

  #note(found: number[], part: number): void {
    if (this.#stemTerms[part] !== NONE) found.push(part);
  }

  /** The list of its stem. */
  stemTerm(number: number): number {
    return this.#stemTerms[number] ?? NONE;
  }

  /** The list of its own spelling; negative where that is its stem. */
  wordTerm(number: number): number {
    const term = this.#wordTerms[number] ?? NONE;
    return term === NONE ? -1 : term;
  }

  /** What `markOf` gives for its stem. */
  mark(number: number): number {
    return (this.#bits[number] ?? 0) & MARK;
  }

  /** Notes that people type the word from memory. */
  markTyped(number: number): void {
    this.#bits[number] = (this.#bits[number] ?? 0) | IS_TYPED;
  }

  /** The words that people type from memory, and the list of each: of its own spelling where there is one, else of its stem. Words
   *  that were cut can be there twice. */
  typed(): LexiconWords {
    const words = new TextList();
    const terms = new GrowingNumbers();
    for (let number = 0; number < this.#count; number += 1) {
      if (((this.#bits[number] ?? 0) & IS_TYPED) === 0) continue;
      const changed = this.#changed.get(number);
      if (changed === undefined) words.pushBytes(this.#parts.texts.bytesAt(number));
      else words.push(changed);
      const ofWord = this.wordTerm(number);
      terms.push(ofWord < 0 ? this.stemTerm(number) : ofWord);
    }
    return { words, terms };
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
    const number = this.#count++;
    this.#stemTerms = withRoomFor(this.#stemTerms, number);
    this.#wordTerms = withRoomFor(this.#wordTerms, number);
    this.#bits = withRoomFor(this.#bits, number);
    this.#stemTerms[number] = stemTerm;
    this.#wordTerms[number] = wordTerm;
    this.#bits[number] = bits;
  }
}
