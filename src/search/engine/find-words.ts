import { tokensOf } from '../text/tokens.ts';
import type { SearchToken } from '../text/tokens.ts';
import { isOneTypoApart } from '../index/typo-halves.ts';
import type { Postings } from '../index/postings.ts';
import { FORM_FACTORS } from '../index/weights.ts';
import type { FoundTerm, IndexReader } from './index-reader.ts';

/** Words of one typing error that are taken, the most common. */
const MAX_TYPOS = 4;
const MAX_TOKENS = 16;

/** How a word of a query was matched. */
export type MatchKind = keyof typeof FORM_FACTORS;

/** A form of a word that was found. */
export interface MatchedTerm extends FoundTerm {
  readonly how: MatchKind;
  readonly factor: number;
  /** Documents that decide how rare it is: for beginnings and typing errors those of all their words together. */
  readonly documents: number;
}

/** A word of the query that adds to the score, with all that it matches. */
export interface Leaf {
  readonly text: string;
  readonly terms: readonly MatchedTerm[];
  /** Bits of the fields that count. */
  readonly mask: number;
  /** Whether there are more words of this beginning than were looked at. */
  readonly isPartial: boolean;
  /** The postings that were read of its terms for the documents that wait for their place in the order. */
  readonly loaded: { readonly term: MatchedTerm; readonly postings: Postings }[];
}

/** How words are asked for. */
export interface WordWish {
  readonly mask: number;
  /** Whether words that only begin with the last one count. */
  readonly isPrefix: boolean;
  /** Whether only the words themselves count, in whatever form. */
  readonly isStrict: boolean;
  /** Whether every document counts, not just the best. */
  readonly isComplete: boolean;
}

/** Looks up the words of a text: a leaf each. None where the text says nothing, as "the" does. */
export async function findWords(index: IndexReader, text: string, wish: WordWish): Promise<Leaf[]> {
  const tokens = tokensOf(text, MAX_TOKENS);
  if (wish.isPrefix && tokens.length === 0) {
    const word = text.toLowerCase();
    return word === '' ? [] : [toLeaf(text, wish.mask, await prefixTerms(index, word, wish.isComplete))];
  }
  return Promise.all(
    tokens.map(async (token, at) => {
      const isPrefix = wish.isPrefix && at === tokens.length - 1;
      return toLeaf(token.word, wish.mask, await termsFor(index, token, { ...wish, isPrefix }));
    }),
  );
}

interface FoundTerms {
  readonly terms: MatchedTerm[];
  readonly isPartial: boolean;
}

const NO_TERMS: FoundTerms = { terms: [], isPartial: false };

function toLeaf(text: string, mask: number, { terms, isPartial }: FoundTerms): Leaf {
  return { text, mask, isPartial, terms: terms.filter(({ list }) => list.count > 0), loaded: [] };
}

async function termsFor(
  index: IndexReader,
  { word, stem }: SearchToken,
  { isPrefix, isStrict, isComplete }: WordWish,
): Promise<FoundTerms> {
  const asked = [index.stem(stem).then((term) => toTerm('stem', term))];
  if (word !== stem && !isStrict) asked.unshift(index.word(word).then((term) => toTerm('word', term)));
  // One way after another to the index would be felt by who types.
  const longer = isPrefix ? prefixTerms(index, word, isComplete) : NO_TERMS;
  const [own, begins] = await Promise.all([Promise.all(asked), longer]);
  const terms = [...own, ...begins.terms];
  if (isStrict || terms.some(({ list }) => list.count > 0)) return { ...begins, terms };
  const begun =
    !isPrefix && (await index.isBegun(word)) ? await prefixTerms(index, word, isComplete) : NO_TERMS;
  if (begun.terms.length > 0) return { ...begun, isPartial: false };
  return { terms: await typoTerms(index, word), isPartial: false };
}

async function prefixTerms(index: IndexReader, word: string, isComplete: boolean): Promise<FoundTerms> {
  const { terms, isPartial } = await index.prefix(word, isComplete);
  return { terms: together('prefix', terms), isPartial };
}

async function typoTerms(index: IndexReader, word: string): Promise<MatchedTerm[]> {
  const near = new Set<string>();
  for (const { word: other } of await index.nearby(word)) {
    if (near.size < MAX_TYPOS && isOneTypoApart(word, other)) near.add(other);
  }
  const found = await Promise.all(
    [...near].map(async (other) => {
      const [token] = tokensOf(other, 1);
      if (token === undefined) return [];
      // The list of the stem holds those of all its spellings.
      return [{ ...(await index.stem(token.stem)), word: other }];
    }),
  );
  return together('typo', found.flat());
}

function toTerm(how: keyof typeof FORM_FACTORS, term: FoundTerm): MatchedTerm {
  return { ...term, how, factor: FORM_FACTORS[how], documents: term.list.count };
}

/** The rarest of many words that were not typed must not win by being rare. */
function together(how: keyof typeof FORM_FACTORS, terms: readonly FoundTerm[]): MatchedTerm[] {
  const documents = terms.reduce((sum, { list }) => sum + list.count, 0);
  return terms.map((term) => ({ ...term, how, factor: FORM_FACTORS[how], documents }));
}
