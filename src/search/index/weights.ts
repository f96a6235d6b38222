import type { TEXT_FIELDS } from './fields.ts';

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
