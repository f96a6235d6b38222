import type { ByteReader, ByteWriter } from '../store/bytes.ts';
import { KIND_CODES } from './assign-ids.ts';

/** Steps of a weight between its doublings, and where they begin. */
const WEIGHT_STEPS = 16;
const WEIGHT_ORIGIN = 8;

/** The bit of `details` of the first text field. */
export const NAME_BIT = 1;
/** Bits of `details` besides the text fields, which are the lowest. */
export const LEADS_NAME = 1 << 5;

/** Documents of a list in order of id; for each, in which fields and how heavy a term is, where the list says so. */
export interface Postings {
  readonly ids: Uint32Array;
  /** Bit n: the term is in text field n; then `LEADS_NAME`. Empty for a list of documents alone. */
  readonly details: Uint8Array;
  /** Codes of `weightOfCode`; empty alike. */
  readonly weights: Uint8Array;
  /** What `markOf` tells of the names of the documents; empty where the list does not say. */
  readonly marks: Uint32Array;
}

/** A stretch of longer lists. */
export interface PostingRange extends Omit<Postings, 'marks'> {
  readonly start: number;
  readonly end: number;
}

export const NO_POSTINGS: Postings = {
  ids: new Uint32Array(),
  details: new Uint8Array(),
  weights: new Uint8Array(),
  marks: new Uint32Array(),
};

/** A weight as a byte; smaller ones than an eighth become one. Pure. */
export function codeOfWeight(weight: number): number {
  return Math.min(255, Math.max(0, Math.round(WEIGHT_STEPS * Math.log2(weight * WEIGHT_ORIGIN))));
}

const WEIGHTS = Float64Array.from({ length: 256 }, (_, code) => 2 ** (code / WEIGHT_STEPS) / WEIGHT_ORIGIN);

/** The weight of a byte. Pure. */
export function weightOfCode(code: number): number {
  return WEIGHTS[code] ?? 0;
}

/** Part of a list as bytes: the count, the ids, then the details and the weights. Pure. */
export function writePostings(writer: ByteWriter, { ids, details, weights }: Postings): void {
  writer.number(ids.length);
  writeIds(writer, ids);
  writer.raw(details).raw(weights);
}

/** Reads what `writePostings` wrote. */
export function readPostings(reader: ByteReader, hasDetails: boolean): Postings {
  const ids = readIds(reader, reader.number());
  if (!hasDetails) return { ...NO_POSTINGS, ids };
  return { ...NO_POSTINGS, ids, details: reader.raw(ids.length), weights: reader.raw(ids.length) };
}

/** What lies between rising ids without their last digits, then those digits, which are few and pack well by themselves. */
export function writeIds(writer: ByteWriter, ids: ArrayLike<number>): void {
  let last = 0;
  for (let at = 0; at < ids.length; at += 1) {
    const slot = Math.floor((ids[at] ?? 0) / KIND_CODES);
    writer.number(slot - last);
    last = slot;
  }
  for (let at = 0; at < ids.length; at += 1) writer.byte((ids[at] ?? 0) % KIND_CODES);
}

/** Reads so many ids that `writeIds` wrote. */
export function readIds(reader: ByteReader, count: number): Uint32Array {
  const ids = reader.rising(count);
  const kinds = reader.raw(count);
  for (let at = 0; at < count; at += 1) ids[at] = (ids[at] ?? 0) * KIND_CODES + (kinds[at] ?? 0);
  return ids;
}

/** The postings from one place to another. Pure. */
export function slicePostings(postings: Postings, start: number, end: number): Postings {
  const { ids, details, weights, marks } = postings;
  if (start === 0 && end >= ids.length) return postings;
  return {
    ids: ids.subarray(start, end),
    details: details.subarray(start, end),
    weights: weights.subarray(start, end),
    marks: marks.subarray(start, end),
  };
}

/** Those that the test accepts, by their place. Pure. */
export function filterPostings(postings: Postings, isWanted: (place: number) => boolean): Postings {
  const { ids, details, weights, marks } = postings;
  const places: number[] = [];
  for (let place = 0; place < ids.length; place += 1) if (isWanted(place)) places.push(place);
  if (places.length === ids.length) return postings;
  return {
    ids: Uint32Array.from(places, (place) => ids[place] ?? 0),
    details: Uint8Array.from(places, (place) => details[place] ?? 0),
    weights: Uint8Array.from(places, (place) => weights[place] ?? 0),
    marks: marks.length === 0 ? marks : Uint32Array.from(places, (place) => marks[place] ?? 0),
  };
}

/** The place of an id, or where it would stand. Pure. */
export function placeOf(ids: ArrayLike<number>, id: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
