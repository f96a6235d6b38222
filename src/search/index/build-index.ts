import { pack } from '../store/pack.ts';
import { PartKeeper } from '../store/part-keeper.ts';
import type { SharedParts } from '../store/part-keeper.ts';
import type { IndexFile } from '../store/store-format.ts';
import { StoreWriter } from '../store/write-store.ts';
import { IdWishes, assignIds, idSpaceOf, spanOf } from './assign-ids.ts';
import type { Numbering } from './assign-ids.ts';
import { beginningsOf, byTier } from './beginnings.ts';
import { ColumnsGatherer } from './gather-columns.ts';
import { PostingsGatherer } from './gather-postings.ts';
import { keptTexts } from './document-text.ts';
import { ordersOf } from './fields.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { IdPlaces } from './id-places.ts';
import { indexKeys } from './keys.ts';
import { PackedTexts } from './packed-texts.ts';
import { renderList, writeShortList } from './posting-list.ts';
import type { ListFrame } from './posting-list.ts';
import { NO_POSTINGS, writePostings } from './postings.ts';
import type { Postings } from './postings.ts';
import { ROW_DOCUMENTS, renderRows, rowText, rowsPath } from './rows.ts';
import type { SearchDocument } from './search-document.ts';
import { typoEntries } from './typo-entries.ts';
import type { SortedPostings } from './sorted-postings.ts';
import type { StoreEntry, TypedWords } from './typo-entries.ts';
import { ValueNumbers } from './value-numbers.ts';

/** Documents of a chunk of a column, about. */
export const CHUNK_DOCUMENTS = 1024;
/** The first character of keys of words, stems and names, and the last of those of names. */
const OF_TERMS = 't'.charCodeAt(0);
const OF_NAMES = '='.charCodeAt(0);

/**
 * The files of a search index, in no order that matters but the manifest last (SPEC section 7). The same documents in
 * any order give the same bytes. Memory is a few hundred bytes a document; documents are taken one by one. Gives in the
 * end which parts have several uses. Pure.
 */
export function* buildIndex(documents: Iterable<SearchDocument>): Generator<IndexFile, SharedParts> {
  const values = new ValueNumbers();
  const gatherer = new PostingsGatherer(values);
  const wishes = new IdWishes();
  const columns = new ColumnsGatherer(values, wishes.references);
  const rows = new PackedTexts();
  for (const document of documents) {
    const { reference, type, state, rank = 0 } = document;
    wishes.push({ reference, type, state, rank });
    const kept = keptTexts(document);
    const ofDocument = values.take({ ...document, ...kept });
    gatherer.add(kept, ofDocument);
    const orders = ordersOf(document);
    columns.add(ofDocument, orders);
    rows.push(rowText(document, kept, orders), wishes.lastStretch());
  }
  const numbering = assignIds(wishes);
  const { hashBits } = numbering;
  const { count } = wishes;
  const rowSpan = spanOf(hashBits, count, ROW_DOCUMENTS);
  const chunkSpan = spanOf(hashBits, count, CHUNK_DOCUMENTS);
  yield* rowFiles(rows, numbering, rowSpan);
  rows.clear();
  const parts = new PartKeeper();
  const writer = new StoreWriter(parts.keep);
  const frame = { writer, keep: parts.keep };
  for (const entries of entriesOf({ gatherer, columns, numbering, chunkSpan }, frame)) {
    for (let next = entries.next(); next.done !== true; next = entries.next()) {
      writer.add();
      if (parts.hasFiles) yield* parts.take();
    }
  }
  const manifest = writer.finish({ documents: count, hashBits, rowSpan, chunkSpan });
  yield* parts.take();
  yield manifest;
  return parts.shared;
}

interface Gathered {
  readonly gatherer: PostingsGatherer;
  readonly columns: ColumnsGatherer;
  readonly numbering: Numbering;
  readonly chunkSpan: number;
}

/** All values of the store in order of key: one kind after the other, by the first character of their keys. Each entry
 *  stands in the writer when it is yielded. */
function* entriesOf(
  { gatherer, columns, numbering, chunkSpan }: Gathered,
  { writer, keep }: { readonly writer: StoreWriter } & Pick<ListFrame, 'keep'>,
): Generator<Generator<undefined>> {
  const { ids, order, hashBits } = numbering;
  const idSpace = idSpaceOf(hashBits);
  const { words, terms: lists } = gatherer.takeTyped();
  const sorted = gatherer.sorted(ids, order);
  const typed: TypedWords = { words, countOf: (place) => sorted.countOf(lists.at(place)) };
  yield typoEntries(writer, typed, 'end');
  yield beginningEntries(writer, sorted);
  const rising = Uint32Array.from(order, (place) => ids[place] ?? 0);
  const places = new IdPlaces(rising);
  const markOf = (id: number): number => gatherer.markAt(order[places.of(id)] ?? 0);
  const frame: ListFrame = { idSpace, markOf, keep };
  yield listOfAll(writer, rising, frame);
  yield columns.facetEntries(writer, numbering, chunkSpan);
  // Keys of values come before those of columns of numbers, keys of words and names after them.
  const terms = sorted.placeOf('o');
  yield listEntries(writer, sorted, [0, terms], frame);
  yield columns.orderEntries(writer, numbering, chunkSpan);
  yield listEntries(writer, sorted, [terms, sorted.count], frame);
  yield typoEntries(writer, typed, 'start');
}

function* listOfAll({ key, value }: StoreEntry, ids: Uint32Array, frame: ListFrame): Generator<undefined> {
  key.plain(indexKeys.all);
  value.raw(renderList([{ ...NO_POSTINGS, ids }], frame));
  yield;
}

function* listEntries(
  { key, value }: StoreEntry,
  sorted: SortedPostings,
  [start, end]: readonly [start: number, end: number],
  frame: ListFrame,
): Generator<undefined> {
  for (let place = start; place < end; place += 1) {
    sorted.writeKeyTo(key, place);
    const ofWords = isOfWords(sorted, place);
    const isShort = writeShortList(value, sorted.rangeAt(place), ofWords ? frame.markOf : undefined);
    if (!isShort) value.raw(renderLong(sorted.at(place), ofWords));
    yield;
  }

  function renderLong(postings: Omit<Postings, 'marks'>, ofWords: boolean): Uint8Array {
    const tiers = ofWords ? byTier(postings) : [{ ...NO_POSTINGS, ids: postings.ids }];
    return renderList(tiers, frame);
  }
}

function* beginningEntries({ key, value }: StoreEntry, sorted: SortedPostings): Generator<undefined> {
  const places = new GrowingNumbers();
  for (let place = 0; place < sorted.count; place += 1) if (isOfWords(sorted, place)) places.push(place);
  const words = {
    count: places.length,
    keyLengthAt: (at: number) => sorted.keyLengthAt(places.at(at)),
    keyByteAt: (at: number, byte: number) => sorted.keyByteAt(places.at(at), byte),
    rangeAt: (at: number) => sorted.rangeAt(places.at(at)),
  };
  for (const [prefix, postings] of beginningsOf(words)) {
    key.plain(`^${prefix}`);
    writePostings(value, postings);
    yield;
  }
}

function isOfWords(sorted: SortedPostings, place: number): boolean {
  return sorted.keyByteAt(place, 0) === OF_TERMS && sorted.keyByteAt(place, -1) !== OF_NAMES;
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
