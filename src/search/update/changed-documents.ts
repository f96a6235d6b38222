import { RANKS, clampRank, slotOf } from '../index/assign-ids.ts';
import { rowOfText, rowText, textOfRow } from '../index/rows.ts';
import type { Row } from '../index/rows.ts';
import type { SearchDocument } from '../index/search-document.ts';
import { textHash } from '../text/text-hash.ts';
import { bucketBitsFor, bucketOf } from './document-buckets.ts';
import { wishedSlot } from './former-index.ts';
import type { FormerDocument, FormerIndex } from './former-index.ts';

/** A document as it is to be, without a number yet. */
export interface WantedDocument {
  readonly row: Row;
  /** The number that it wants, without type and state. */
  readonly slot: number;
}

/** A document that differs from what the former index says, or is in one of the two alone. */
export interface ChangedDocument {
  readonly former: FormerDocument | undefined;
  readonly wanted: WantedDocument | undefined;
}

/** The documents of these buckets that differ, are new or are gone. */
export async function changedDocuments(
  former: FormerIndex,
  buckets: ReadonlySet<number>,
  documents: Iterable<SearchDocument>,
): Promise<ChangedDocument[]> {
  const bits = bucketBitsFor(former.frame.hashBits);
  const known = await formerDocuments(former, buckets, bits);
  const changed: ChangedDocument[] = [];
  for (const document of documents) {
    const { reference, rank = 0 } = document;
    const hash = textHash(reference);
    if (!buckets.has(bucketOf(hash, bits))) continue;
    const before = known.get(reference);
    known.delete(reference);
    const slot = slotOf(RANKS - 1 - clampRank(rank), hash, former.frame.hashBits);
    const wanted = { row: rowOfText(rowText(document)), slot };
    if (before !== undefined && isAlike(former, before, wanted)) continue;
    changed.push({ former: before, wanted });
  }
  for (const gone of known.values()) changed.push({ former: gone, wanted: undefined });
  return changed;
}

function isAlike({ frame }: FormerIndex, before: FormerDocument, { row, slot }: WantedDocument): boolean {
  return wishedSlot(frame, before) === slot && textOfRow(before.row) === textOfRow(row);
}

/** Documents stand by rank, then by the hash that tells the bucket, or a little later where others wanted their number. */
async function formerDocuments(
  former: FormerIndex,
  buckets: ReadonlySet<number>,
  bits: number,
): Promise<Map<string, FormerDocument>> {
  const found = new Map<string, FormerDocument>();
  const { hashBits } = former.frame;
  const size = 2 ** (hashBits - bits);
  for (const bucket of buckets) {
    for (let fromBest = 0; fromBest < RANKS; fromBest += 1) {
      const start = slotOf(fromBest, 0, hashBits) + bucket * size;
      for (let slot = start; ; slot += 1) {
        const document = await former.documentAt(slot);
        if (document === undefined && slot >= start + size) break;
        if (document === undefined) continue;
        const { reference } = document.row.stored;
        if (bucketOf(textHash(reference), bits) === bucket) found.set(reference, document);
      }
    }
  }
  return found;
}
