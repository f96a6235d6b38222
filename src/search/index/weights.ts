import type { TEXT_FIELDS } from './fields.ts';
import { LEADS_NAME, weightOfCode } from './postings.ts';
import type { Postings } from './postings.ts';

/** What another form than the one asked for counts. */
export const FORM_FACTORS = { word: 1.25, stem: 1, prefix: 0.8, typo: 0.5 } as const;
/** What each rank adds: enough to part what is else alike, too little to bring up what is not. */
export const RANK_POINTS = 2;
/** A name that begins with the word. */
const LEADING_FACTOR = 1.2;

/** BM25: how soon repeats stop to count, and how much longer fields count less. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.6;

/** What a word weighs by a field of so many words that has it so often. Pure. */
export function fieldWeight(
  { boost, average }: Pick<(typeof TEXT_FIELDS)[number], 'boost' | 'average'>,
  words: number,
  count: number,
): number {
  const norm = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * words) / average);
  return (boost * count * (SATURATION + 1)) / (count + norm);
}

/** How much a term counts in the document at the place. Pure. */
export function weightAt({ weights, details }: Postings, place: number): number {
  const isLeading = ((details[place] ?? 0) & LEADS_NAME) !== 0;
  return weightOfCode(weights[place] ?? 0) * (isLeading ? LEADING_FACTOR : 1);
}

/** How rare a term is that so many of all documents have. Pure. */
export function rarityOf(documents: number, documentCount: number): number {
  return Math.log(1 + (Math.max(documentCount, documents) - documents + 0.5) / (documents + 0.5));
}
