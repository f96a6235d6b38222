import lunr from 'lunr';

/** A word of a text as it is looked up: in its own spelling, and cut to its stem. */
export interface SearchToken {
  readonly word: string;
  readonly stem: string;
}

/** Longer words are cut: nobody types them, and they would fill the index (ATTACKS X13). */
const MAX_WORD_UNITS = 40;
const NOT_OF_WORDS = /[^\p{L}\p{N}+#]+/gu;
const PLAIN = /^[\u0020-\u007e]*$/u;
/** By the number of a plain character: that in lower case where `NOT_OF_WORDS` leaves it, else 0. */
export const OF_WORDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  return /[\p{L}\p{N}+#]/u.test(character) ? character.charCodeAt(0) : 0;
});
/** No stop word of lunr is longer. */
const MAX_STOP_UNITS = 7;
const PLAIN_NAME = /^[a-z0-9.-]{0,80}$/u;
/** What is remembered of words that were seen. */
const MAX_REMEMBERED = 200_000;

/** What lunr's steps are given, one word after the other. */
const TOKEN = new lunr.Token('', {});
const remembered = new Map<string, SearchToken | undefined>();

/**
 * The words of a text, at most `limit`, by lunr's stop words and stemmer. Accents fall away, and what is neither
 * letter nor number parts words (invisible characters join them). Pure.
 */
export function tokensOf(text: string, limit: number): SearchToken[] {
  const found: SearchToken[] = [];
  eachPart(text, (folded, start, end) => {
    const token = remember(folded.slice(start, end));
    if (token !== undefined) found.push(token);
    return found.length < limit;
  });
  return found;
}

/** The text in lower case, without accents and what is invisible. Pure. */
export function fold(text: string): string {
  const plain = PLAIN.test(text) ? text : text.normalize('NFKD').replace(/[\p{M}\p{Cf}]+/gu, '');
  return plain.toLowerCase();
}

/** Takes each stretch of a folded text that `tokenOfPart` can make a word of, until `take` says that it is enough. */
export function eachPart(text: string, take: (folded: string, start: number, end: number) => boolean): void {
  const lower = fold(text);
  if (!PLAIN.test(text)) {
    for (const part of lower.split(NOT_OF_WORDS)) {
      if (part !== '' && !take(part, 0, part.length)) return;
    }
    return;
  }
  let start = 0;
  for (let at = 0; at <= lower.length; at += 1) {
    if ((OF_WORDS[lower.charCodeAt(at)] ?? 0) > 0) continue;
    if (at > start && !take(lower, start, at)) return;
    start = at + 1;
  }
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
  const kept = part.length > MAX_STOP_UNITS ? part : run(lunr.stopWordFilter, part);
  const word = kept?.slice(0, MAX_WORD_UNITS) ?? '';
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
