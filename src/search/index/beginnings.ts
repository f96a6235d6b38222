import { compareText } from '../../core/index.ts';
import { NAME_BIT, NO_POSTINGS } from './postings.ts';
import type { PostingRange, Postings } from './postings.ts';

/** Where more words than these begin alike, the best names of all of them are kept with the beginning. */
export const MAX_EXPANSIONS = 48;
/** Of the beginnings, as they stand in keys; longer ones are not kept. */
export const MAX_PREFIX_UNITS = 6;
/** Documents of a list that are looked at, those with the word in their name. */
export const MAX_TAKEN = 24;
const MAX_KEPT = 192;
const DETAILS = 64;
const WEIGHTS = 256;
const IDS = 0x1_0000_0000;
/** Candidates that are looked at before all but the best are forgotten. */
const ROOM = 2048;

/** The lists of words, in order of key; keys are ASCII. */
export interface WordLists {
  readonly count: number;
  readonly keyLengthAt: (place: number) => number;
  readonly keyByteAt: (place: number, at: number) => number;
  readonly rangeAt: (place: number) => PostingRange;
}

/**
 * For each beginning that more than `MAX_EXPANSIONS` of the keys of words have, as it stands in them: the best documents
 * whose names hold one of the words, in order. Work is linear in the number of keys. Pure.
 */
export function* beginningsOf(words: WordLists): Generator<readonly [prefix: string, postings: Postings]> {
  const { count, rangeAt } = words;
  const runs: { readonly prefix: string; readonly start: number; readonly end: number }[] = [];
  // Where the run of each length began that the key at hand goes on with.
  const starts = new Uint32Array(MAX_PREFIX_UNITS + 1);
  for (let at = 0; at <= count; at += 1) {
    const shared = at === 0 || at === count ? 0 : sharedUnits(words, at - 1, at);
    for (let length = shared + 1; length <= MAX_PREFIX_UNITS; length += 1) {
      const start = starts[length] ?? 0;
      starts[length] = at;
      if (at - start > MAX_EXPANSIONS)
        runs.push({ prefix: beginningOf(words, at - 1, length), start, end: at });
    }
  }
  runs.sort((left, right) => compareText(left.prefix, right.prefix));
  const best = new Best();
  for (const { prefix, start, end } of runs) {
    for (let at = start; at < end; at += 1) best.take(rangeAt(at));
    yield [prefix, best.finish()];
  }
}

/** Units that two keys share between their first and their last, which say what they are. */
function sharedUnits({ keyLengthAt, keyByteAt }: WordLists, left: number, right: number): number {
  const most = Math.min(keyLengthAt(left) - 2, keyLengthAt(right) - 2, MAX_PREFIX_UNITS);
  let shared = 0;
  while (shared < most && keyByteAt(left, shared + 1) === keyByteAt(right, shared + 1)) shared += 1;
  return shared;
}

function beginningOf({ keyByteAt }: WordLists, place: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, at) => keyByteAt(place, at + 1)));
}

/** The best names of lists, a bounded number of them at a time. */
export class Best {
  readonly #candidates = new Float64Array(ROOM);
  #count = 0;
  /** What is not lower is not among the best. */
  #limit = Infinity;

  /** Looks at the first names of a list, so many of them. */
  take({ ids, details: allDetails, weights, start, end }: PostingRange, most = MAX_TAKEN): void {
    let taken = 0;
    for (let place = start; place < end && taken < most; place += 1) {
      const details = allDetails[place] ?? 0;
      if ((details & NAME_BIT) === 0) continue;
      taken += 1;
      const lightness = WEIGHTS - 1 - (weights[place] ?? 0);
      const candidate = (lightness * IDS + (ids[place] ?? 0)) * DETAILS + details;
      if (candidate >= this.#limit) continue;
      if (this.#count === ROOM) this.#keepBest();
      this.#candidates[this.#count++] = candidate;
    }
  }

  /** The best of all, in order of id; begins anew. */
  finish(): Postings {
    this.#keepBest();
    const rows = [...this.#candidates.subarray(0, this.#count)].sort((one, other) => idOf(one) - idOf(other));
    this.#count = 0;
    this.#limit = Infinity;
    return {
      ...NO_POSTINGS,
      ids: Uint32Array.from(rows, idOf),
      details: Uint8Array.from(rows, (candidate) => candidate % DETAILS),
      weights: Uint8Array.from(rows, (candidate) => WEIGHTS - 1 - Math.floor(candidate / DETAILS / IDS)),
    };
  }

  /** Each document counts once, by the best that was said of it. */
  #keepBest(): void {
    const candidates = this.#candidates;
    candidates.subarray(0, this.#count).sort();
    const seen = new Set<number>();
    for (let at = 0; at < this.#count && seen.size < MAX_KEPT; at += 1) {
      const candidate = candidates[at] ?? 0;
      const id = idOf(candidate);
      if (!seen.has(id)) candidates[seen.size] = candidate;
      seen.add(id);
    }
    this.#count = seen.size;
    if (seen.size === MAX_KEPT) this.#limit = candidates[MAX_KEPT - 1] ?? Infinity;
  }
}

function idOf(candidate: number): number {
  return Math.floor(candidate / DETAILS) % IDS;
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
