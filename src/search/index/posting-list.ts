import { ByteReader, ByteWriter } from '../store/bytes.ts';
import { readMarks, writeMarks } from './name-marks.ts';
import {
  NAME_BIT,
  NO_POSTINGS,
  placeOf,
  readPostings,
  slicePostings,
  writeIds,
  writePostings,
} from './postings.ts';
import type { PostingRange, Postings } from './postings.ts';

/** A list is kept in tiers: documents that have the term in their name, then the others. The beginning of each stands with
 *  the term, so that most queries need no more; the rest is in blocks that are read where they matter. */
export const HEAD_POSTINGS = [160, 96] as const;
/** A little more than a head stays with it. */
const SLACK = 1.5;
/** Lists from these counts on have blocks of these sizes, about. */
const BLOCK_POSTINGS = [
  [1 << 17, 4096],
  [1 << 14, 1024],
  [0, 256],
] as const;
/** More blocks than these are listed in a part of their own. */
const MAX_INLINE_BLOCKS = 12;
const DIGEST_BYTES = 8;
/** Where the postings of a tier of a short list stand, and their ids: made once for all lists. Not for browsers. */
const SCRATCH = /* @__PURE__ */ makeScratch();

function makeScratch(): { readonly places: Uint32Array; readonly kept: Uint32Array } {
  const length = Math.max(...HEAD_POSTINGS) * SLACK;
  return { places: new Uint32Array(length), kept: new Uint32Array(length) };
}

/** Where a block of a list is. */
export interface BlockPlace {
  /** Its first id; those before it are before the block. */
  readonly first: number;
  readonly count: number;
  readonly digest: string;
}

/** A tier as it is read: the blocks may be listed elsewhere. */
export interface TierPlace {
  readonly count: number;
  readonly head: Postings;
  readonly blocks: readonly BlockPlace[] | { readonly digest: string };
}

/** What lists are rendered with. */
export interface ListFrame {
  readonly idSpace: number;
  /** The mark of the name of a document. */
  readonly markOf: (id: number) => number;
  /** Stores a part and gives its digest. */
  readonly keep: (bytes: Uint8Array) => string;
}

/**
 * The value of a list. Blocks end where the ids pass a multiple of a span, so that one more document changes the block it
 * is in and its neighbour, not all that follow.
 */
export function renderList(tiers: readonly Postings[], { idSpace, markOf, keep }: ListFrame): Uint8Array {
  const writer = new ByteWriter();
  tiers.forEach((tier, number) => {
    const { length } = tier.ids;
    const inline = inlineCount(number, length);
    writer.number(length);
    if (length === 0) return;
    writePostings(writer, slicePostings(tier, 0, inline));
    const isOfNames = number === 0 && tier.details.length > 0;
    if (isOfNames) writeMarks(writer, tier.ids.subarray(0, inline).map(markOf));
    if (inline < length) writeBlocks(writer, tier, { start: inline, idSpace, keep });
  });
  return writer.finish();
}

/** How many postings of a tier of so many stand with the term. Pure. */
export function inlineCount(tier: number, length: number): number {
  const head = HEAD_POSTINGS[tier] ?? 0;
  return length <= head * SLACK ? length : head;
}

/** Writes the same value for a list that stands with its term as a whole; false for a longer one. Lists without
 *  marks are without details. */
export function writeShortList(
  writer: ByteWriter,
  { ids, details, weights, start, end }: PostingRange,
  markOf: ((id: number) => number) | undefined,
): boolean {
  const hasDetails = markOf !== undefined;
  let inNames = 0;
  if (hasDetails) for (let at = start; at < end; at += 1) inNames += (details[at] ?? 0) & NAME_BIT;
  const counts = hasDetails ? [inNames, end - start - inNames] : [end - start];
  if (counts.some((count, tier) => count > (HEAD_POSTINGS[tier] ?? 0) * SLACK)) return false;
  counts.forEach((count, tier) => {
    writer.number(count);
    if (count === 0) return;
    writer.number(count);
    if (!hasDetails) {
      writeIds(writer, ids.subarray(start, end));
      return;
    }
    const { places, kept } = SCRATCH;
    let wanted = 0;
    for (let at = start; at < end; at += 1)
      if (((details[at] ?? 0) & NAME_BIT) !== tier) places[wanted++] = at;
    for (let at = 0; at < wanted; at += 1) kept[at] = ids[places[at] ?? 0] ?? 0;
    const ofTier = kept.subarray(0, wanted);
    writeIds(writer, ofTier);
    for (let at = 0; at < wanted; at += 1) writer.byte(details[places[at] ?? 0] ?? 0);
    for (let at = 0; at < wanted; at += 1) writer.byte(weights[places[at] ?? 0] ?? 0);
    if (tier === 0) writeMarks(writer, ofTier.map(markOf));
  });
  return true;
}

/** Reads what `renderList` wrote of the tiers, as many as there are. */
export function readList(bytes: Uint8Array, hasDetails: boolean): TierPlace[] {
  const reader = new ByteReader(bytes);
  const tiers: TierPlace[] = [];
  while (!reader.isAtEnd) {
    const count = reader.number();
    if (count === 0) {
      tiers.push({ count, head: NO_POSTINGS, blocks: [] });
      continue;
    }
    const postings = readPostings(reader, hasDetails);
    const isOfNames = hasDetails && tiers.length === 0;
    const head = isOfNames ? { ...postings, marks: readMarks(reader, postings.ids.length) } : postings;
    const isWhole = head.ids.length >= count;
    tiers.push({ count, head, blocks: isWhole ? [] : readPlaces(reader) });
  }
  return tiers;
}

/** Reads a list of blocks that is a part of its own. */
export function readBlockPlaces(bytes: Uint8Array): BlockPlace[] {
  return places(new ByteReader(bytes));
}

function writeBlocks(
  writer: ByteWriter,
  tier: Postings,
  { start, idSpace, keep }: { start: number; idSpace: number; keep: (bytes: Uint8Array) => string },
): void {
  const directory = new ByteWriter();
  const ends = blockEnds(tier.ids, start, idSpace);
  let from = start;
  let last = 0;
  directory.number(ends.length);
  for (const end of ends) {
    const block = new ByteWriter();
    writePostings(block, slicePostings(tier, from, end));
    const first = tier.ids[from] ?? 0;
    directory
      .number(first - last)
      .number(end - from)
      .raw(toDigestBytes(keep(block.view())));
    last = first;
    from = end;
  }
  if (ends.length <= MAX_INLINE_BLOCKS) writer.number(0).raw(directory.view());
  else writer.number(1).raw(toDigestBytes(keep(directory.view())));
}

function blockEnds(ids: Uint32Array, start: number, idSpace: number): number[] {
  const size = blockSize(ids.length);
  const span = 2 ** Math.ceil(Math.log2((idSpace * size) / ids.length));
  const ends: number[] = [];
  let from = start;
  // A block ends at the first multiple after a quarter of its size, or at twice its size.
  for (let least = from + size / 4; least < ids.length; least = from + size / 4) {
    const boundary = (Math.floor((ids[least - 1] ?? 0) / span) + 1) * span;
    from = Math.min(placeOf(ids, boundary), from + size * 2);
    if (from >= ids.length) break;
    ends.push(from);
  }
  ends.push(ids.length);
  return ends;
}

function readPlaces(reader: ByteReader): TierPlace['blocks'] {
  return reader.number() === 0 ? places(reader) : { digest: toDigest(reader.raw(DIGEST_BYTES)) };
}

function places(reader: ByteReader): BlockPlace[] {
  const found: BlockPlace[] = [];
  let first = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    first += reader.number();
    found.push({ first, count: reader.number(), digest: toDigest(reader.raw(DIGEST_BYTES)) });
  }
  return found;
}

/** About how many postings a block of a list of so many has. Pure. */
export function blockSize(count: number): number {
  return BLOCK_POSTINGS.find(([least]) => count >= least)?.[1] ?? 256;
}

/** The bytes of a digest in hex. Pure. */
export function toDigestBytes(digest: string): Uint8Array {
  return Uint8Array.from({ length: DIGEST_BYTES }, (_, at) =>
    Number.parseInt(digest.slice(2 * at, 2 * at + 2), 16),
  );
}

/** The digest in hex of its bytes. Pure. */
export function toDigest(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
