import { blockSize, readBlockPlaces, readList } from '../index/posting-list.ts';
import type { BlockPlace, TierPlace } from '../index/posting-list.ts';
import { NO_POSTINGS, placeOf, readPostings, slicePostings } from '../index/postings.ts';
import type { Postings } from '../index/postings.ts';
import { askOnce } from '../store/ask-once.ts';
import { ByteReader } from '../store/bytes.ts';
import type { Store } from '../store/open-store.ts';
import type { Ids } from './id-sets.ts';

/** How much of the lists is looked at. */
export interface Window {
  /** Documents with ids below were looked at before. */
  readonly from: number;
  /** Documents with ids below are found, wherever they are; others only as far as they are at hand. */
  readonly limit: number;
  /** 1: only documents that have the words in their names. 2: all. */
  readonly tiers: 1 | 2;
  /** Takes about how many bytes were needed besides what stands with the words, whether they were at hand or not. */
  readonly meter: { bytes: number };
}

/** Everything. */
export function wholeWindow(): Window {
  return { from: 0, limit: Infinity, tiers: 2, meter: { bytes: 0 } };
}

/** About what a posting of a block, and the places of the blocks, add to a download. */
const POSTING_BYTES = 2.3;
const PLACES_BYTES = 500;

/** The list of a term, of which the blocks are read that matter. */
export class TermList {
  /** Of all documents in it. */
  readonly count: number;
  readonly #tiers: readonly TierPlace[];
  readonly #store: Pick<Store, 'part'>;
  readonly #hasDetails: boolean;
  readonly #places = new Map<TierPlace, Promise<readonly BlockPlace[]>>();

  constructor(store: Pick<Store, 'part'>, tiers: readonly TierPlace[], hasDetails: boolean) {
    this.#store = store;
    this.#tiers = tiers;
    this.#hasDetails = hasDetails;
    this.count = tiers.reduce((sum, tier) => sum + tier.count, 0);
  }

  /** The list of a value of the store; an empty one where there is none. */
  static from(store: Pick<Store, 'part'>, bytes: Uint8Array | undefined, hasDetails: boolean): TermList {
    return new TermList(store, bytes === undefined ? [] : readList(bytes, hasDetails), hasDetails);
  }

  /** A list that is at hand. */
  static of(store: Pick<Store, 'part'>, postings: Postings): TermList {
    return new TermList(store, [{ count: postings.ids.length, head: postings, blocks: [] }], true);
  }

  /** Whether all of it is at hand. */
  get isWhole(): boolean {
    return this.#tiers.every(isWhole);
  }

  /** Of the documents in the tiers. */
  countIn({ tiers }: Pick<Window, 'tiers'>): number {
    return this.#looked(tiers).reduce((sum, { count }) => sum + count, 0);
  }

  /** The first id that may not be at hand. */
  reach({ tiers }: Pick<Window, 'tiers'>): number {
    const reaches = this.#looked(tiers).map((tier) =>
      isWhole(tier) ? Infinity : (tier.head.ids.at(-1) ?? 0) + 1,
    );
    return Math.min(Infinity, ...reaches);
  }

  /** The id of so many documents from the beginning; infinite where there are fewer. */
  idAt(place: number, { tiers }: Pick<Window, 'tiers'>): number {
    return Math.min(Infinity, ...this.#looked(tiers).map(({ head }) => head.ids[place] ?? Infinity));
  }

  /** About how many bytes of blocks it takes to look for these documents, whatever is at hand of them. */
  bytesFor(ids: Ids, { tiers }: Pick<Window, 'tiers'>): number {
    let bytes = 0;
    for (const tier of this.#looked(tiers)) {
      const head = tier.head.ids.length;
      const far = ids.length - placeOf(ids, (tier.head.ids.at(-1) ?? 0) + 1);
      if (far === 0 || isWhole(tier)) continue;
      const size = Math.min(blockSize(tier.count), tier.count - head);
      const blocks = Math.min(far, Math.ceil((tier.count - head) / size));
      bytes += blocks * size * POSTING_BYTES + ('digest' in tier.blocks ? PLACES_BYTES : 0);
    }
    return bytes;
  }

  /** What is at hand and what the window needs of the rest, in parts of rising ids; with `within`, only blocks that can hold
   *  one of its ids are read. */
  async load({ from, limit, tiers, meter }: Window, within: Ids | undefined): Promise<Postings[]> {
    const parts: Promise<Postings>[] = [];
    for (const tier of this.#looked(tiers)) {
      // Blocks come after the head.
      if (isWhole(tier) || (tier.head.ids.at(-1) ?? 0) + 1 >= limit) continue;
      const blocks = await this.#blocksOf(tier);
      blocks.forEach(({ first, count, digest }, at) => {
        const end = blocks[at + 1]?.first ?? Infinity;
        const isNeeded =
          first < limit && end > from && (within === undefined || hasBetween(within, first, end));
        if (!isNeeded) return;
        meter.bytes += count * POSTING_BYTES;
        parts.push(this.#block(digest));
      });
    }
    return [...this.atHand({ from, tiers }), ...(await Promise.all(parts))];
  }

  /** What is at hand from an id on. */
  atHand({ from, tiers }: Pick<Window, 'from' | 'tiers'>): readonly Postings[] {
    return this.#looked(tiers).map(({ head }) =>
      slicePostings(head, placeOf(head.ids, from), head.ids.length),
    );
  }

  #looked(tiers: number): readonly TierPlace[] {
    return this.#hasDetails ? this.#tiers.slice(0, tiers) : this.#tiers;
  }

  #blocksOf(tier: TierPlace): Promise<readonly BlockPlace[]> {
    return askOnce(this.#places, tier, () => this.#readPlaces(tier));
  }

  async #readPlaces({ blocks }: TierPlace): Promise<readonly BlockPlace[]> {
    return 'digest' in blocks ? readBlockPlaces(await this.#store.part(blocks.digest)) : blocks;
  }

  async #block(digest: string): Promise<Postings> {
    const bytes = await this.#store.part(digest);
    return bytes.length === 0 ? NO_POSTINGS : readPostings(new ByteReader(bytes), this.#hasDetails);
  }
}

function isWhole({ count, head }: TierPlace): boolean {
  return head.ids.length >= count;
}

function hasBetween(ids: Ids, first: number, end: number): boolean {
  return (ids[placeOf(ids, first)] ?? Infinity) < end;
}
