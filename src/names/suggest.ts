import { compareText } from '../core/index.ts';

const MAX_DISTANCE = 2;
const MAX_WORD_UNITS = 64;

/**
 * The candidates that the word was probably meant to be: at most 2 edits away (insert, delete, replace, swap
 * neighbours), at most 1 for words of up to 4 letters; nearest first, then in code-unit order. Ignores case. Pure.
 */
export function suggest(word: string, candidates: Iterable<string>, max = 3): readonly string[] {
  if (word === '' || word.length > MAX_WORD_UNITS) return [];
  const wanted = word.toLowerCase();
  const allowed = wanted.length <= 4 ? 1 : MAX_DISTANCE;
  const near: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance <= allowed) near.push({ candidate, distance });
  }
  near.sort((left, right) => left.distance - right.distance || compareText(left.candidate, right.candidate));
  return [...new Set(near.map(({ candidate }) => candidate))].slice(0, max);
}

/** Damerau-Levenshtein distance, each pair of neighbours swapped at most once (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwap) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
