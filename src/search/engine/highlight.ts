import { tokensOf } from '../text/tokens.ts';

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
  if (words.size === 0 && prefixes.length === 0) return stretches;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}+#]+/gu)) {
    const [token] = tokensOf(match[0], 1);
    if (token === undefined) continue;
    const isMarked = words.has(token.word) || words.has(token.stem);
    if (isMarked || prefixes.some((prefix) => token.word.startsWith(prefix))) {
      stretches.push([match.index, match.index + match[0].length]);
    }
  }
  return stretches;
}
