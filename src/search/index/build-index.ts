import { ByteWriter, toBytes } from '../store/bytes.ts';
import type { IndexFile } from '../store/store-format.ts';
import { writeStore } from '../store/write-store.ts';
import { toNameKey } from '../text/tokens.ts';
import { assignIds } from './assign-ids.ts';
import { renderNumbers, renderTexts } from './columns.ts';
import type { ColumnRow } from './columns.ts';
import { FACET_FIELDS, ORDER_FIELDS, VALUE_FIELDS, orderOf, valuesOf } from './fields.ts';
import { indexKeys } from './keys.ts';
import { IdWriter, PostingsWriter } from './postings.ts';
import type { SearchDocument, StoredDocument } from './search-document.ts';
import { termsOf } from './terms-of.ts';
import { typoVariants } from './typo-variants.ts';

const MAX_SHOWN_UNITS = 240;
const MAX_SHOWN_TAGS = 8;

/**
 * The files of a search index, in no order that matters but the manifest last (SPEC section 7). The same documents in
 * any order give the same bytes. Pure.
 */
export function* buildIndex(documents: Iterable<SearchDocument>): Generator<IndexFile> {
  const numbering = assignIds(documents);
  const values = new Map<string, Uint8Array>();
  const lists = new Lists();
  for (const { id, document } of numbering.documents) {
    lists.add(id, document);
    values.set(indexKeys.document(id), toBytes(JSON.stringify(toStored(document))));
  }
  lists.finish(values);
  addColumns(numbering, values);
  const facts = { documents: numbering.documents.length, chunkSpan: numbering.chunkSpan };
  yield* writeStore(values, facts);
}

/** Everything that lists documents by key, while documents come in order of id. */
class Lists {
  readonly #postings = new Map<string, PostingsWriter>();
  readonly #ids = new Map<string, IdWriter>();
  readonly #typos = new Map<string, Set<string>>();
  readonly #seen = new Set<string>();

  add(id: number, document: SearchDocument): void {
    const terms = termsOf(document);
    for (const [stem, term] of terms.stems) this.#posting(indexKeys.stem(stem)).add({ id, ...term });
    for (const [word, term] of terms.words) {
      this.#posting(indexKeys.word(word)).add({ id, ...term, positions: [] });
    }
    for (const word of terms.typed) this.#addTypos(word);
    this.#id(indexKeys.exact(toNameKey(document.name))).add(id);
    for (const field of VALUE_FIELDS) {
      for (const value of valuesOf(document, field)) this.#id(indexKeys.value(field, value)).add(id);
    }
  }

  finish(values: Map<string, Uint8Array>): void {
    for (const [key, list] of this.#postings) values.set(key, list.finish());
    for (const [key, list] of this.#ids) values.set(key, list.finish());
    for (const [variant, words] of this.#typos) {
      const writer = new ByteWriter();
      for (const word of [...words].sort((left, right) => (left < right ? -1 : 1))) writer.text(word);
      values.set(indexKeys.typo(variant), writer.finish());
    }
  }

  #addTypos(word: string): void {
    if (this.#seen.has(word)) return;
    this.#seen.add(word);
    for (const variant of typoVariants(word)) {
      const words = this.#typos.get(variant) ?? new Set<string>();
      this.#typos.set(variant, words.add(word));
    }
  }

  #posting(key: string): PostingsWriter {
    const known = this.#postings.get(key) ?? new PostingsWriter();
    this.#postings.set(key, known);
    return known;
  }

  #id(key: string): IdWriter {
    const known = this.#ids.get(key) ?? new IdWriter();
    this.#ids.set(key, known);
    return known;
  }
}

function addColumns(
  { documents, chunkSpan }: ReturnType<typeof assignIds>,
  values: Map<string, Uint8Array>,
): void {
  const columns: [string, (chunk: typeof documents) => Uint8Array][] = [
    ...ORDER_FIELDS.map((field): (typeof columns)[number] => [
      indexKeys.order(field),
      (chunk) => renderNumbers(chunk.flatMap(({ id, document }) => toRow(id, orderOf(document, field)))),
    ]),
    ...FACET_FIELDS.map((field): (typeof columns)[number] => [
      indexKeys.facets(field),
      (chunk) => renderTexts(chunk.map(({ id, document }) => ({ id, value: valuesOf(document, field) }))),
    ]),
    [
      indexKeys.facets('reference'),
      (chunk) => renderTexts(chunk.map(({ id, document }) => ({ id, value: [document.reference] }))),
    ],
  ];
  const chunks = new Map<number, (typeof documents)[number][]>();
  for (const one of documents) {
    const number = Math.floor(one.id / chunkSpan);
    const chunk = chunks.get(number) ?? [];
    chunk.push(one);
    chunks.set(number, chunk);
  }
  for (const [number, chunk] of chunks) {
    for (const [key, render] of columns) values.set(key + indexKeys.chunk(number), render(chunk));
  }
}

function toRow(id: number, value: number | undefined): ColumnRow<number>[] {
  return value === undefined ? [] : [{ id, value }];
}

function toStored(document: SearchDocument): StoredDocument {
  const { reference, type, version, state, description, tags, license, published } = document;
  return {
    reference,
    type,
    version,
    state,
    description: description.slice(0, MAX_SHOWN_UNITS).replace(/\p{Surrogate}/gu, ''),
    tags: tags.slice(0, MAX_SHOWN_TAGS),
    license: license ?? null,
    published: published ?? null,
  };
}
