import { compareText, flatCopy } from '../../core/index.ts';
import { NAME_BIT, NO_POSTINGS } from './postings.ts';
import type { PostingRange, Postings } from './postings.ts';

/** Where more words than these begin alike, the best names of all of them are kept with the beginning. */
export const MAX_EXPANSIONS = 48;
const MAX_PREFIX_UNITS = 6;
const MAX_TAKEN = 24;
const MAX_KEPT = 192;
const DETAILS = 64;
const WEIGHTS = 256;
const IDS = 2 ** 32;

/** The lists of words, in order of key. */
export interface WordLists {
  readonly count: number;
  readonly keyAt: (place: number) => string;
  readonly rangeAt: (place: number) => PostingRange;
}

/**
 * For each beginning that more than `MAX_EXPANSIONS` of the keys of words have, as it stands in them: the best documents
 * whose names hold one of the words, in order. Work is linear in the number of keys. Pure.
 */
export function* beginningsOf({
  count,
  keyAt,
  rangeAt,
}: WordLists): Generator<readonly [prefix: string, postings: Postings]> {
  const runs: { readonly prefix: string; readonly start: number; readonly end: number }[] = [];
  // Where the run of each length began that the key at hand goes on with.
  const starts = new Uint32Array(MAX_PREFIX_UNITS + 1);
  let former = '';
  for (let at = 0; at <= count; at += 1) {
    const key = at === count ? '' : keyAt(at);
    const shared = at === 0 || at === count ? 0 : sharedUnits(former, key);
    for (let length = shared + 1; length <= MAX_PREFIX_UNITS; length += 1) {
      const start = starts[length] ?? 0;
      starts[length] = at;
      if (at - start > MAX_EXPANSIONS)
        runs.push({ prefix: flatCopy(former.slice(1, 1 + length)), start, end: at });
    }
    former = key;
  }
  runs.sort((left, right) => compareText(left.prefix, right.prefix));
  for (const { prefix, start, end } of runs) yield [prefix, best(start, end, rangeAt)];
}

/** Units that two keys share between their first and their last, which say what they are. */
function sharedUnits(left: string, right: string): number {
  const most = Math.min(left.length - 2, right.length - 2, MAX_PREFIX_UNITS);
  let shared = 0;
  while (shared < most && left.charCodeAt(shared + 1) === right.charCodeAt(shared + 1)) shared += 1;
  return shared;
}

function best(start: number, end: number, rangeAt: (place: number) => PostingRange): Postings {
  const candidates: number[] = [];
  for (let at = start; at < end; at += 1) {
    const list = rangeAt(at);
    let taken = 0;
    for (let place = list.start; place < list.end && taken < MAX_TAKEN; place += 1) {
      const details = list.details[place] ?? 0;
      if ((details & NAME_BIT) === 0) continue;
      taken += 1;
      const lightness = WEIGHTS - 1 - (list.weights[place] ?? 0);
      candidates.push((lightness * IDS + (list.ids[place] ?? 0)) * DETAILS + details);
    }
  }
  const kept = new Map<number, number>();
  const ordered = Float64Array.from(candidates).sort();
  for (let at = 0; at < ordered.length && kept.size < MAX_KEPT; at += 1) {
    const candidate = ordered[at] ?? 0;
    const id = Math.floor(candidate / DETAILS) % IDS;
    if (!kept.has(id)) kept.set(id, candidate);
  }
  const rows = [...kept].sort(([left], [right]) => left - right);
  return {
    ...NO_POSTINGS,
    ids: Uint32Array.from(rows, ([id]) => id),
    details: Uint8Array.from(rows, ([, candidate]) => candidate % DETAILS),
    weights: Uint8Array.from(rows, ([, candidate]) => WEIGHTS - 1 - Math.floor(candidate / DETAILS / IDS)),
  };
}

/** Parts postings into those in names and the others, each in order. Pure. */
export function byTier(postings: Omit<Postings, 'marks'>): Postings[] {
  const { ids, details, weights } = postings;
  let inNames = 0;
  for (let place = 0; place < ids.length; place += 1) inNames += (details[place] ?? 0) & NAME_BIT;
  const tiers = [emptyPostings(inNames), emptyPostings(ids.length - inNames)] as const;
  const ends: [number, number] = [0, 0];
  for (let place = 0; place < ids.length; place += 1) {
    const detail = details[place] ?? 0;
    const tier = (detail & NAME_BIT) === 0 ? 1 : 0;
    const to = ends[tier]++;
    tiers[tier].ids[to] = ids[place] ?? 0;
    tiers[tier].details[to] = detail;
    tiers[tier].weights[to] = weights[place] ?? 0;
  }
  return [...tiers];
}

function emptyPostings(count: number): Postings {
  return {
    ...NO_POSTINGS,
    ids: new Uint32Array(count),
    details: new Uint8Array(count),
    weights: new Uint8Array(count),
  };
}
