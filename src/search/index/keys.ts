import type { OrderField, ValueField } from './fields.ts';

/** Keys of the store are ASCII: prefixes of a word stay prefixes of its key, and no cut parts a character. */
function toKey(text: string): string {
  return /^[a-z0-9-]*$/u.test(text) ? text : encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** Where the index keeps what, in the order of the keys' first characters. What is asked for together stands together. */
export const indexKeys = {
  /** Words that end so and have this length: the one half that a typing error in the other leaves. */
  typoEnd: (end: string, length: number): string =>
    `!${toKey(Array.from(end).reverse().join(''))}.${length.toString(36)}`,
  /** Names with a word that begins so, the best of them, where many words do. */
  beginning: (prefix: string): string => `^${toKey(prefix)}`,
  /** Rows of documents that such a beginning likely shows, after its own key. */
  shown: ' ',
  /** Every document. */
  all: 'a',
  facets: (field: string): string => `c${field}:`,
  /** Documents that have the value. */
  value: (field: ValueField, value: string): string => `f${field}:${toKey(value)}`,
  order: (field: OrderField): string => `o${field}:`,
  /** All words and stems that begin so. */
  terms: (prefix: string): string => `t${toKey(prefix)}`,
  /** Postings of a stem. */
  stem: (stem: string): string => `t${toKey(stem)}.`,
  /** Postings of a word in its own spelling, where that is not its stem. */
  word: (word: string): string => `t${toKey(word)}:`,
  /** Documents whose whole name this is. */
  exact: (name: string): string => `t${toKey(name)}=`,
  /** Words that begin so and have this length. */
  typoStart: (start: string, length: number): string => `~${toKey(start)}.${length.toString(36)}`,
  /** A chunk of a column, after the column's own key. */
  chunk: (number: number): string => number.toString(16).padStart(6, '0'),
} as const;

/** Whether a key is that of a whole name. */
export function isNameKey(key: string): boolean {
  return key.endsWith('=');
}

/** Whether a word goes on at the place of a key of a name, which has what parts words but `-` and `.` in another spelling. */
export function isAmidWord(key: string, place: number): boolean {
  return /^[^-.]+$/u.test(key.slice(place - 1, place + 1));
}

/** The word of a key of a stem or a word; undefined for the key of a name. */
export function wordOfKey(key: string): string | undefined {
  return isNameKey(key) ? undefined : decodeURIComponent(key.slice(1, -1));
}
