const LOWER_ASCII = /^[!-@[-~]*$/u;
const ASCII = /^[ -~]*$/u;

/**
 * The key under which twins of a name meet: ASCII letters in lower case, `-`, `_` and `.` dropped (ATTACKS N01). Other
 * characters stay as they are, in every locale (N07). Pure.
 */
export function foldName(text: string): string {
  return text.replace(/[A-Z]/gu, lowerAscii).replace(/[-_.]/gu, '');
}

function lowerAscii(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 32);
}

/**
 * The key under which two paths meet on a disk that ignores case or Unicode form (ATTACKS F06, G09): canonical
 * decomposition and full case folding, the same in every locale. Folding twice changes nothing. Pure.
 */
export function foldPath(path: string): string {
  if (LOWER_ASCII.test(path)) return path;
  if (ASCII.test(path)) return path.toLowerCase();
  // A capital sharp s folds to the small one, and that to two letters.
  return foldOnce(foldOnce(path));
}

/** Letter by letter, because a whole word would turn its last sigma into another letter. */
function foldOnce(path: string): string {
  let folded = '';
  for (const char of path.normalize('NFD')) folded += foldChar(char);
  return folded;
}

function foldChar(char: string): string {
  let lower = '';
  for (const upper of char.toUpperCase()) lower += upper.toLowerCase();
  return lower;
}
