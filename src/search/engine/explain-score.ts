import { rankOfId } from '../index/assign-ids.ts';
import { TEXT_FIELDS } from '../index/fields.ts';
import type { TextField } from '../index/fields.ts';
import { placeOf } from '../index/postings.ts';
import { RANK_POINTS, rarityOf, weightAt } from '../index/weights.ts';
import { AMID_NAME, BEGUN_NAME, EXACT_NAME } from './score.ts';
import type { ScoreContext, ScorePart } from './score.ts';

/** Why a document has its score: the parts of the sum. Pure. */
export function explainScore(
  id: number,
  { leaves, exact, begun, amid, documentCount, hashBits }: ScoreContext,
): ScorePart[] {
  const parts: ScorePart[] = [];
  const plain = { text: '', term: '', factor: 1 } as const;
  const named = [
    [exact, EXACT_NAME, 'exact name'],
    [begun, BEGUN_NAME, 'name prefix'],
    [amid, AMID_NAME, 'name prefix'],
  ] as const;
  for (const [ids, points, how] of named) {
    if (ids[placeOf(ids, id)] !== id) continue;
    parts.push({ ...plain, how, fields: ['name'], rarity: 1, weight: points, score: points });
  }
  for (const { text, loaded } of leaves) {
    let best: ScorePart | undefined;
    for (const { term, postings } of loaded) {
      const place = placeOf(postings.ids, id);
      if (postings.ids[place] !== id) continue;
      const rarity = rarityOf(term.documents, documentCount);
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

function fieldsOf(details: number): TextField[] {
  return TEXT_FIELDS.flatMap(({ name }, bit) => ((details & (1 << bit)) === 0 ? [] : [name]));
}
