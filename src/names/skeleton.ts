import { CONFUSABLES } from './confusable-table.ts';

const IGNORABLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;
const MARKS = /\p{M}/gu;
const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
const COMPATIBILITY_LETTER = /[\p{L}\p{N}\p{So}]/u;
const EMOJI =
  /\p{Extended_Pictographic}(?:\ufe0f|[\u{1f3fb}-\u{1f3ff}])?(?:\u200d\p{Extended_Pictographic}\ufe0f?)*/gu;

/** Scripts whose letters pass for one another in a word (UTS 39). */
const MIXABLE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];
const OTHER_MIXABLE = [/\p{Script=Cherokee}/u, /\p{Script=Coptic}/u, /\p{Script=Lisu}/u];
const SCRIPTS: readonly RegExp[] = [...MIXABLE, ...OTHER_MIXABLE];

/**
 * What the text looks like in ASCII: compatibility forms and look-alikes become plain letters, accents and invisible
 * characters go, letters become lower case. Two texts with one skeleton can be taken for each other. Pure.
 */
export function skeletonOf(text: string): string {
  let skeleton = '';
  for (const char of text.replace(IGNORABLE, '').normalize('NFKC')) {
    skeleton += CONFUSABLES.get(char) ?? imitated(char);
  }
  return skeleton.replace(MARKS, '').toLowerCase();
}

/** The letter under its accents, through the table once more. */
function imitated(char: string): string {
  const base = char.normalize('NFD').replace(MARKS, '');
  return CONFUSABLES.get(base) ?? base;
}

/**
 * True where a display text hides what it says: invisible characters outside emoji, letters in compatibility forms
 * (full width, ligatures, mathematical), a word that mixes scripts, or a word of another script that reads as ASCII
 * throughout. Honest text in any one script is not flagged (ATTACKS N02). Pure.
 */
export function hasConfusables(text: string): boolean {
  const plain = text.replace(EMOJI, '');
  if (plain.search(IGNORABLE) >= 0) return true;
  for (const char of plain) {
    if (
      char > '\u00ff' &&
      COMPATIBILITY_LETTER.test(char) &&
      /^[A-Za-z0-9]+$/u.test(char.normalize('NFKC'))
    ) {
      return true;
    }
  }
  for (const [word] of plain.matchAll(WORDS)) {
    const scripts = SCRIPTS.filter((script) => script.test(word)).length;
    if (scripts > 1 || isWholeScriptImitation(word)) return true;
  }
  return false;
}

function isWholeScriptImitation(word: string): boolean {
  const chars = Array.from(word);
  return chars.length > 1 && !/[A-Za-z]/u.test(word) && /\p{L}/u.test(word) && chars.every(readsAsAscii);
}

function readsAsAscii(char: string): boolean {
  return CONFUSABLES.has(char) || /[0-9]/u.test(char);
}
