import { compareText } from '../../core/index.ts';
import { NO_POSTINGS } from './postings.ts';
import type { Postings } from './postings.ts';

/** Where more words than these begin alike, the best names of all of them are kept with the beginning. */
export const MAX_EXPANSIONS = 48;
const MAX_PREFIX_UNITS = 6;
const MAX_TAKEN = 24;
const MAX_KEPT = 192;
const NAME_BIT = 1;

/**
 * For each beginning that more than `MAX_EXPANSIONS` of the keys of words have, as it stands in them: the best documents
 * whose names hold one of the words. Keys come in order. Work is linear in the number of keys. Pure.
 */
export function* beginningsOf(
  keys: readonly string[],
  postingsOf: (key: string) => Postings,
): Generator<readonly [prefix: string, postings: Postings]> {
  const found: (readonly [string, Postings])[] = [];
  for (let length = 1; length <= MAX_PREFIX_UNITS; length += 1) {
    const prefixOf = (at: number): string | undefined => keys[at]?.slice(1, -1).slice(0, length);
    let start = 0;
    for (let at = 1; at <= keys.length; at += 1) {
      const prefix = prefixOf(start);
      if (at < keys.length && prefixOf(at) === prefix) continue;
      if (at - start > MAX_EXPANSIONS && prefix?.length === length) {
        found.push([prefix, best(keys.slice(start, at), postingsOf)]);
      }
      start = at;
    }
  }
  yield* found.sort((left, right) => compareText(left[0], right[0]));
}

function best(keys: readonly string[], postingsOf: (key: string) => Postings): Postings {
  const weights = new Map<number, readonly [weight: number, details: number]>();
  for (const key of keys) {
    const list = postingsOf(key);
    let taken = 0;
    for (let place = 0; place < list.ids.length && taken < MAX_TAKEN; place += 1) {
      const details = list.details[place] ?? 0;
      if ((details & NAME_BIT) === 0) continue;
      taken += 1;
      const id = list.ids[place] ?? 0;
      const weight = list.weights[place] ?? 0;
      if ((weights.get(id)?.[0] ?? -1) < weight) weights.set(id, [weight, details]);
    }
  }
  const kept = [...weights]
    .sort(([left, [one]], [right, [other]]) => other - one || left - right)
    .slice(0, MAX_KEPT)
    .sort(([left], [right]) => left - right);
  return {
    ids: Uint32Array.from(kept, ([id]) => id),
    details: Uint8Array.from(kept, ([, [, details]]) => details),
    weights: Uint8Array.from(kept, ([, [weight]]) => weight),
  };
}

/** Parts postings into those in names and the others, each in order. Pure. */
export function byTier(postings: Postings): Postings[] {
  const { ids, details, weights } = postings;
  const inNames = details.reduce((sum, one) => sum + (one & NAME_BIT), 0);
  if (inNames === 0) return [NO_POSTINGS, postings];
  if (inNames === ids.length) return [postings, NO_POSTINGS];
  const split = [[], []] as [number[], number[]];
  for (let place = 0; place < ids.length; place += 1) {
    split[((details[place] ?? 0) & NAME_BIT) === 0 ? 1 : 0].push(place);
  }
  return split.map((places) => ({
    ids: Uint32Array.from(places, (place) => ids[place] ?? 0),
    details: Uint8Array.from(places, (place) => details[place] ?? 0),
    weights: Uint8Array.from(places, (place) => weights[place] ?? 0),
  }));
}
