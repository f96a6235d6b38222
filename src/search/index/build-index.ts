import { pack } from '../store/pack.ts';
import { PartKeeper } from '../store/part-keeper.ts';
import type { SharedParts } from '../store/part-keeper.ts';
import type { IndexFile } from '../store/store-format.ts';
import { StoreWriter } from '../store/write-store.ts';
import { IdWishes, assignIds, idSpaceOf, spanOf } from './assign-ids.ts';
import type { Numbering } from './assign-ids.ts';
import { beginningEntries, findBeginnings, isOfWords } from './beginning-entries.ts';
import type { Beginning } from './beginning-entries.ts';
import { byTier } from './beginnings.ts';
import { ColumnsGatherer } from './gather-columns.ts';
import { PostingsGatherer } from './gather-postings.ts';
import { keptTexts } from './document-text.ts';
import { ordersOf } from './fields.ts';
import { IdPlaces } from './id-places.ts';
import { indexKeys } from './keys.ts';
import { PackedTexts } from './packed-texts.ts';
import { renderList, writeShortList } from './posting-list.ts';
import type { ListFrame } from './posting-list.ts';
import { NO_POSTINGS } from './postings.ts';
import type { Postings } from './postings.ts';
import { ROW_DOCUMENTS, renderRows, rowText, rowsPath } from './rows.ts';
import type { SearchDocument } from './search-document.ts';
import { typoEntries } from './typo-entries.ts';
import type { SortedPostings } from './sorted-postings.ts';
import type { StoreEntry, TypedWords } from './typo-entries.ts';
import { ValueNumbers } from './value-numbers.ts';

/** Documents of a chunk of a column, about. */
export const CHUNK_DOCUMENTS = 1024;
const NO_TEXT = new Uint8Array();

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
  const { words, terms } = gatherer.takeTyped();
  const sorted = gatherer.sorted(numbering.ids, numbering.order);
  const typed: TypedWords = { words, countOf: (place) => sorted.countOf(terms.at(place)) };
  const beginnings = findBeginnings(sorted, hashBits);
  const shown = new Map(beginnings.flatMap((one) => one.shown.map((id) => [id, NO_TEXT])));
  yield* rowFiles(rows, numbering, rowSpan, shown);
  rows.clear();
  const parts = new PartKeeper();
  const writer = new StoreWriter(parts.keep);
  const frame = { writer, keep: parts.keep };
  const gathered = { gatherer, columns, numbering, chunkSpan, sorted, typed, beginnings, shown };
  for (const entries of entriesOf(gathered, frame)) {
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
  readonly sorted: SortedPostings;
  readonly typed: TypedWords;
  readonly beginnings: readonly Beginning[];
  /** What `rowText` made of the documents that beginnings show, by id. */
  readonly shown: ReadonlyMap<number, Uint8Array>;
}

/** All values of the store in order of key: one kind after the other, by the first character of their keys. Each entry
 *  stands in the writer when it is yielded. */
function* entriesOf(
  { gatherer, columns, numbering, chunkSpan, sorted, typed, beginnings, shown }: Gathered,
  { writer, keep }: { readonly writer: StoreWriter } & Pick<ListFrame, 'keep'>,
): Generator<Generator<undefined>> {
  const { ids, order, hashBits } = numbering;
  const idSpace = idSpaceOf(hashBits);
  yield typoEntries(writer, typed, 'end');
  yield beginningEntries(writer, beginnings, (id) => shown.get(id) ?? NO_TEXT);
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

/** The rows in blocks; of the documents in `wanted` what they are made of is kept there. */
function* rowFiles(
  rows: PackedTexts,
  { ids, order, hashBits }: Numbering,
  span: number,
  wanted: Map<number, Uint8Array>,
): Generator<IndexFile> {
  let block: { distance: number; text: Uint8Array }[] = [];
  for (const [at, place] of order.entries()) {
    const id = ids[place] ?? 0;
    const next = ids[order[at + 1] ?? -1] ?? Infinity;
    const text = rows.at(place);
    block.push({ distance: id % span, text });
    if (wanted.has(id)) wanted.set(id, text.slice());
    if (Math.floor(next / span) === Math.floor(id / span)) continue;
    yield { path: rowsPath(hashBits, span, id), bytes: pack(renderRows(block)) };
    block = [];
  }
}
