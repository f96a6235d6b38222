import { compareText } from '../../core/index.ts';
import { toBytes } from '../store/bytes.ts';
import { indexKeys } from './keys.ts';
import { halvesOf } from './typo-halves.ts';

/** Comes before every character of keys and words, so that pairs of them sort as whole texts. */
const PART = '\u0000';

/** A value of the store. */
export type StoreEntry = readonly [key: string, value: Uint8Array];

/** For each half of a word the other halves that make words with it, each after a digit that says how common the word is;
 *  starts and ends, each in order of key. Pure. */
export function typoEntries(
  words: Iterable<string>,
  countOf: (word: string) => number,
): { starts: Iterable<StoreEntry>; ends: Iterable<StoreEntry> } {
  const starts: string[] = [];
  const ends: string[] = [];
  for (const word of words) {
    const common = String(Math.min(9, Math.floor(Math.log2(1 + countOf(word)))));
    for (const { half, isStart, length } of halvesOf(word)) {
      if (isStart) starts.push(indexKeys.typoStart(half, length) + PART + common + word.slice(half.length));
      else ends.push(indexKeys.typoEnd(half, length) + PART + common + word.slice(0, length - half.length));
    }
  }
  return { starts: grouped(starts), ends: grouped(ends) };
}

function* grouped(pairs: string[]): Generator<StoreEntry> {
  pairs.sort(compareText);
  let key = '';
  let rests: string[] = [];
  for (const pair of pairs) {
    const end = pair.indexOf(PART);
    if (!(end === key.length && pair.startsWith(key))) {
      if (rests.length > 0) yield [key, toBytes(rests.join(' '))];
      key = pair.slice(0, end);
      rests = [];
    }
    rests.push(pair.slice(end + 1));
  }
  if (rests.length > 0) yield [key, toBytes(rests.join(' '))];
}
