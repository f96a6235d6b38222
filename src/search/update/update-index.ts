import { HyperError } from '../../core/index.ts';
import { CHUNK_DOCUMENTS } from '../index/build-index.ts';
import { hashBitsFor, spanOf } from '../index/assign-ids.ts';
import { ROW_DOCUMENTS } from '../index/rows.ts';
import type { SearchDocument } from '../index/search-document.ts';
import { toBytes } from '../store/bytes.ts';
import type { IndexFile } from '../store/store-format.ts';
import { changedDocuments } from './changed-documents.ts';
import { bucketBitsFor, DocumentBuckets } from './document-buckets.ts';
import { editBeginnings } from './edit-beginnings.ts';
import { editColumns } from './edit-columns.ts';
import { editList } from './edit-list.ts';
import type { EditedList } from './edit-list.ts';
import { editRows } from './edit-rows.ts';
import { editShown } from './edit-shown.ts';
import { editTypoEntries } from './edit-typo-entries.ts';
import { FormerIndex } from './former-index.ts';
import type { FormerFiles, Frame } from './former-index.ts';
import { parseRecord, renderRecord } from './index-record.ts';
import type { IndexRecord } from './index-record.ts';
import { listEdits } from './list-edits.ts';
import { numberAgain } from './number-again.ts';
import type { NumberedChange } from './number-again.ts';
import { PartChanges } from './part-changes.ts';
import { rewriteStore } from './rewrite-store.ts';

/** Of the buckets, as many may have changed: of more, building all anew takes no longer. */
const MAX_SHARE = 1 / 8;
const MIN_BUCKETS = 4;

/** An index that was built before, and what was kept of it. */
export interface BuiltIndex {
  readonly files: FormerFiles;
  /** What `buildRecordedIndex` or `updateIndex` gave. */
  readonly record: string;
}

/** How an index differs from the one before. */
export interface IndexUpdate {
  /** Those that are new or have other bytes. */
  readonly files: readonly IndexFile[];
  /** Paths that it has no more. */
  readonly gone: readonly string[];
  /** For the next update. */
  readonly record: string;
}

/**
 * Makes of a former index that of these documents: what `buildIndex` gives, by reading and writing only what the documents
 * touch that are new, gone or otherwise. Documents are gone through twice. Undefined where all is to be built: the documents are to be
 * numbered or parted otherwise, most of them changed, or the former index is damaged. Errors: those of the files.
 */
export async function updateIndex(
  { files, record }: BuiltIndex,
  documents: Iterable<SearchDocument>,
): Promise<IndexUpdate | undefined> {
  const parsed = parseRecord(record);
  if (parsed === undefined) return undefined;
  try {
    return await updated(await FormerIndex.open(files), parsed, documents);
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

async function updated(
  former: FormerIndex,
  { buckets: formerBuckets, shared }: IndexRecord,
  documents: Iterable<SearchDocument>,
): Promise<IndexUpdate | undefined> {
  const taken = new DocumentBuckets();
  for (const document of documents) taken.push(document);
  const { hashBits } = former.frame;
  const frame = frameFor(taken.count);
  const isFramed =
    isNumberedAlike(former.frame, frameFor(former.frame.documents)) && isNumberedAlike(former.frame, frame);
  const buckets = taken.end();
  if (!isFramed || formerBuckets.length !== 2 ** bucketBitsFor(hashBits)) return undefined;
  const others = buckets.flatMap((digest, bucket) => (digest === formerBuckets[bucket] ? [] : [bucket]));
  if (others.length > Math.max(MIN_BUCKETS, buckets.length * MAX_SHARE)) return undefined;
  const changed = await changedDocuments(former, new Set(others), documents);
  const changes = await numberAgain(former, changed);
  const parts = new PartChanges(shared, (path) => former.has(path));
  const edits = await storeEdits(former, parts, changes);
  if (edits === undefined) return undefined;
  const rows = await editRows(former, changes);
  const manifest = await rewriteStore(former, parts, edits, { ...frame });
  const ended = parts.end();
  return {
    files: [...rows.files, ...ended.files, manifest],
    gone: [...rows.gone, ...ended.gone],
    record: renderRecord({ buckets, shared: ended.shared }),
  };
}

/** What becomes of values of the store. */
async function storeEdits(
  former: FormerIndex,
  parts: PartChanges,
  changes: readonly NumberedChange[],
): Promise<Map<string, Uint8Array | undefined> | undefined> {
  const lists = new Map<string, EditedList>();
  for (const [key, edit] of listEdits(changes)) lists.set(key, await editList(former, parts, key, edit));
  const typos = await editTypoEntries(former, changes, lists);
  if (typos === undefined) return undefined;
  const edits = new Map<string, Uint8Array | undefined>();
  for (const [key, { value }] of lists) edits.set(key, value);
  for (const [key, text] of typos) edits.set(key, text === '' ? undefined : toBytes(text));
  const beginnings = await editBeginnings(former, lists);
  for (const [key, value] of beginnings) edits.set(key, value);
  for (const [key, value] of await editShown(former, changes, lists, beginnings)) edits.set(key, value);
  for (const [key, value] of await editColumns(former, changes)) edits.set(key, value);
  return edits;
}

function frameFor(documents: number): Frame {
  const hashBits = hashBitsFor(documents);
  const [rowSpan, chunkSpan] = [ROW_DOCUMENTS, CHUNK_DOCUMENTS].map((size) =>
    spanOf(hashBits, documents, size),
  );
  return { documents, hashBits, rowSpan: rowSpan ?? NaN, chunkSpan: chunkSpan ?? NaN };
}

function isNumberedAlike(left: Frame, right: Frame): boolean {
  return (
    left.hashBits === right.hashBits && left.rowSpan === right.rowSpan && left.chunkSpan === right.chunkSpan
  );
}

/** Whether what was kept is no index, or none that is whole: parts that are read have the digests that they should, but what they hold
 *  is believed. */
function isDamage(error: unknown): boolean {
  if (error instanceof HyperError) return error.code === 'HYPER_SEARCH_INDEX_INVALID';
  return error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError;
}
