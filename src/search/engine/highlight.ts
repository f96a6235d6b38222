import { fold, tokensOf } from '../text/tokens.ts';

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
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}+#]+/gu)) {
    if (!firsts.has(fold(match[0])[0])) continue;
    const [token] = tokensOf(match[0], 1);
    if (token === undefined) continue;
    const isMarked = words.has(token.word) || words.has(token.stem);
    if (isMarked || prefixes.some((prefix) => token.word.startsWith(prefix))) {
      stretches.push([match.index, match.index + match[0].length]);
    }
  }
  return stretches;
}
