import { GLOBAL_VALUE_FLAGS } from './global-value-flags.ts';

/** What the words after `hyper` ask for. */
export type Request =
  | { readonly kind: 'command'; readonly id: string; readonly words: readonly string[] }
  | { readonly kind: 'help'; readonly subject: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'unknown'; readonly subject: string; readonly topic: string | undefined }
  | { readonly kind: 'unknown-flag'; readonly flag: string };

/**
 * Finds the command: the longest run of leading words that is an id. Flags that stand before the command are given to it.
 * `help <words>`, `<topic> help`, and `--help` or `-h` before `--`, ask for help; the empty subject is the whole of `hyper`.
 * `globals` are the flags of every command. Pure.
 */
export function splitWords(
  words: readonly string[],
  ids: ReadonlySet<string>,
  topics: ReadonlySet<string>,
  globals: ReadonlySet<string>,
): Request {
  const { before, rest } = leadingFlags(words);
  if (before.includes('--version') && rest.length === 0) return { kind: 'version' };
  const wantsHelp = hasHelpFlag(words) || rest[0] === 'help';
  const asked = rest[0] === 'help' ? rest.slice(1) : rest;
  const depth = longestMatch(asked, ids);
  const [topic = ''] = asked;
  if (depth > 0) {
    const id = asked.slice(0, depth).join(' ');
    if (wantsHelp) return { kind: 'help', subject: id };
    return { kind: 'command', id, words: [...before, ...asked.slice(depth)] };
  }
  const named = asked.filter((word) => !word.startsWith('-'));
  if (named.length === 0) {
    const flag = words.find((word) => isForeignFlag(word, globals));
    return flag === undefined ? { kind: 'help', subject: '' } : { kind: 'unknown-flag', flag };
  }
  if (!topics.has(topic)) return { kind: 'unknown', subject: named[0] ?? '', topic: undefined };
  if (named.length === 1 || named[1] === 'help') return { kind: 'help', subject: topic };
  return { kind: 'unknown', subject: named.slice(0, 2).join(' '), topic };
}

/** Whether a word is a flag that no command has. */
function isForeignFlag(word: string, globals: ReadonlySet<string>): boolean {
  const [flag = ''] = word.split('=');
  return word.startsWith('-') && !/^-{1,2}$/u.test(word) && flag !== '-h' && !globals.has(flag);
}

function leadingFlags(words: readonly string[]): { before: readonly string[]; rest: readonly string[] } {
  let index = 0;
  while (index < words.length) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-' || word === '--') break;
    index += GLOBAL_VALUE_FLAGS.has(word) ? 2 : 1;
  }
  return { before: words.slice(0, index), rest: words.slice(index) };
}

function longestMatch(words: readonly string[], ids: ReadonlySet<string>): number {
  for (let depth = Math.min(words.length, 3); depth > 0; depth -= 1) {
    if (ids.has(words.slice(0, depth).join(' '))) return depth;
  }
  return 0;
}

function hasHelpFlag(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.some((word, index) => (end === -1 || index < end) && (word === '--help' || word === '-h'));
}
