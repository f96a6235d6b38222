import type { SortValues } from './cursor.ts';
import { RANKS } from '../index/assign-ids.ts';
import { evaluate, firstLimit, isAtHand } from './evaluate.ts';
import { NO_IDS, subtract, uniteAll } from './id-sets.ts';
import type { Ids } from './id-sets.ts';
import type { IndexReader } from './index-reader.ts';
import { compareValues, orderHits } from './order-hits.ts';
import type { Hit } from './order-hits.ts';
import type { Plan } from './plan.ts';
import { explainScore, scoresOf } from './score.ts';
import type { ScoreContext, ScorePart } from './score.ts';
import type { SortKey } from './sort-order.ts';
import { WHOLE } from './term-list.ts';
import type { Window } from './term-list.ts';

/** What of the hits is wanted. */
export interface HitWish {
  readonly sort: readonly SortKey[];
  /** What the last hit of the page before was sorted by. */
  readonly after: SortValues | undefined;
  readonly limit: number;
  /** Whether every document counts, not just the best. */
  readonly isComplete: boolean;
  readonly isExplained: boolean;
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
const ENOUGH = 16;
const GROWTH = 2;
/** The share of the documents of a rank that a look into them begins with. */
const FIRST_SHARE = 1 / 16;
/** Rounds go on until so many hits came together; they are then put in order with each other. */
const BATCH = 12;

/** Hits of a page, found in rounds until there is one more than the page holds. */
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
  const windows = windowsOf(plan, context, wish);
  let seen: Ids = NO_IDS;
  let batch = 0;
  let isAtEnd = false;
  for (const [round, window] of windows.entries()) {
    const found = await evaluate(index, plan, window);
    const ids = subtract(uniteAll([found, context.exact, context.begun]), seen);
    isAtEnd = round === windows.length - 1;
    if (ids.length < BATCH && !isAtEnd) continue;
    for (const hit of await orderHits(index, ids, scoresOf(ids, context), sort)) {
      const values = [batch, ...hit.values];
      if (page.length > limit || (after !== undefined && compareValues(values, after, keys) <= 0)) continue;
      page.push({ ...hit, values });
      if (wish.isExplained) explanations.set(hit.id, explainScore(hit.id, context));
    }
    seen = uniteAll([seen, ids]);
    batch += 1;
    if (page.length > limit) break;
  }
  const hasMore = page.length > limit;
  return { page: page.slice(0, limit), hasMore, ids: seen, isComplete: isAtEnd, explanations };
}

/** What is looked at, round by round: names first, then everything; each time much further, until the end. */
function windowsOf(plan: Plan, { leaves }: ScoreContext, { isComplete, idSpace }: HitWish): Window[] {
  if (isComplete || isAtHand(plan)) return [WHOLE];
  const windows: Window[] = [];
  for (const tiers of leaves.length > 0 ? ([1, 2] as const) : ([2] as const)) {
    let limit = firstLimit(plan, { tiers }, ENOUGH);
    while (limit < idSpace) {
      windows.push({ limit, tiers });
      limit = nextLimit(limit, idSpace / RANKS);
    }
    windows.push({ limit: Infinity, tiers });
  }
  return windows;
}

/** Each rank has its part of the ids, however few documents it has: looks grow within a rank, then go on to the next. */
function nextLimit(limit: number, size: number): number {
  const rank = Math.floor(limit / size);
  const looked = Math.max((limit - rank * size) * GROWTH, size * FIRST_SHARE);
  return looked < size ? rank * size + looked : (rank + 1) * size;
}
