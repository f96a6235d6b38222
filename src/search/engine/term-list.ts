import { readBlockPlaces, readList } from '../index/posting-list.ts';
import type { BlockPlace, TierPlace } from '../index/posting-list.ts';
import { NO_POSTINGS, placeOf, readPostings } from '../index/postings.ts';
import type { Postings } from '../index/postings.ts';
import { ByteReader } from '../store/bytes.ts';
import type { Store } from '../store/open-store.ts';

/** How much of the lists is looked at. */
export interface Window {
  /** Documents with ids below are found, wherever they are; others only as far as they are at hand. */
  readonly limit: number;
  /** 1: only documents that have the words in their names. 2: all. */
  readonly tiers: 1 | 2;
}

export const WHOLE: Window = { limit: Infinity, tiers: 2 };

/** The list of a term, of which the blocks are read that matter. */
export class TermList {
  /** Of all documents in it. */
  readonly count: number;
  readonly #tiers: readonly TierPlace[];
  readonly #store: Pick<Store, 'part'>;
  readonly #hasDetails: boolean;

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

  /** What is at hand and what the window needs of the rest, in parts of rising ids; with `within`, only blocks that can hold
   *  one of its ids are read. */
  async load({ limit, tiers }: Window, within: ArrayLike<number> | undefined): Promise<Postings[]> {
    const parts: Promise<Postings>[] = [];
    for (const tier of this.#looked(tiers)) {
      parts.push(Promise.resolve(tier.head));
      const blocks = await this.#blocksOf(tier);
      blocks.forEach(({ first, digest }, at) => {
        const end = blocks[at + 1]?.first ?? Infinity;
        const isNeeded = first < limit && (within === undefined || hasBetween(within, first, end));
        if (isNeeded) parts.push(this.#block(digest));
      });
    }
    return Promise.all(parts);
  }

  #looked(tiers: number): readonly TierPlace[] {
    return this.#hasDetails ? this.#tiers.slice(0, tiers) : this.#tiers;
  }

  async #blocksOf({ blocks }: TierPlace): Promise<readonly BlockPlace[]> {
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

function hasBetween(ids: ArrayLike<number>, first: number, end: number): boolean {
  return (ids[placeOf(ids, first)] ?? Infinity) < end;
}
