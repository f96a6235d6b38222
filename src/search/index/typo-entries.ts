import { compareText } from '../../core/index.ts';
import { toBytes } from '../store/bytes.ts';
import { indexKeys } from './keys.ts';
import { halvesOf } from './typo-halves.ts';

/** A value of the store. */
export type StoreEntry = readonly [key: string, value: Uint8Array];

/** For each half of a word the other halves that make words with it, each after a digit that says how common the word is;
 *  starts and ends, each in order of key. Pure. */
export function typoEntries(
  words: Iterable<string>,
  countOf: (word: string) => number,
): { starts: Iterable<StoreEntry>; ends: Iterable<StoreEntry> } {
  const starts: (readonly [key: string, rest: string])[] = [];
  const ends: (readonly [key: string, rest: string])[] = [];
  for (const word of words) {
    const common = String(Math.min(9, Math.floor(Math.log2(1 + countOf(word)))));
    for (const { half, isStart, length } of halvesOf(word)) {
      if (isStart) starts.push([indexKeys.typoStart(half, length), common + word.slice(half.length)]);
      else ends.push([indexKeys.typoEnd(half, length), common + word.slice(0, length - half.length)]);
    }
  }
  return { starts: grouped(starts), ends: grouped(ends) };
}

function* grouped(pairs: (readonly [key: string, rest: string])[]): Generator<StoreEntry> {
  pairs.sort((left, right) => compareText(left[0], right[0]) || compareText(left[1], right[1]));
  let rests: string[] = [];
  for (const [at, [key, rest]] of pairs.entries()) {
    rests.push(rest);
    if (pairs[at + 1]?.[0] === key) continue;
    yield [key, toBytes(rests.join(' '))];
    rests = [];
  }
}
