import { compareText } from '../../core/index.ts';
import type { Numbering } from './assign-ids.ts';
import { renderNumbers, renderTexts } from './columns.ts';
import { ORDER_FIELDS, orderOf } from './fields.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { indexKeys } from './keys.ts';
import type { SearchDocument } from './search-document.ts';
import type { TextList } from './text-list.ts';
import type { StoreEntry } from './typo-entries.ts';
import { LISTED_FIELDS } from './value-numbers.ts';
import type { DocumentValues, ValueNumbers } from './value-numbers.ts';

const NONE = -1;

/** What facets count, but for what ids tell and references hold. */
const VALUE_COLUMNS = ['license', 'author', 'tags', 'keywords'] as const;

/** A column of texts. */
export type TextColumn = (typeof VALUE_COLUMNS)[number] | 'reference';

/** Gathers what documents are counted and sorted by, field by field. */
export class ColumnsGatherer {
  readonly #values: ValueNumbers;
  readonly #columns = new Map(VALUE_COLUMNS.map((field) => [field, new Numbers()]));
  readonly #references: TextList;
  readonly #orders = new Map(ORDER_FIELDS.map((field) => [field, new Ordered()]));

  /** `references` has that of each document when values of it are asked for. */
  constructor(values: ValueNumbers, references: TextList) {
    this.#values = values;
    this.#references = references;
  }

  /** The next document, with its values. */
  add(document: SearchDocument, values: DocumentValues): void {
    for (const [field, column] of this.#columns) column.add(values[LISTED_FIELDS.indexOf(field)] ?? []);
    for (const [field, column] of this.#orders) column.add(orderOf(document, field));
  }

  /** The columns of texts in chunks, in order of key. */
  *facetEntries(numbering: Numbering, span: number): Generator<StoreEntry> {
    const texts = new Map<TextColumn, (place: number) => readonly string[]>([
      ['reference', (place) => [this.#references.at(place)]],
    ]);
    for (const [field, column] of this.#columns) {
      texts.set(field, (place) => column.at(place).map((number) => this.#values.textOf(field, number)));
    }
    for (const [field, textsAt] of sorted(texts)) {
      for (const { number, places } of chunksOf(numbering, span)) {
        const rows = places.map((place) => ({ id: numbering.ids[place] ?? 0, value: textsAt(place) }));
        yield [indexKeys.facets(field) + indexKeys.chunk(number), renderTexts(rows)];
      }
    }
  }

  /** The columns of numbers in chunks, in order of key; chunks without a number are left out. */
  *orderEntries(numbering: Numbering, span: number): Generator<StoreEntry> {
    for (const [field, column] of sorted(this.#orders)) {
      for (const { number, places } of chunksOf(numbering, span)) {
        const rows = places.flatMap((place) => {
          const value = column.at(place);
          return value === undefined ? [] : [{ id: numbering.ids[place] ?? 0, value }];
        });
        if (rows.length > 0) yield [indexKeys.order(field) + indexKeys.chunk(number), renderNumbers(rows)];
      }
    }
  }
}

/** The values of each document. */
class Numbers {
  readonly #starts = new GrowingNumbers();
  readonly #numbers = new GrowingNumbers();

  add(numbers: readonly number[]): void {
    this.#starts.push(this.#numbers.length);
    for (const number of numbers) this.#numbers.push(number);
  }

  at(place: number): number[] {
    const end = place + 1 < this.#starts.length ? this.#starts.at(place + 1) : this.#numbers.length;
    const found: number[] = [];
    for (let at = this.#starts.at(place); at < end; at += 1) found.push(this.#numbers.at(at));
    return found;
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

  at(place: number): number | undefined {
    const value = place < this.#before ? NONE : this.#numbers.at(place - this.#before);
    return value === NONE ? undefined : value;
  }
}

/** Places of documents in order of id, those of one chunk after the other. */
function* chunksOf({ ids, order }: Numbering, span: number): Generator<{ number: number; places: number[] }> {
  let places: number[] = [];
  for (const [at, place] of order.entries()) {
    const number = Math.floor((ids[place] ?? 0) / span);
    places.push(place);
    const next = order[at + 1];
    if (next !== undefined && Math.floor((ids[next] ?? 0) / span) === number) continue;
    yield { number, places };
    places = [];
  }
}

function sorted<K extends string, V>(columns: ReadonlyMap<K, V>): [K, V][] {
  return [...columns].sort(([left], [right]) => compareText(left, right));
}
