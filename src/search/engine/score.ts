import { TEXT_FIELDS } from '../index/fields.ts';
import type { TextField } from '../index/fields.ts';
import type { Evaluation } from './evaluate.ts';
import { findPosting } from './find-words.ts';
import type { MatchedTerm } from './find-words.ts';

/** What a whole name adds: more than any words can, so that the obvious answer is first. */
const EXACT_NAME = 1000;

/** One reason for a place in the order. */
export interface ScorePart {
  /** As the query has it. */
  readonly text: string;
  readonly how: 'exact name' | MatchedTerm['how'];
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

/** The scores of the documents that were found, in their order. Pure. */
export function scoresOf({ ids, leaves, exact }: Evaluation, documentCount: number): number[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const scores = ids.map(() => 0);
  for (const { terms } of leaves) {
    const best = new Map<number, number>();
    for (const term of terms) {
      const unit = rarityOf(term, documentCount) * term.factor;
      for (const { id, weight } of term.postings) {
        const place = places.get(id);
        if (place !== undefined) best.set(place, Math.max(best.get(place) ?? 0, unit * weight));
      }
    }
    for (const [place, score] of best) scores[place] = (scores[place] ?? 0) + score;
  }
  for (const id of exact) {
    const place = places.get(id);
    if (place !== undefined) scores[place] = (scores[place] ?? 0) + EXACT_NAME;
  }
  return scores.map((score) => Math.round(score * 1000) / 1000);
}

/** Why a document has its score: the parts of the sum. Pure. */
export function explainScore({ leaves, exact }: Evaluation, id: number, documentCount: number): ScorePart[] {
  const parts: ScorePart[] = [];
  if (exact.includes(id)) {
    const none = { fields: ['name'], rarity: 1, weight: EXACT_NAME, factor: 1 } as const;
    parts.push({ text: '', how: 'exact name', term: '', ...none, score: EXACT_NAME });
  }
  for (const { text, terms } of leaves) {
    let best: ScorePart | undefined;
    for (const term of terms) {
      const posting = findPosting(term.postings, id);
      if (posting === undefined) continue;
      const rarity = rarityOf(term, documentCount);
      const score = rarity * posting.weight * term.factor;
      if (best !== undefined && best.score >= score) continue;
      const fields = TEXT_FIELDS.flatMap(({ name }, bit) =>
        (posting.fields & (1 << bit)) === 0 ? [] : [name],
      );
      const { weight } = posting;
      best = { text, how: term.how, term: term.word, fields, rarity, weight, factor: term.factor, score };
    }
    if (best !== undefined) parts.push(best);
  }
  return parts;
}

function rarityOf({ postings }: MatchedTerm, documentCount: number): number {
  const { length } = postings;
  return Math.log(1 + (Math.max(documentCount, length) - length + 0.5) / (length + 0.5));
}
