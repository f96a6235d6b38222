import lunr from 'lunr';

/** A word of a text as it is looked up: in its own spelling, and cut to its stem. */
export interface SearchToken {
  readonly word: string;
  readonly stem: string;
}

/** Longer words are cut: nobody types them, and they would fill the index (ATTACKS X13). */
const MAX_WORD_UNITS = 40;
const NOT_OF_WORDS = /[^\p{L}\p{N}+#]+/gu;

/**
 * The words of a text, at most `limit`, by lunr's tokenizer, trimmer, stop words and stemmer. Accents fall away, and
 * what is neither letter nor number parts words (invisible characters join them). Pure.
 */
export function tokensOf(text: string, limit: number): SearchToken[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .replace(NOT_OF_WORDS, ' ');
  const found: SearchToken[] = [];
  for (const token of lunr.tokenizer(plain)) {
    if (found.length >= limit) break;
    const kept = reduce(token);
    if (kept !== undefined) found.push(kept);
  }
  return found;
}

/** The different stems of a text's words, at most `limit` words of it, in order. Pure. */
export function wordsOf(text: string, limit: number): Set<string> {
  return new Set(tokensOf(text, limit).map(({ stem }) => stem));
}

function reduce(token: lunr.Token): SearchToken | undefined {
  const isPlain = /^[\u0020-\u007e]+$/u.test(token.toString());
  // The trimmer knows ASCII alone, and would take other scripts and the signs of "c++" and "c#" away.
  const trimmed = isPlain && !/[+#]/u.test(token.toString()) ? run(lunr.trimmer, token) : token;
  const kept = trimmed === undefined ? undefined : run(lunr.stopWordFilter, trimmed);
  const word = kept?.toString().slice(0, MAX_WORD_UNITS) ?? '';
  if (kept === undefined || word === '') return undefined;
  const stem = isPlain ? (run(lunr.stemmer, new lunr.Token(word, {}))?.toString() ?? word) : word;
  return { word, stem: stem === '' ? word : stem };
}

function run(step: lunr.PipelineFunction, token: lunr.Token): lunr.Token | undefined {
  const result = step(token, 0, [token]) as lunr.Token | null | undefined;
  return result ?? undefined;
}

/** A text as exact names are compared: lower case, words joined by dashes. Pure. */
export function toNameKey(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .trim()
    .split(/[\s_]+/u)
    .join('-')
    .slice(0, 2 * MAX_WORD_UNITS);
}
