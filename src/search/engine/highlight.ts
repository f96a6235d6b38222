import { tokensOf } from '../text/tokens.ts';

/** A stretch of a text in UTF-16 code units, half open. */
export type Stretch = readonly [start: number, end: number];

/** Where a text has one of the words, or a word of the same stem; in order, never overlapping. Pure. */
export function highlight(text: string, words: ReadonlySet<string>): Stretch[] {
  const stretches: Stretch[] = [];
  if (words.size === 0) return stretches;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}+#]+/gu)) {
    const [token] = tokensOf(match[0], 1);
    if (token === undefined || !(words.has(token.word) || words.has(token.stem))) continue;
    stretches.push([match.index, match.index + match[0].length]);
  }
  return stretches;
}
