import { CONFUSABLES, PERFECT_IMITATIONS } from './confusable-table.ts';

const IGNORABLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;
const MARKS = /\p{M}/gu;
const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
const ASCII_WORD = /^[A-Za-z0-9]+$/u;
const FOREIGN_LETTER = /(?!\p{Script=Latin})\p{L}/gu;
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
  for (const char of text.replace(IGNORABLE, '').normalize('NFKC')) skeleton += imitatedBy(char);
  return skeleton.replace(MARKS, '');
}

/** The ASCII letter that the character passes for, else the character itself without accents, in lower case. */
function imitatedBy(char: string): string {
  const base = char.normalize('NFD').replace(MARKS, '');
  const lower = base.toLowerCase();
  return CONFUSABLES.get(char) ?? CONFUSABLES.get(base) ?? CONFUSABLES.get(lower) ?? lower;
}

/**
 * True where a display text hides what it says: invisible characters outside emoji, letters in compatibility forms
 * (full width, ligatures, mathematical), a word that mixes scripts, or words of another script that all read as ASCII.
 * Honest text in any one script is not flagged (ATTACKS N02). Pure.
 */
export function hasConfusables(text: string): boolean {
  const plain = text.replace(EMOJI, '');
  if (plain.search(IGNORABLE) >= 0) return true;
  for (const char of plain) {
    if (char > '\u00ff' && COMPATIBILITY_LETTER.test(char) && ASCII_WORD.test(char.normalize('NFKC')))
      return true;
  }
  for (const [word] of plain.matchAll(WORDS)) {
    if (SCRIPTS.filter((script) => script.test(word)).length > 1) return true;
  }
  return isWholeScriptImitation(plain);
}

/** One letter that ASCII does not have proves the rest of its script honest. */
function isWholeScriptImitation(text: string): boolean {
  const foreign = Array.from(text.matchAll(FOREIGN_LETTER), ([letter]) => letter);
  return foreign.length > 1 && foreign.every((letter) => PERFECT_IMITATIONS.has(letter));
}
