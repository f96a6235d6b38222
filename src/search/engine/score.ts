import { rankOfId } from '../index/assign-ids.ts';
import type { TextField } from '../index/fields.ts';
import { placeOf } from '../index/postings.ts';
import { RANK_POINTS, rarityOf, weightAt } from '../index/weights.ts';
import type { Leaf, MatchKind } from './find-words.ts';
import type { Ids } from './id-sets.ts';

/** What a whole name adds: more than any words can, so that the obvious answer is first. */
export const EXACT_NAME = 1000;
/** What a name that begins with what was asked for adds: more than words usually can. */
export const BEGUN_NAME = 150;
/** What such a name adds that goes on amid a word which many names have whole: less than a whole word does. */
export const AMID_NAME = 1;

/** One reason for a place in the order. */
export interface ScorePart {
  /** As the query has it. */
  readonly text: string;
  /** `rank`: how much hangs on the document, whatever the query. */
  readonly how: 'exact name' | 'name prefix' | 'rank' | MatchKind;
  /** The word of the index. */
  readonly term: string;
  readonly fields: readonly TextField[];
  /** How rare the term is. */
  readonly rarity: number;
  /** How much it counts in the document, over its fields. */
  readonly weight: number;
  /** What this way of matching counts. */
  readonly factor: number;
  /** The product of the three. */
  readonly score: number;
}

/** What scores are made from besides the words. */
export interface ScoreContext {
  readonly leaves: readonly Leaf[];
  /** Documents whose whole name is what was asked for. */
  readonly exact: Ids;
  /** Documents whose name begins with it, where they are not many. */
  readonly begun: Ids;
  /** Those of them whose name goes on amid a word that many names have whole. */
  readonly amid: Ids;
  readonly documentCount: number;
  readonly hashBits: number;
}

/** Says why a document has its score. */
export type Explain = (id: number, context: ScoreContext) => readonly ScorePart[];

/** The scores of the documents, in their order. Pure. */
export function scoresOf(
  ids: Ids,
  { leaves, exact, begun, amid, documentCount, hashBits }: ScoreContext,
): Float64Array {
  const scores = Float64Array.from(ids, (id) => RANK_POINTS * rankOfId(id, hashBits));
  const best = new Float64Array(ids.length);
  for (const { loaded } of leaves) {
    best.fill(0);
    for (const { term, postings } of loaded) {
      const unit = rarityOf(term.documents, documentCount) * term.factor;
      let place = 0;
      for (let at = 0; at < postings.ids.length && place < ids.length; at += 1) {
        const id = postings.ids[at] ?? 0;
        while (place < ids.length && (ids[place] ?? 0) < id) place += 1;
        if (ids[place] === id) best[place] = Math.max(best[place] ?? 0, unit * weightAt(postings, at));
      }
    }
    for (let place = 0; place < ids.length; place += 1)
      scores[place] = (scores[place] ?? 0) + (best[place] ?? 0);
  }
  for (const [named, points] of [
    [exact, EXACT_NAME],
    [begun, BEGUN_NAME],
    [amid, AMID_NAME],
  ] as const) {
    for (const id of named) {
      const place = placeOf(ids, id);
      if (ids[place] === id) scores[place] = (scores[place] ?? 0) + points;
    }
  }
  return scores.map((score) => Math.round(score * 1000) / 1000);
}
