import type { OrderField, ValueField } from './fields.ts';

/** Keys of the store are ASCII: prefixes of a word stay prefixes of its key, and no cut parts a character. */
function toKey(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** Where the index keeps what. */
export const indexKeys = {
  /** Postings of a stem, with positions. */
  stem: (stem: string): string => `t${toKey(stem)}`,
  /** Postings of a word in its own spelling, where that is not its stem. */
  word: (word: string): string => `w${toKey(word)}`,
  /** Documents whose whole name this is. */
  exact: (name: string): string => `=${toKey(name)}`,
  /** Documents that have the value. */
  value: (field: ValueField, value: string): string => `f${field}:${toKey(value)}`,
  /** Words that come to this when one character is left out. */
  typo: (variant: string): string => `~${toKey(variant)}`,
  /** What results show of a document. */
  document: (id: number): string => `d${id.toString(16).padStart(9, '0')}`,
  facets: (field: string): string => `c${field}:`,
  order: (field: OrderField): string => `o${field}:`,
  /** A chunk of a column, after the column's own key. */
  chunk: (number: number): string => number.toString(16).padStart(6, '0'),
} as const;

/** The word of a key of a stem or a word. */
export function wordOfKey(key: string): string {
  return decodeURIComponent(key.slice(1));
}
