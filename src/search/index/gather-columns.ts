import { compareText } from '../../core/index.ts';
import { ByteWriter } from '../store/bytes.ts';
import type { Numbering } from './assign-ids.ts';
import { ORDER_FIELDS } from './fields.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { indexKeys } from './keys.ts';
import type { TextList } from './text-list.ts';
import type { StoreEntry } from './typo-entries.ts';
import { LISTED_FIELDS } from './value-numbers.ts';
import type { DocumentValues, ValueNumbers } from './value-numbers.ts';

const NONE = -1;

/** What facets count, but for what ids tell and references hold. */
export const VALUE_COLUMNS = ['license', 'author', 'tags', 'keywords'] as const;

/** A column of texts. */
export type TextColumn = (typeof VALUE_COLUMNS)[number] | 'reference';

/** Gathers what documents are counted and sorted by, field by field. */
export class ColumnsGatherer {
  readonly #columns: readonly {
    readonly field: TextColumn;
    readonly place: number;
    readonly values: Values;
  }[];
  readonly #references: TextList;
  readonly #orders = ORDER_FIELDS.map((field) => ({ field, numbers: new Ordered() }));

  /** `values` and `references` have those of each document when entries are asked for. */
  constructor(values: ValueNumbers, references: TextList) {
    this.#columns = VALUE_COLUMNS.map((field) => ({
      field,
      place: LISTED_FIELDS.indexOf(field),
      values: new Values(() => values.textsOf(field)),
    }));
    this.#references = references;
  }

  /** The next document, by its values and the numbers that it is put in order by. */
  add(values: DocumentValues, orders: readonly (number | undefined)[]): void {
    for (const column of this.#columns) column.values.add(values[column.place] ?? []);
    for (let place = 0; place < this.#orders.length; place += 1)
      this.#orders[place]?.numbers.add(orders[place]);
  }

  /** The columns of texts in chunks, in order of key. */
  *facetEntries({ key, value }: StoreEntry, numbering: Numbering, span: number): Generator<undefined> {
    const columns: { readonly field: TextColumn; readonly values: TextChunks }[] = [
      { field: 'reference', values: new OneText(this.#references) },
      ...this.#columns,
    ];
    for (const { field, values } of byField(columns)) {
      for (const chunk of chunksOf(numbering, span)) {
        key.plain(indexKeys.facets(field) + indexKeys.chunk(chunk.number));
        values.writeTo(value, numbering, chunk);
        yield;
      }
    }
  }

  /** The columns of numbers in chunks, in order of key; chunks without a number are left out. */
  *orderEntries({ key, value }: StoreEntry, numbering: Numbering, span: number): Generator<undefined> {
    for (const { field, numbers } of byField(this.#orders)) {
      for (const chunk of chunksOf(numbering, span)) {
        numbers.writeTo(value, numbering, chunk);
        if (value.length === 0) continue;
        key.plain(indexKeys.order(field) + indexKeys.chunk(chunk.number));
        yield;
      }
    }
  }
}

/** What a chunk of a column of texts is rendered of. */
interface TextChunks {
  writeTo(writer: ByteWriter, numbering: Numbering, chunk: Chunk): void;
}

/** One text of each document, none of another. */
class OneText implements TextChunks {
  readonly #texts: TextList;

  constructor(texts: TextList) {
    this.#texts = texts;
  }

  writeTo(writer: ByteWriter, { ids, order }: Numbering, { start, end }: Chunk): void {
    writer.number(end - start);
    for (let at = start; at < end; at += 1) this.#texts.writeTo(writer, order[at] ?? 0);
    let last = 0;
    for (let at = start; at < end; at += 1) {
      const id = ids[order[at] ?? 0] ?? 0;
      writer
        .number(id - last)
        .number(1)
        .number(at - start);
      last = id;
    }
  }
}

/** The values of each document, by their numbers. */
class Values implements TextChunks {
  readonly #texts: () => TextList;
  readonly #starts = new GrowingNumbers();
  readonly #numbers = new GrowingNumbers();

  constructor(texts: () => TextList) {
    this.#texts = texts;
  }

  add(numbers: readonly number[]): void {
    this.#starts.push(this.#numbers.length);
    for (const number of numbers) this.#numbers.push(number);
  }

  writeTo(writer: ByteWriter, { ids, order }: Numbering, { start, end }: Chunk): void {
    const found = new Map<number, number>();
    const body = new ByteWriter();
    let last = 0;
    for (let at = start; at < end; at += 1) {
      const place = order[at] ?? 0;
      const id = ids[place] ?? 0;
      const from = this.#starts.at(place);
      const to = place + 1 < this.#starts.length ? this.#starts.at(place + 1) : this.#numbers.length;
      body.number(id - last).number(to - from);
      last = id;
      for (let value = from; value < to; value += 1) {
        const number = this.#numbers.at(value);
        const ofChunk = found.get(number) ?? found.size;
        if (ofChunk === found.size) found.set(number, ofChunk);
        body.number(ofChunk);
      }
    }
    const texts = this.#texts();
    writer.number(found.size);
    for (const number of found.keys()) texts.writeTo(writer, number);
    writer.rest(body);
  }
}

/** The number of each document, where it has one: without room before the first that does. */
class Ordered {
  readonly #numbers = new GrowingNumbers(64);
  #before = 0;

  add(value: number | undefined): void {
    if (value === undefined && this.#numbers.length === 0) this.#before += 1;
    else this.#numbers.push(value ?? NONE);
  }

  writeTo(writer: ByteWriter, { ids, order }: Numbering, { start, end }: Chunk): void {
    let last = 0;
    for (let at = start; at < end; at += 1) {
      const place = order[at] ?? 0;
      const value = place < this.#before ? NONE : this.#numbers.at(place - this.#before);
      if (value === NONE) continue;
      const id = ids[place] ?? 0;
      writer.number(id - last).number(value);
      last = id;
    }
  }
}

/** Documents in order of id, from one place to another. */
interface Chunk {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

function* chunksOf({ ids, order }: Numbering, span: number): Generator<Chunk> {
  const numberAt = (at: number): number => Math.floor((ids[order[at] ?? 0] ?? 0) / span);
  let start = 0;
  for (let at = 1; at <= order.length; at += 1) {
    if (at < order.length && numberAt(at) === numberAt(start)) continue;
    yield { number: numberAt(start), start, end: at };
    start = at;
  }
}

function byField<T extends { readonly field: string }>(columns: readonly T[]): T[] {
  return [...columns].sort((left, right) => compareText(left.field, right.field));
}
