import { rankOfId } from './assign-ids.ts';
import type { Postings } from './postings.ts';
import { FORM_FACTORS, RANK_POINTS, rarityOf, weightAt } from './weights.ts';

/** A page of results. */
const SHOWN = 10;
/** Of the word that is no longer than the beginning, so many names are looked at. */
export const MAX_OWN_NAMES = 160;
/** Longer beginnings show more of what is shown already, and there are many. */
const MAX_UNITS = 2;

/** The word that a beginning is by itself. */
export interface OwnWord {
  /** The first documents with the word in their name, at most `MAX_OWN_NAMES`. */
  readonly names: Postings;
  /** All documents with the word. */
  readonly documents: number;
}

/** Whether the rows of what is likely shown are kept with a beginning, as it stands in keys. Pure. */
export function keepsShown(prefix: string): boolean {
  return prefix.length <= MAX_UNITS && /^[a-z0-9-]+$/u.test(prefix);
}

/**
 * The documents that are likely shown to who types a beginning, in order of id: an estimate of what the search finds by its
 * best names and by the word itself. It rests on nothing that one document more or less changes elsewhere. Pure.
 */
export function likelyShown(best: Postings, own: OwnWord, hashBits: number): number[] {
  // Of the order of how many documents there are.
  const count = 2 ** (hashBits - 1);
  const scores = new Map<number, number>();
  const add = (postings: Postings, unit: number): void => {
    for (const [place, id] of postings.ids.entries()) {
      const rank = RANK_POINTS * rankOfId(id, hashBits);
      scores.set(id, Math.max(scores.get(id) ?? 0, unit * weightAt(postings, place) + rank));
    }
  };
  add(best, FORM_FACTORS.prefix * rarityOf(best.ids.length, count));
  add(own.names, FORM_FACTORS.stem * rarityOf(own.documents, count));
  return [...scores]
    .sort(([left, one], [right, other]) => other - one || left - right)
    .slice(0, SHOWN)
    .map(([id]) => id)
    .sort((left, right) => left - right);
}
