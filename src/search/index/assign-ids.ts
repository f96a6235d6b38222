import { sortedBy } from '../../core/index.ts';
import { textHash } from '../text/text-hash.ts';
import type { SearchDocument } from './search-document.ts';

/** Spare bits, so that few documents want the same number. */
const SPARE_BITS = 8;
/** Documents of a chunk of a column, about. */
const CHUNK_DOCUMENTS = 1024;

/** How an index numbers its documents. */
export interface Numbering {
  /** In order of id. */
  readonly documents: readonly { readonly id: number; readonly document: SearchDocument }[];
  /** The chunk of an id is the id divided by this, rounded down. */
  readonly chunkSpan: number;
}

/**
 * Numbers the documents by a hash of their reference, so that one more moves none but those that wanted the same number.
 * Where the count passes a power of two, all move. Pure; the order given does not matter.
 */
export function assignIds(documents: Iterable<SearchDocument>): Numbering {
  const ordered = sortedBy(documents, (document) => document.reference);
  const bits = Math.min(32, Math.ceil(Math.log2(ordered.length + 1)) + SPARE_BITS);
  const wanted = ordered
    .map((document) => ({ wish: textHash(document.reference) >>> (32 - bits), document }))
    .sort((left, right) => left.wish - right.wish);
  let next = 0;
  const numbered = wanted.map(({ wish, document }) => {
    const id = Math.max(wish, next);
    next = id + 1;
    return { id, document };
  });
  const chunkBits = Math.max(0, Math.ceil(Math.log2(ordered.length / CHUNK_DOCUMENTS || 1)));
  return { documents: numbered, chunkSpan: 2 ** (bits - chunkBits) };
}
