import type { SortValues } from './cursor.ts';
import { RANKS } from '../index/assign-ids.ts';
import { evaluate, firstLimit, isAtHand } from './evaluate.ts';
import { NO_IDS, subtract, uniteAll } from './id-sets.ts';
import type { Ids } from './id-sets.ts';
import type { IndexReader } from './index-reader.ts';
import { compareValues, orderHits } from './order-hits.ts';
import type { Hit } from './order-hits.ts';
import type { Plan } from './plan.ts';
import { scoresOf } from './score.ts';
import type { Explain, ScoreContext, ScorePart } from './score.ts';
import type { SortKey } from './sort-order.ts';
import type { Window } from './term-list.ts';

/** What of the hits is wanted. */
export interface HitWish {
  readonly sort: readonly SortKey[];
  /** What the last hit of the page before was sorted by. */
  readonly after: SortValues | undefined;
  readonly limit: number;
  /** Whether every document counts, not just the best. */
  readonly isComplete: boolean;
  /** What says of the hits of the page why they have their scores. */
  readonly explain: Explain | undefined;
  /** Ids are below. */
  readonly idSpace: number;
}

export interface FoundHits {
  readonly page: readonly Hit[];
  readonly hasMore: boolean;
  /** All that was found. */
  readonly ids: Ids;
  /** Whether all that there is was found. */
  readonly isComplete: boolean;
  /** What the scores of the page are made of, by id, where that was asked for. */
  readonly explanations: ReadonlyMap<number, readonly ScorePart[]>;
}

/** Documents of the rarest word that a first look takes in. */
const ENOUGH = 8;
const GROWTH = 2;
/** The share of the documents of a rank that a look into them begins with. */
const FIRST_SHARE = 1 / 16;
/** Looks go on until so many hits came together; they are then put in order with each other. */
const BATCH = 12;
/** About how many bytes are looked through for one batch; where one hit at least was found, the page then ends. */
const BATCH_BYTES = 8_000;

/** Hits of a page, found in rounds until there is one more than the page holds, or until more would cost too much. */
export async function findHits(
  index: IndexReader,
  plan: Plan,
  context: ScoreContext,
  wish: HitWish,
): Promise<FoundHits> {
  const { limit, after, sort } = wish;
  const keys: SortKey[] = [{ field: 'relevance', isDescending: false }, ...sort];
  const page: Hit[] = [];
  const explanations = new Map<number, readonly ScorePart[]>();
  const meter = { bytes: 0 };
  let seen: Ids = NO_IDS;
  let waiting: Ids = NO_IDS;
  let batch = 0;
  const looks = new Looks(plan, context, wish);
  for (let look = looks.next(true); ; look = looks.next(waiting.length > 0)) {
    const found = await evaluate(index, plan, { ...look, meter });
    waiting = subtract(uniteAll([waiting, found, context.exact, context.begun, context.amid]), seen);
    const isDear = meter.bytes > BATCH_BYTES && waiting.length > 0;
    if (waiting.length < BATCH && !isDear && !looks.isAtEnd) continue;
    for (const hit of await orderHits(index, waiting, scoresOf(waiting, context), sort)) {
      const values = [batch, ...hit.values];
      if (page.length > limit || (after !== undefined && compareValues(values, after, keys) <= 0)) continue;
      page.push({ ...hit, values });
      if (wish.explain !== undefined) explanations.set(hit.id, wish.explain(hit.id, context));
    }
    seen = uniteAll([seen, waiting]);
    waiting = NO_IDS;
    for (const { loaded } of context.leaves) loaded.length = 0;
    batch += 1;
    const isEnough = page.length > limit || (isDear && page.length > 0);
    if (!isEnough && !looks.isAtEnd) {
      meter.bytes = 0;
      continue;
    }
    const hasMore = page.length > limit || !looks.isAtEnd;
    return { page: page.slice(0, limit), hasMore, ids: seen, isComplete: looks.isAtEnd, explanations };
  }
}

type Look = Omit<Window, 'meter'>;

/** What is looked at, one after the other: names first, then everything; each time further, until the end. */
class Looks {
  readonly #plan: Plan;
  readonly #rankSize: number;
  readonly #isWhole: boolean;
  #tiers: 1 | 2;
  #limit = 0;
  #ranks = 1;
  #isFirst = true;

  constructor(plan: Plan, { leaves }: ScoreContext, { isComplete, idSpace }: HitWish) {
    this.#plan = plan;
    this.#rankSize = idSpace / RANKS;
    this.#isWhole = isComplete || isAtHand(plan);
    this.#tiers = leaves.length > 0 && !this.#isWhole ? 1 : 2;
  }

  get isAtEnd(): boolean {
    return this.#limit === Infinity && this.#tiers === 2;
  }

  /** The next look; `isFruitful` says whether the one before found something. */
  next(isFruitful: boolean): Look {
    if (this.#limit === Infinity) {
      this.#tiers = 2;
      this.#isFirst = true;
    }
    const tiers = this.#tiers;
    const from = this.#isFirst ? 0 : this.#limit;
    if (this.#isWhole) this.#limit = Infinity;
    else if (this.#isFirst) this.#limit = firstLimit(this.#plan, { tiers }, ENOUGH);
    else this.#grow(isFruitful);
    if (this.#limit >= RANKS * this.#rankSize) this.#limit = Infinity;
    this.#isFirst = false;
    return { from, limit: this.#limit, tiers };
  }

  /** Each rank has its part of the ids, however few documents it has: looks grow within a rank, then go on to the next.
   *  Where nothing is found they take more and more ranks at once. */
  #grow(isFruitful: boolean): void {
    const size = this.#rankSize;
    const rank = Math.floor(this.#limit / size);
    this.#ranks = isFruitful ? 1 : this.#ranks * GROWTH;
    const looked = Math.max((this.#limit - rank * size) * GROWTH, size * FIRST_SHARE);
    const isWithin = isFruitful && looked < size;
    this.#limit = isWithin ? rank * size + looked : (rank + Math.max(1, this.#ranks / GROWTH)) * size;
  }
}
