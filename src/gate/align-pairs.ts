import { invariant } from '../core/index.ts';
import type { PlannedPair, TreeEntry } from '../registry/index.ts';

/** The pair of each entry, undefined where there is none. Every pair is one of the entries. Pure. */
export function alignPairs(
  entries: readonly TreeEntry[],
  pairs: readonly PlannedPair[],
): { readonly aligned: readonly (PlannedPair | undefined)[]; readonly numbers: readonly number[] } {
  const byPath = new Map(pairs.map(({ entry }, number) => [entry.path, number]));
  const numbers = entries.map(({ path }) => byPath.get(path) ?? -1);
  const aligned = numbers.map((number) => pairs[number]);
  const met = aligned.reduce((sum, pair) => (pair === undefined ? sum : sum + 1), 0);
  invariant(met === pairs.length, 'every pair is among the files');
  return { aligned, numbers };
}
