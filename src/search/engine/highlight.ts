import { PARTS, fold, tokensOf } from '../text/tokens.ts';

/** A stretch of a text in UTF-16 code units, half open. */
export type Stretch = readonly [start: number, end: number];

/** What is marked in a text. */
export interface Marked {
  /** Words and stems. */
  readonly words: ReadonlySet<string>;
  /** Beginnings of words. */
  readonly prefixes: readonly string[];
}

/** Where a text has one of the words, a word of the same stem, or one that begins so; in order, never overlapping. Pure. */
export function highlight(text: string, { words, prefixes }: Marked): Stretch[] {
  const stretches: Stretch[] = [];
  // A word begins as its stem does: most are told by their first letter, without being cut to their stems.
  const firsts = new Set([...words, ...prefixes].map((one) => one[0]));
  if (firsts.size === 0) return stretches;
  for (const { 0: run, 1: part = run, index } of text.matchAll(PARTS)) {
    if (!firsts.has(fold(part)[0])) continue;
    const [token] = tokensOf(part, 1);
    if (token === undefined) continue;
    const isMarked = words.has(token.word) || words.has(token.stem);
    if (isMarked || prefixes.some((prefix) => token.word.startsWith(prefix))) {
      const [start, end] = stretches.at(-1) ?? [0, 0];
      if (index < end) stretches.pop();
      stretches.push([index < end ? start : index, index + part.length]);
    }
  }
  return stretches;
}
