import { toBytes } from '../store/bytes.ts';
import { indexKeys } from './keys.ts';
import { sortTexts } from './sort-texts.ts';
import { TextList } from './text-list.ts';
import { halvesOf } from './typo-halves.ts';

/** Comes before every character of keys and words, so that pairs of them sort as whole texts. */
const PART = '\u0000';

/** A value of the store. */
export type StoreEntry = readonly [key: string, value: Uint8Array];

/** A digit for each word that says how many documents have it. Pure. */
export function commonnessOf(words: Iterable<string>, countOf: (word: string) => number): Uint8Array {
  return Uint8Array.from(words, (word) => Math.min(9, Math.floor(Math.log2(1 + countOf(word)))));
}

/** For each first or last half of words the other halves that make words with it, each after a digit that says how common
 *  the word is; in order of key. A word that is there twice counts once. Pure. */
export function typoEntries(
  words: Iterable<string>,
  commonness: Uint8Array,
  side: 'start' | 'end',
): Iterable<StoreEntry> {
  const pairs = new TextList();
  let place = 0;
  for (const word of words) {
    const common = String(commonness[place++]);
    for (const { half, isStart, length } of halvesOf(word)) {
      if (isStart !== (side === 'start')) continue;
      const rest = isStart ? word.slice(half.length) : word.slice(0, length - half.length);
      const key = isStart ? indexKeys.typoStart(half, length) : indexKeys.typoEnd(half, length);
      pairs.push(key + PART + common + rest);
    }
  }
  return grouped(pairs);
}

function* grouped(pairs: TextList): Generator<StoreEntry> {
  let former = '';
  let key = '';
  let rests: string[] = [];
  for (const place of sortTexts(pairs)) {
    const pair = pairs.at(place);
    if (pair === former) continue;
    former = pair;
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
