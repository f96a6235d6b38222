import { rankOfId } from '../index/assign-ids.ts';
import { TEXT_FIELDS } from '../index/fields.ts';
import type { TextField } from '../index/fields.ts';
import { LEADS_NAME, placeOf, weightOfCode } from '../index/postings.ts';
import type { Postings } from '../index/postings.ts';
import type { Leaf, MatchKind, MatchedTerm } from './find-words.ts';
import type { Ids } from './id-sets.ts';

/** What a whole name adds: more than any words can, so that the obvious answer is first. */
const EXACT_NAME = 1000;
/** What a name that begins with what was asked for adds: more than words usually can. */
const BEGUN_NAME = 150;
/** What each rank adds: enough to part what is else alike, too little to bring up what is not. */
const RANK_POINTS = 2;
/** A name that begins with the word. */
const LEADING_FACTOR = 1.2;

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
  readonly documentCount: number;
  readonly hashBits: number;
}

/** The scores of the documents, in their order. Pure. */
export function scoresOf(
  ids: Ids,
  { leaves, exact, begun, documentCount, hashBits }: ScoreContext,
): Float64Array {
  const scores = Float64Array.from(ids, (id) => RANK_POINTS * rankOfId(id, hashBits));
  const best = new Float64Array(ids.length);
  for (const { loaded } of leaves) {
    best.fill(0);
    for (const { term, postings } of loaded) {
      const unit = rarityOf(term, documentCount) * term.factor;
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
  for (const [named, points] of [[exact, EXACT_NAME] as const, [begun, BEGUN_NAME] as const]) {
    for (const id of named) {
      const place = placeOf(ids, id);
      if (ids[place] === id) scores[place] = (scores[place] ?? 0) + points;
    }
  }
  return scores.map((score) => Math.round(score * 1000) / 1000);
}

/** Why a document has its score: the parts of the sum. Pure. */
export function explainScore(
  id: number,
  { leaves, exact, begun, documentCount, hashBits }: ScoreContext,
): ScorePart[] {
  const parts: ScorePart[] = [];
  const plain = { text: '', term: '', factor: 1 } as const;
  const named = [[exact, EXACT_NAME, 'exact name'] as const, [begun, BEGUN_NAME, 'name prefix'] as const];
  for (const [ids, points, how] of named) {
    if (ids[placeOf(ids, id)] !== id) continue;
    parts.push({ ...plain, how, fields: ['name'], rarity: 1, weight: points, score: points });
  }
  for (const { text, loaded } of leaves) {
    let best: ScorePart | undefined;
    for (const { term, postings } of loaded) {
      const place = placeOf(postings.ids, id);
      if (postings.ids[place] !== id) continue;
      const rarity = rarityOf(term, documentCount);
      const weight = weightAt(postings, place);
      const score = rarity * weight * term.factor;
      if (best !== undefined && best.score >= score) continue;
      const fields = fieldsOf(postings.details[place] ?? 0);
      best = { text, how: term.how, term: term.word, fields, rarity, weight, factor: term.factor, score };
    }
    if (best !== undefined) parts.push(best);
  }
  const rank = rankOfId(id, hashBits);
  if (rank > 0) {
    const points = { fields: [], rarity: rank, weight: RANK_POINTS, score: RANK_POINTS * rank };
    parts.push({ ...plain, how: 'rank', ...points });
  }
  return parts;
}

function weightAt({ weights, details }: Postings, place: number): number {
  const isLeading = ((details[place] ?? 0) & LEADS_NAME) !== 0;
  return weightOfCode(weights[place] ?? 0) * (isLeading ? LEADING_FACTOR : 1);
}

function fieldsOf(details: number): TextField[] {
  return TEXT_FIELDS.flatMap(({ name }, bit) => ((details & (1 << bit)) === 0 ? [] : [name]));
}

function rarityOf({ documents }: MatchedTerm, documentCount: number): number {
  return Math.log(1 + (Math.max(documentCount, documents) - documents + 0.5) / (documents + 0.5));
}
