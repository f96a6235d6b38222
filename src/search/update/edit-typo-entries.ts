import { compareText } from '../../core/index.ts';
import { indexKeys, wordOfKey } from '../index/keys.ts';
import { commonness } from '../index/typo-entries.ts';
import { halvesOf } from '../index/typo-halves.ts';
import { toText } from '../store/bytes.ts';
import { tokenOfPart } from '../text/tokens.ts';
import { countOf, isOfWords } from './edit-list.ts';
import type { EditedList } from './edit-list.ts';
import type { FormerIndex } from './former-index.ts';
import type { NumberedChange } from './number-again.ts';
import { TYPED_BITS, typedWords } from './typed-words.ts';

/** Before every character of what follows in an entry. */
const BETWEEN = ' ';

/** What the documents that changed say of words that people type. */
interface Typing {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly changedIds: ReadonlySet<number | undefined>;
}

/**
 * What becomes of the entries of typing errors, by key, where lists changed: of each word whose list was edited, and that
 * people type from memory, or did. Undefined where a half of a word parts a character, which entries do not tell apart.
 */
export async function editTypoEntries(
  former: FormerIndex,
  changes: readonly NumberedChange[],
  lists: ReadonlyMap<string, EditedList>,
): Promise<Map<string, string> | undefined> {
  const wordsOf = (side: 'former' | 'next'): Set<string> =>
    new Set(changes.flatMap(({ [side]: one }) => (one === undefined ? [] : [...typedWords(one.row).keys()])));
  const typing = {
    before: wordsOf('former'),
    after: wordsOf('next'),
    changedIds: new Set(changes.map(({ next }) => next?.id)),
  };
  const entries = new Map<string, Set<string>>();
  for (const [key, list] of lists) {
    const word = typableWord(key);
    if (word === undefined) continue;
    if (placesOf(word).some(isParted)) return undefined;
    for (const { half, rest } of placesOf(word)) {
      const entry = entries.get(half) ?? (await entryAt(former, half));
      entries.set(half, entry);
      const wasTyped = entry.delete(commonness(countOf(list.before)) + rest);
      if (await isTyped(former, { key, word, list, wasTyped }, typing))
        entry.add(commonness(countOf(list.after)) + rest);
    }
  }
  return new Map([...entries].map(([half, entry]) => [half, [...entry].sort(compareText).join(BETWEEN)]));
}

/** The word whose commonness the list tells; undefined where typing errors in it are not forgiven. */
function typableWord(key: string): string | undefined {
  const word = isOfWords(key) ? wordOfKey(key) : undefined;
  if (word === undefined || halvesOf(word).length === 0) return undefined;
  // The list of a stem is that of the word that is spelt so, if that is its own stem.
  const isOwn = key === indexKeys.word(word) || tokenOfPart(word)?.stem === word;
  return isOwn ? word : undefined;
}

/** The keys of the halves of a word, and what stands there of the word. */
function placesOf(word: string): { readonly half: string; readonly rest: string }[] {
  return halvesOf(word).map(({ half, isStart, length }) => ({
    half: isStart ? indexKeys.typoStart(half, length) : indexKeys.typoEnd(half, length),
    rest: isStart ? word.slice(half.length) : word.slice(0, length - half.length),
  }));
}

function isParted({ rest }: { readonly rest: string }): boolean {
  return /\p{Surrogate}/u.test(rest);
}

async function entryAt(former: FormerIndex, half: string): Promise<Set<string>> {
  const value = await former.get(half);
  return new Set(value === undefined ? [] : toText(value).split(BETWEEN));
}

interface Candidate {
  readonly key: string;
  readonly word: string;
  readonly list: EditedList;
  readonly wasTyped: boolean;
}

/** Whether a document says the word where people remember it: one that changed, or else one that did not. */
async function isTyped(
  former: FormerIndex,
  { key, word, list, wasTyped }: Candidate,
  { before, after, changedIds }: Typing,
): Promise<boolean> {
  if (after.has(word)) return true;
  if (!wasTyped || !before.has(word)) return wasTyped;
  for (const { ids, details } of list.after) {
    for (const [at, id] of ids.entries()) {
      if (((details[at] ?? 0) & TYPED_BITS) === 0 || changedIds.has(id)) continue;
      // The list of a stem has documents with any of its words.
      if (key === indexKeys.word(word) || typedWords(await former.document(id)).has(word)) return true;
    }
  }
  return false;
}
