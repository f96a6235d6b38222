/** What makes a text more than words: quotes, signs and words of the language. */
const SIGNS = /["'()*,:<=>!]|\B-|\b(?:AND|OR|NOT|includes)\b/u;

/** The query for what has any of the words of a text; undefined where that is not two different words or more, and nothing else. Pure. */
export function anyWord(text: string): string | undefined {
  const words = [...new Set(text.trim().split(/\s+/u))];
  return words.length > 1 && !SIGNS.test(text) ? words.join(' OR ') : undefined;
}
