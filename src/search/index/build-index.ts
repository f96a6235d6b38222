import { ByteWriter } from '../store/bytes.ts';
import { pack } from '../store/pack.ts';
import type { IndexFile } from '../store/store-format.ts';
import { StoreWriter } from '../store/write-store.ts';
import { IdWishes, assignIds, idSpaceOf, spanOf } from './assign-ids.ts';
import type { Numbering } from './assign-ids.ts';
import { beginningsOf, byTier } from './beginnings.ts';
import { ColumnsGatherer } from './gather-columns.ts';
import { PostingsGatherer } from './gather-postings.ts';
import { keptTexts } from './document-text.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { IdPlaces } from './id-places.ts';
import { indexKeys } from './keys.ts';
import { PackedTexts } from './packed-texts.ts';
import { renderList, renderShortList } from './posting-list.ts';
import type { ListFrame } from './posting-list.ts';
import { NO_POSTINGS, writePostings } from './postings.ts';
import type { Postings } from './postings.ts';
import { ROW_DOCUMENTS, renderRows, rowText, rowsPath } from './rows.ts';
import type { SearchDocument } from './search-document.ts';
import { commonnessOf, typoEntries } from './typo-entries.ts';
import type { SortedPostings } from './sorted-postings.ts';
import type { StoreEntry } from './typo-entries.ts';
import { ValueNumbers } from './value-numbers.ts';

/** Documents of a chunk of a column, about. */
const CHUNK_DOCUMENTS = 1024;

/**
 * The files of a search index, in no order that matters but the manifest last (SPEC section 7). The same documents in
 * any order give the same bytes. Memory is a few hundred bytes a document; documents are taken one by one. Pure.
 */
export function* buildIndex(documents: Iterable<SearchDocument>): Generator<IndexFile> {
  const values = new ValueNumbers();
  const gatherer = new PostingsGatherer(values);
  const wishes = new IdWishes();
  const columns = new ColumnsGatherer(values, wishes.references);
  const rows = new PackedTexts();
  for (const document of documents) {
    const { reference, type, state, rank = 0 } = document;
    wishes.push({ reference, type, state, rank });
    const ofDocument = values.take(document);
    const kept = keptTexts(document);
    gatherer.add(kept, ofDocument);
    columns.add(document, ofDocument);
    rows.push(rowText(document, kept), wishes.lastStretch());
  }
  const numbering = assignIds(wishes);
  const { hashBits } = numbering;
  const { count } = wishes;
  const rowSpan = spanOf(hashBits, count, ROW_DOCUMENTS);
  const chunkSpan = spanOf(hashBits, count, CHUNK_DOCUMENTS);
  yield* rowFiles(rows, numbering, rowSpan);
  rows.clear();
  const writer = new StoreWriter();
  for (const [key, value] of entriesOf({ gatherer, columns, numbering, chunkSpan }, writer.keep)) {
    writer.add(key, value);
    yield* writer.take();
  }
  yield* writer.finish({ documents: count, hashBits, rowSpan, chunkSpan });
}

interface Gathered {
  readonly gatherer: PostingsGatherer;
  readonly columns: ColumnsGatherer;
  readonly numbering: Numbering;
  readonly chunkSpan: number;
}

/** All values of the store in order of key: one kind after the other, by the first character of their keys. */
function* entriesOf(
  { gatherer, columns, numbering, chunkSpan }: Gathered,
  keep: (bytes: Uint8Array) => string,
): Generator<StoreEntry> {
  const { ids, order, hashBits } = numbering;
  const idSpace = idSpaceOf(hashBits);
  const typed = gatherer.takeTyped();
  const sorted = gatherer.sorted(ids, order);
  const common = commonnessOf(
    typed,
    (word) => sorted.countOf(indexKeys.word(word)) || sorted.countOf(indexKeys.stem(word)),
  );
  yield* typoEntries(typed, common, 'end');
  yield* beginningEntries(sorted);
  const rising = Uint32Array.from(order, (place) => ids[place] ?? 0);
  const places = new IdPlaces(rising);
  const markOf = (id: number): number => gatherer.markAt(order[places.of(id)] ?? 0);
  const frame: ListFrame = { idSpace, markOf, keep };
  yield [indexKeys.all, renderList([{ ...NO_POSTINGS, ids: rising }], frame)];
  yield* columns.facetEntries(numbering, chunkSpan);
  // Keys of values come before those of columns of numbers, keys of words and names after them.
  const terms = sorted.placeOf('o');
  yield* listEntries(sorted, [0, terms], frame);
  yield* columns.orderEntries(numbering, chunkSpan);
  yield* listEntries(sorted, [terms, sorted.count], frame);
  yield* typoEntries(typed, common, 'start');
}

function* listEntries(
  sorted: SortedPostings,
  [start, end]: readonly [start: number, end: number],
  frame: ListFrame,
): Generator<StoreEntry> {
  const writer = new ByteWriter();
  for (let place = start; place < end; place += 1) {
    const key = sorted.keyAt(place);
    const ofWords = isOfWords(key);
    const short = renderShortList(writer, sorted.rangeAt(place), ofWords ? frame.markOf : undefined);
    yield [key, short ?? renderLong(sorted.at(place), ofWords)];
  }

  function renderLong(postings: Omit<Postings, 'marks'>, ofWords: boolean): Uint8Array {
    const tiers = ofWords ? byTier(postings) : [{ ...NO_POSTINGS, ids: postings.ids }];
    return renderList(tiers, frame);
  }
}

function* beginningEntries(sorted: SortedPostings): Generator<StoreEntry> {
  const places = new GrowingNumbers();
  for (let place = 0; place < sorted.count; place += 1)
    if (isOfWords(sorted.keyAt(place))) places.push(place);
  const words = {
    count: places.length,
    keyAt: (at: number) => sorted.keyAt(places.at(at)),
    rangeAt: (at: number) => sorted.rangeAt(places.at(at)),
  };
  for (const [prefix, postings] of beginningsOf(words)) {
    const writer = new ByteWriter();
    writePostings(writer, postings);
    yield [`^${prefix}`, writer.finish()];
  }
}

function isOfWords(key: string): boolean {
  return key.startsWith('t') && !key.endsWith('=');
}

function* rowFiles(
  rows: PackedTexts,
  { ids, order, hashBits }: Numbering,
  span: number,
): Generator<IndexFile> {
  let block: { distance: number; text: Uint8Array }[] = [];
  for (const [at, place] of order.entries()) {
    const id = ids[place] ?? 0;
    const next = ids[order[at + 1] ?? -1] ?? Infinity;
    block.push({ distance: id % span, text: rows.at(place) });
    if (Math.floor(next / span) === Math.floor(id / span)) continue;
    yield { path: rowsPath(hashBits, span, id), bytes: pack(renderRows(block)) };
    block = [];
  }
}
