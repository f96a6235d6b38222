import { compareText, digestHex } from '../../core/index.ts';
import { hashBitsFor } from '../index/assign-ids.ts';
import { GrowingNumbers } from '../index/growing-numbers.ts';
import type { SearchDocument } from '../index/search-document.ts';
import { TextList } from '../index/text-list.ts';
import { textHash } from '../text/text-hash.ts';

/** Documents of a bucket: 16 to 32, as there are that many numbers for each. */
const BITS_OF_BUCKET = 6;
const DIGITS = 32;

/** Digests of what an index was made of, bucket by bucket, so that another build finds those that differ. The order of documents
 *  does not matter. */
export class DocumentBuckets {
  readonly #hashes = new GrowingNumbers();
  readonly #digests = new TextList();

  push(document: SearchDocument): void {
    this.#hashes.push(textHash(document.reference));
    this.#digests.push(digestHex(JSON.stringify(document)).slice(0, DIGITS));
  }

  get count(): number {
    return this.#digests.count;
  }

  /** A digest for each bucket, empty where it has no document. */
  end(): string[] {
    const bits = bucketBitsFor(hashBitsFor(this.#digests.count));
    const buckets = Array.from({ length: 2 ** bits }, (): string[] => []);
    let place = 0;
    for (const digest of this.#digests) buckets[bucketOf(this.#hashes.at(place++), bits)]?.push(digest);
    return buckets.map((found) =>
      found.length === 0 ? '' : digestHex(found.sort(compareText).join('')).slice(0, DIGITS),
    );
  }
}

/** Bits of a hash that tell the bucket. Pure. */
export function bucketBitsFor(hashBits: number): number {
  return Math.max(0, hashBits - BITS_OF_BUCKET);
}

/** The bucket of a document by the hash of its reference. Pure. */
export function bucketOf(hash: number, bits: number): number {
  return bits === 0 ? 0 : hash >>> (32 - bits);
}
