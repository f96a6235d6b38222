import lunr from 'lunr';

/** A word of a text as it is looked up: in its own spelling, and cut to its stem. */
export interface SearchToken {
  readonly word: string;
  readonly stem: string;
}

/** Longer words are cut: nobody types them, and they would fill the index (ATTACKS X13). */
const MAX_WORD_UNITS = 40;
/** A letter of a script that puts no space between words, with its accents. */
const UNSPACED =
  '(?=[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}])\\p{L}\\p{M}*';
/** What words are made of: runs, or each two neighbours (the group) of what has no spaces. */
export const PARTS = new RegExp(
  `(?=(${UNSPACED}${UNSPACED}))${UNSPACED}|(?<!${UNSPACED})${UNSPACED}|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}+#])+`,
  'gu',
);
const PLAIN = /^[\u0020-\u007e]*$/u;
const PLAIN_PARTS = /[a-z0-9+#]+/gu;
const PLAIN_NAME = /^[a-z0-9.-]{0,80}$/u;
/** What is remembered of words that were seen. */
const MAX_REMEMBERED = 200_000;

/** What lunr's steps are given, one word after the other. */
const TOKEN = new lunr.Token('', {});
const remembered = new Map<string, SearchToken | undefined>();

/**
 * The words of a text, at most `limit`, by lunr's stop words and stemmer. Accents fall away, and what is neither
 * letter nor number parts words (invisible characters join them). Scripts without spaces give each two neighbours. Pure.
 */
export function tokensOf(text: string, limit: number): SearchToken[] {
  const found: SearchToken[] = [];
  for (const part of partsOf(text)) {
    const token = remember(part);
    if (token !== undefined) found.push(token);
    if (found.length >= limit) break;
  }
  return found;
}

/** The text in lower case, without accents and what is invisible. Pure. */
export function fold(text: string): string {
  const plain = PLAIN.test(text) ? text : text.normalize('NFKD').replace(/[\p{M}\p{Cf}]+/gu, '');
  return plain.toLowerCase();
}

/** Each stretch of a text that `tokenOfPart` can make a word of, folded. Pure. */
export function* partsOf(text: string): Generator<string> {
  const isPlain = PLAIN.test(text);
  for (const [run, pair = run] of fold(text).matchAll(isPlain ? PLAIN_PARTS : PARTS)) yield pair;
}

/** The different words of a text by their stems, each as it is first spelt, at most `limit` words of it, in order. Pure. */
export function wordsOf(text: string, limit: number): Map<string, string> {
  const found = new Map<string, string>();
  for (const { stem, word } of tokensOf(text, limit)) if (!found.has(stem)) found.set(stem, word);
  return found;
}

function remember(part: string): SearchToken | undefined {
  const known = remembered.get(part);
  if (known !== undefined || remembered.has(part)) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const token = tokenOfPart(part);
  // A part of a large text would keep the whole of it in memory.
  if (part.length <= MAX_WORD_UNITS) remembered.set(part, token);
  return token;
}

/** The word that a part of a text is; undefined for one that says nothing, as "the". Pure. */
export function tokenOfPart(part: string): SearchToken | undefined {
  const isPlain = PLAIN.test(part);
  // No trimmer: nothing is left to trim, and lunr's would take other scripts and the signs of "c++" and "c#" away.
  const word = run(lunr.stopWordFilter, part)?.slice(0, MAX_WORD_UNITS) ?? '';
  if (word === '') return undefined;
  const stem = isPlain ? (run(lunr.stemmer, word) ?? word) : word;
  return { word, stem: stem === '' ? word : stem };
}

function run(step: lunr.PipelineFunction, text: string): string | undefined {
  const token = TOKEN.update(() => text);
  const result = step(token, 0, []) as lunr.Token | null | undefined;
  return result?.toString();
}

/** A text as exact names are compared: lower case, words joined by dashes. Pure. */
export function toNameKey(text: string): string {
  if (PLAIN_NAME.test(text)) return text;
  return text
    .normalize('NFKD')
    .toLowerCase()
    .trim()
    .split(/[\s_]+/u)
    .join('-')
    .slice(0, 2 * MAX_WORD_UNITS);
}
