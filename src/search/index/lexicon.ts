import { partsOf, tokenOfPart } from '../text/tokens.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { indexKeys } from './keys.ts';
import { markOf } from './name-marks.ts';
import { withRoomFor } from './room.ts';
import { TextList } from './text-list.ts';
import { NO_HASH, TextNumbers, hashWith } from './text-numbers.ts';

/** By the number of a plain character: that in lower case where it is of words, else 0. */
const OF_WORDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  return /[\p{L}\p{N}+#]/u.test(character) ? character.charCodeAt(0) : 0;
});
/** Where a part is no word, or a word has no list of its own. */
const NONE = 0xffffffff;
/** Bits of a word: its mark, which takes the lower ones, and whether people type it from memory. */
const MARK = 0xffffff;
const IS_TYPED = 1 << 24;
/** Numbers that are kept of a word, one beside the other: the list of its stem, that of its own spelling, its bits. */
const FACTS = 3;
const [OF_STEM, OF_WORD, OF_BITS] = [0, 1, 2];

/** Words, each with the number of a list. */
export interface LexiconWords {
  readonly words: TextList;
  readonly terms: GrowingNumbers;
}

/** Words as documents hold them. Each is taken apart and looked up once; from then on it is a number. */
export class Lexicon {
  readonly #terms: TextNumbers;
  readonly #parts = new TextNumbers();
  #facts = new Uint32Array(1 << 10);
  #count = 0;
  /** Words that are written otherwise than their part. */
  readonly #changed = new Map<number, string>();

  constructor(terms: TextNumbers) {
    this.#terms = terms;
  }

  /** Puts the words of a text, as `tokensOf` finds them, behind those that were found, until there are so many. */
  read(text: string, limit: number, found: number[]): void {
    const former = found.length;
    if (former >= limit) return;
    let start = 0;
    let hash = NO_HASH;
    for (let at = 0; at <= text.length; at += 1) {
      const unit = at < text.length ? text.charCodeAt(at) : 0;
      if (unit >= 0x80) {
        found.length = former;
        this.#readAny(text, limit, found);
        return;
      }
      const lower = OF_WORDS[unit] ?? 0;
      if (lower > 0) {
        hash = hashWith(hash, lower);
        continue;
      }
      if (at > start) this.#note(found, this.#partAt(text, start, at, hash));
      if (found.length >= limit) return;
      start = at + 1;
      hash = NO_HASH;
    }
  }

  /** The same of a text that is not all ASCII. */
  #readAny(text: string, limit: number, found: number[]): void {
    for (const part of partsOf(text)) {
      const number = this.#parts.find(part, 0, part.length);
      this.#note(found, number < 0 ? this.#take(part) : number);
      if (found.length >= limit) return;
    }
  }

  #partAt(text: string, start: number, end: number, hash: number): number {
    const part = this.#parts.findFolded(OF_WORDS, hash, text, start, end);
    return part < 0 ? this.#take(text.slice(start, end).toLowerCase()) : part;
  }

  #note(found: number[], part: number): void {
    if (this.#facts[FACTS * part + OF_STEM] !== NONE) found.push(part);
  }

  /** The list of its stem. */
  stemTerm(number: number): number {
    return this.#facts[FACTS * number + OF_STEM] ?? NONE;
  }

  /** The list of its own spelling; negative where that is its stem. */
  wordTerm(number: number): number {
    const term = this.#facts[FACTS * number + OF_WORD] ?? NONE;
    return term === NONE ? -1 : term;
  }

  /** What `markOf` gives for its stem. */
  mark(number: number): number {
    return this.#bits(number) & MARK;
  }

  /** Notes that people type the word from memory. */
  markTyped(number: number): void {
    this.#facts[FACTS * number + OF_BITS] = this.#bits(number) | IS_TYPED;
  }

  #bits(number: number): number {
    return this.#facts[FACTS * number + OF_BITS] ?? 0;
  }

  /** The words that people type from memory, and the list of each: of its own spelling where there is one, else of its stem. Words
   *  that were cut can be there twice. */
  typed(): LexiconWords {
    const words = new TextList();
    const terms = new GrowingNumbers();
    for (let number = 0; number < this.#count; number += 1) {
      if ((this.#bits(number) & IS_TYPED) === 0) continue;
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
    const at = FACTS * this.#count++;
    this.#facts = withRoomFor(this.#facts, at + OF_BITS);
    this.#facts[at + OF_STEM] = stemTerm;
    this.#facts[at + OF_WORD] = wordTerm;
    this.#facts[at + OF_BITS] = bits;
  }
}
