import { TEXT_FIELDS } from '../index/fields.ts';
import type { TextField } from '../index/fields.ts';
import type { Posting } from '../index/postings.ts';
import { isOneTypoApart, typoVariants } from '../index/typo-variants.ts';
import { tokensOf } from '../text/tokens.ts';
import type { SearchToken } from '../text/tokens.ts';
import { intersect, unite } from './id-sets.ts';
import type { FoundTerm, IndexReader } from './index-reader.ts';

/** What another form than the one asked for counts. */
const FACTORS = { word: 1.25, stem: 1, prefix: 0.8, typo: 0.5 } as const;
/** A word without a match may be the beginning of one from this length on. */
const MIN_PREFIX_UNITS = 3;

/** A form of a word that was found. */
export interface MatchedTerm extends FoundTerm {
  readonly how: keyof typeof FACTORS;
  readonly factor: number;
}

/** A word of the query that adds to the score, with all that it matches. */
export interface Leaf {
  readonly text: string;
  readonly terms: readonly MatchedTerm[];
}

/** Documents and what they were found by; `ids` is undefined where a word says nothing, as "the" does. */
export interface WordMatch {
  readonly ids: number[] | undefined;
  readonly leaves: readonly Leaf[];
}

const MAX_TOKENS = 16;

/** Finds a word, or words in a row. Only postings in `field` count, where it is given. */
export async function findWords(
  index: IndexReader,
  text: string,
  { field, isPrefix, isPhrase }: { field: TextField | undefined; isPrefix: boolean; isPhrase: boolean },
): Promise<WordMatch> {
  const tokens = tokensOf(text, MAX_TOKENS);
  const mask = field === undefined ? ~0 : 1 << TEXT_FIELDS.findIndex(({ name }) => name === field);
  if (isPrefix && tokens.length === 0) {
    const word = text.toLowerCase();
    return toMatch([{ text, terms: within(mask, await prefixTerms(index, word)) }]);
  }
  const isExact = isPhrase && tokens.length > 1;
  const leaves: Leaf[] = [];
  for (const [at, token] of tokens.entries()) {
    const isLast = isPrefix && at === tokens.length - 1;
    const terms = isExact ? await stemTerms(index, token) : await termsFor(index, token, isLast);
    leaves.push({ text: token.word, terms: within(mask, terms) });
  }
  const match = toMatch(leaves);
  if (!isExact || match.ids === undefined) return match;
  return { ids: match.ids.filter((id) => isInRow(leaves, id)), leaves };
}

/** The ids that a leaf matches. */
export function idsOf({ terms }: Leaf): number[] {
  return terms.reduce<number[]>(
    (ids, { postings }) =>
      unite(
        ids,
        postings.map(({ id }) => id),
      ),
    [],
  );
}

function toMatch(leaves: readonly Leaf[]): WordMatch {
  const [first, ...rest] = leaves.map(idsOf);
  return { ids: first === undefined ? undefined : rest.reduce(intersect, first), leaves };
}

function within(mask: number, terms: readonly MatchedTerm[]): MatchedTerm[] {
  return terms.flatMap((term) => {
    const postings = term.postings.filter(({ fields }) => (fields & mask) !== 0);
    return postings.length === 0 ? [] : [{ ...term, postings }];
  });
}

async function termsFor(index: IndexReader, token: SearchToken, isPrefix: boolean): Promise<MatchedTerm[]> {
  if (isPrefix) return [...(await stemTerms(index, token)), ...(await prefixTerms(index, token.word))];
  const found = await stemTerms(index, token);
  if (token.word !== token.stem) found.unshift(toTerm('word', await index.word(token.word)));
  if (found.some(({ postings }) => postings.length > 0)) return found;
  const prefixed = token.word.length < MIN_PREFIX_UNITS ? [] : await prefixTerms(index, token.word);
  return [...prefixed, ...(await typoTerms(index, token.word))];
}

async function stemTerms(index: IndexReader, { stem }: SearchToken): Promise<MatchedTerm[]> {
  return [toTerm('stem', await index.stem(stem))];
}

async function prefixTerms(index: IndexReader, word: string): Promise<MatchedTerm[]> {
  return (await index.prefix(word)).map((term) => toTerm('prefix', term));
}

async function typoTerms(index: IndexReader, word: string): Promise<MatchedTerm[]> {
  const near = new Set<string>();
  for (const variant of typoVariants(word)) {
    for (const other of await index.typed(variant)) if (isOneTypoApart(word, other)) near.add(other);
  }
  const terms: MatchedTerm[] = [];
  for (const other of near) {
    const [token] = tokensOf(other, 1);
    if (token !== undefined) terms.push(toTerm('typo', { ...(await index.stem(token.stem)), word: other }));
  }
  return terms;
}

function toTerm(how: keyof typeof FACTORS, term: FoundTerm): MatchedTerm {
  return { ...term, how, factor: FACTORS[how] };
}

function isInRow(leaves: readonly Leaf[], id: number): boolean {
  let starts: readonly number[] | undefined;
  for (const [offset, { terms }] of leaves.entries()) {
    const places = new Set(positionsIn(terms[0]?.postings ?? [], id));
    starts = starts === undefined ? [...places] : starts.filter((start) => places.has(start + offset));
  }
  return (starts?.length ?? 0) > 0;
}

function positionsIn(postings: readonly Posting[], id: number): readonly number[] {
  return findPosting(postings, id)?.positions ?? [];
}

/** The posting of a document, among postings in order of id. Pure. */
export function findPosting(postings: readonly Posting[], id: number): Posting | undefined {
  let low = 0;
  let high = postings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((postings[middle]?.id ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  const found = postings[low];
  return found?.id === id ? found : undefined;
}
