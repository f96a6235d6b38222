import { ByteWriter } from '../store/bytes.ts';
import { pack } from '../store/store-format.ts';
import type { IndexFile } from '../store/store-format.ts';
import { StoreWriter } from '../store/write-store.ts';
import { assignIds, idSpaceOf, spanOf } from './assign-ids.ts';
import type { IdWish, Numbering } from './assign-ids.ts';
import { beginningsOf, byTier } from './beginnings.ts';
import { ColumnsGatherer } from './gather-columns.ts';
import { PostingsGatherer } from './gather-postings.ts';
import { indexKeys } from './keys.ts';
import { renderList } from './posting-list.ts';
import { NO_POSTINGS, writePostings } from './postings.ts';
import type { Postings } from './postings.ts';
import { ROW_DOCUMENTS, renderRows, rowText, rowsPath } from './rows.ts';
import type { SearchDocument } from './search-document.ts';
import { typoEntries } from './typo-entries.ts';
import type { StoreEntry } from './typo-entries.ts';

/** Documents of a chunk of a column, about. */
const CHUNK_DOCUMENTS = 1024;

/**
 * The files of a search index, in no order that matters but the manifest last (SPEC section 7). The same documents in
 * any order give the same bytes. Memory is a few hundred bytes a document; documents are taken one by one. Pure.
 */
export function* buildIndex(documents: Iterable<SearchDocument>): Generator<IndexFile> {
  const gatherer = new PostingsGatherer();
  const columns = new ColumnsGatherer();
  const wishes: IdWish[] = [];
  const rows: string[] = [];
  for (const document of documents) {
    const { reference, type, state, rank = 0 } = document;
    wishes.push({ reference, type, state, rank });
    gatherer.add(document);
    columns.add(document);
    rows.push(rowText(document));
  }
  const numbering = assignIds(wishes);
  const { hashBits } = numbering;
  const count = wishes.length;
  const rowSpan = spanOf(hashBits, count, ROW_DOCUMENTS);
  const chunkSpan = spanOf(hashBits, count, CHUNK_DOCUMENTS);
  yield* rowFiles(rows, numbering, rowSpan);
  rows.length = 0;
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
  const keys = gatherer.keys();
  const postingsOf = gatherer.sorted(ids, order);
  const typos = typoEntries(
    gatherer.typed,
    (word) => postingsOf(indexKeys.word(word)).ids.length || postingsOf(indexKeys.stem(word)).ids.length,
  );
  yield* typos.ends;
  yield* beginningEntries(keys, postingsOf);
  const all = { ...NO_POSTINGS, ids: Uint32Array.from(order, (place) => ids[place] ?? 0) };
  yield [indexKeys.all, renderList([all], idSpace, keep)];
  yield* columns.facetEntries(numbering, chunkSpan);
  const render = (tiers: readonly Postings[]): Uint8Array => renderList(tiers, idSpace, keep);
  const [values, terms] = [keys.filter((key) => key < 'o'), keys.filter((key) => key > 'o')];
  yield* listEntries(values, postingsOf, render);
  yield* columns.orderEntries(numbering, chunkSpan);
  yield* listEntries(terms, postingsOf, render);
  yield* typos.starts;
}

function* listEntries(
  keys: readonly string[],
  postingsOf: (key: string) => Postings,
  render: (tiers: readonly Postings[]) => Uint8Array,
): Generator<StoreEntry> {
  for (const key of keys) {
    const postings = postingsOf(key);
    yield [key, render(isOfWords(key) ? byTier(postings) : [{ ...NO_POSTINGS, ids: postings.ids }])];
  }
}

function* beginningEntries(
  keys: readonly string[],
  postingsOf: (key: string) => Postings,
): Generator<StoreEntry> {
  const ofWords = keys.filter(isOfWords);
  for (const [prefix, postings] of beginningsOf(ofWords, postingsOf)) {
    const writer = new ByteWriter();
    writePostings(writer, postings);
    yield [`^${prefix}`, writer.finish()];
  }
}

function isOfWords(key: string): boolean {
  return key.startsWith('t') && !key.endsWith('=');
}

function* rowFiles(
  rows: readonly string[],
  { ids, order, hashBits }: Numbering,
  span: number,
): Generator<IndexFile> {
  let block: { distance: number; text: string }[] = [];
  for (const [at, place] of order.entries()) {
    const id = ids[place] ?? 0;
    const next = ids[order[at + 1] ?? -1] ?? Infinity;
    block.push({ distance: id % span, text: rows[place] ?? '' });
    if (Math.floor(next / span) === Math.floor(id / span)) continue;
    yield { path: rowsPath(hashBits, span, id), bytes: pack(renderRows(block)) };
    block = [];
  }
}
