import type { ByteWriter } from '../store/bytes.ts';
import { indexKeys } from './keys.ts';
import { sortTexts } from './sort-texts.ts';
import { TextList } from './text-list.ts';
import { halvesOf } from './typo-halves.ts';

/** Comes before every character of keys and words, so that pairs of them sort as whole texts. */
const PART = 0;
const SPACE = 0x20;

/** Where the key, which is ASCII, and the value of an entry of the store are written before it is yielded; both are then empty. */
export interface StoreEntry {
  readonly key: ByteWriter;
  readonly value: ByteWriter;
}

/** Words that people type from memory, each once, with how many documents have it. */
export interface TypedWords {
  readonly words: TextList;
  readonly countOf: (place: number) => number;
}

/** For each first or last half of words the other halves that make words with it, each after a digit that says how common
 *  the word is; in order of key. Pure. */
export function* typoEntries(
  { key, value }: StoreEntry,
  typed: TypedWords,
  side: 'start' | 'end',
): Generator<undefined> {
  const pairs = pairsOf(typed, side);
  for (const place of sortTexts(pairs)) {
    if (!beginsWith(pairs, place, key)) {
      if (value.length > 0) yield;
      for (let at = 0, byte = pairs.byteAt(place, 0); byte !== PART; byte = pairs.byteAt(place, ++at))
        key.byte(byte);
    }
    if (value.length > 0) value.byte(SPACE);
    pairs.writeRestTo(value, place, key.length + 1);
  }
  if (value.length > 0) yield;
}

/** Whether the text is that of a pair with the key. */
function beginsWith(pairs: TextList, place: number, key: ByteWriter): boolean {
  if (key.length >= pairs.lengthAt(place) || pairs.byteAt(place, key.length) !== PART) return false;
  for (let at = key.length - 1; at >= 0; at -= 1) if (pairs.byteAt(place, at) !== key.at(at)) return false;
  return true;
}

/** A digit that says how common a word is that so many documents have. Pure. */
export function commonness(count: number): string {
  return String(Math.min(9, Math.floor(Math.log2(1 + count))));
}

/** Key, how common, and the other half of each word. */
function pairsOf({ words, countOf }: TypedWords, side: 'start' | 'end'): TextList {
  const pairs = new TextList();
  let place = 0;
  for (const word of words) {
    const common = commonness(countOf(place++));
    for (const { half, isStart, length } of halvesOf(word)) {
      if (isStart !== (side === 'start')) continue;
      const rest = isStart ? word.slice(half.length) : word.slice(0, length - half.length);
      const key = isStart ? indexKeys.typoStart(half, length) : indexKeys.typoEnd(half, length);
      pairs.push(key + String.fromCharCode(PART) + common + rest);
    }
  }
  return pairs;
}
