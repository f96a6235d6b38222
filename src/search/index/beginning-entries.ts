import { pack } from '../store/pack.ts';
import { beginningsOf } from './beginnings.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { indexKeys } from './keys.ts';
import { MAX_OWN_NAMES, keepsShown, likelyShown } from './likely-shown.ts';
import type { OwnWord } from './likely-shown.ts';
import { NAME_BIT, NO_POSTINGS, filterPostings, slicePostings, writePostings } from './postings.ts';
import type { Postings } from './postings.ts';
import { renderRows } from './rows.ts';
import type { SortedPostings } from './sorted-postings.ts';
import type { StoreEntry } from './typo-entries.ts';

/** The first character of keys of words, stems and names, and the last of those of names. */
const OF_TERMS = 't'.charCodeAt(0);
const OF_NAMES = '='.charCodeAt(0);

/** A beginning that many words have. */
export interface Beginning {
  /** As it stands in keys. */
  readonly prefix: string;
  /** The best documents whose names hold one of the words. */
  readonly best: Postings;
  /** Those whose rows are kept with it, in order of id. */
  readonly shown: readonly number[];
}

/** The beginnings that are kept, in order of key. Pure. */
export function findBeginnings(sorted: SortedPostings, hashBits: number): Beginning[] {
  const places = new GrowingNumbers();
  for (let place = 0; place < sorted.count; place += 1) if (isOfWords(sorted, place)) places.push(place);
  const words = {
    count: places.length,
    keyLengthAt: (at: number) => sorted.keyLengthAt(places.at(at)),
    keyByteAt: (at: number, byte: number) => sorted.keyByteAt(places.at(at), byte),
    rangeAt: (at: number) => sorted.rangeAt(places.at(at)),
  };
  return Array.from(beginningsOf(words), ([prefix, best]) => {
    const shown = keepsShown(prefix) ? likelyShown(best, ownWord(sorted, prefix), hashBits) : [];
    return { prefix, best, shown };
  });
}

function ownWord(sorted: SortedPostings, prefix: string): OwnWord {
  const key = indexKeys.stem(prefix);
  const place = sorted.placeOf(key);
  if (place >= sorted.count || sorted.keyAt(place) !== key) return { names: NO_POSTINGS, documents: 0 };
  const all = { ...NO_POSTINGS, ...sorted.at(place) };
  const names = filterPostings(all, (at) => ((all.details[at] ?? 0) & NAME_BIT) !== 0);
  return { names: slicePostings(names, 0, MAX_OWN_NAMES), documents: all.ids.length };
}

/** The entries of beginnings; `rowOf` gives what `rowText` made of a document. */
export function* beginningEntries(
  { key, value }: StoreEntry,
  beginnings: readonly Beginning[],
  rowOf: (id: number) => Uint8Array,
): Generator<undefined> {
  for (const { prefix, best, shown } of beginnings) {
    key.plain(`^${prefix}`);
    writePostings(value, best);
    yield;
    if (shown.length === 0) continue;
    key.plain(`^${prefix}${indexKeys.shown}`);
    value.raw(renderShown(shown.map((id) => [id, rowOf(id)])));
    yield;
  }
}

/** The rows of documents in order of id, which `readRows` reads once they are unpacked: packed, most stand with their key. Pure. */
export function renderShown(rows: readonly (readonly [id: number, text: Uint8Array])[]): Uint8Array {
  return pack(renderRows(rows.map(([id, text]) => ({ distance: id, text }))));
}

/** Whether the list at this place is that of a word or a stem: such lists tell where and how heavy it is. */
export function isOfWords(sorted: SortedPostings, place: number): boolean {
  return sorted.keyByteAt(place, 0) === OF_TERMS && sorted.keyByteAt(place, -1) !== OF_NAMES;
}
