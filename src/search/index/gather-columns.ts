import { compareText } from '../../core/index.ts';
import type { Numbering } from './assign-ids.ts';
import { renderNumbers, renderTexts } from './columns.ts';
import { ORDER_FIELDS, orderOf, valuesOf } from './fields.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { indexKeys } from './keys.ts';
import type { SearchDocument } from './search-document.ts';
import type { StoreEntry } from './typo-entries.ts';

const NONE = -1;

/** What facets count, but for what ids and references tell. */
const TEXT_COLUMNS = ['license', 'author', 'tags', 'keywords', 'reference'] as const;

/** A column of texts. */
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** Gathers what documents are counted and sorted by, field by field. */
export class ColumnsGatherer {
  readonly #facets = new Map(TEXT_COLUMNS.map((field) => [field, new Texts()]));
  readonly #orders = new Map(ORDER_FIELDS.map((field) => [field, [] as number[]]));

  /** The next document. */
  add(document: SearchDocument): void {
    for (const [field, column] of this.#facets) {
      column.add(field === 'reference' ? [document.reference] : valuesOf(document, field));
    }
    for (const [field, column] of this.#orders) column.push(orderOf(document, field) ?? NONE);
  }

  /** The columns of texts in chunks, in order of key. */
  *facetEntries(numbering: Numbering, span: number): Generator<StoreEntry> {
    for (const [field, column] of sorted(this.#facets)) {
      for (const { number, places } of chunksOf(numbering, span)) {
        const rows = places.map((place) => ({ id: numbering.ids[place] ?? 0, value: column.at(place) }));
        yield [indexKeys.facets(field) + indexKeys.chunk(number), renderTexts(rows)];
      }
    }
  }

  /** The columns of numbers in chunks, in order of key; chunks without a number are left out. */
  *orderEntries(numbering: Numbering, span: number): Generator<StoreEntry> {
    for (const [field, column] of sorted(this.#orders)) {
      for (const { number, places } of chunksOf(numbering, span)) {
        const rows = places.flatMap((place) => {
          const value = column[place] ?? NONE;
          return value === NONE ? [] : [{ id: numbering.ids[place] ?? 0, value }];
        });
        if (rows.length > 0) yield [indexKeys.order(field) + indexKeys.chunk(number), renderNumbers(rows)];
      }
    }
  }
}

/** The texts of each document; a text is in memory once. */
class Texts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #starts = new GrowingNumbers();
  readonly #values = new GrowingNumbers();

  add(texts: readonly string[]): void {
    this.#starts.push(this.#values.length);
    for (const text of texts) {
      const number = this.#numbers.get(text) ?? this.#texts.length;
      if (number === this.#texts.length) {
        this.#numbers.set(text, number);
        this.#texts.push(text);
      }
      this.#values.push(number);
    }
  }

  at(place: number): string[] {
    const end = place + 1 < this.#starts.length ? this.#starts.at(place + 1) : this.#values.length;
    const found: string[] = [];
    for (let at = this.#starts.at(place); at < end; at += 1)
      found.push(this.#texts[this.#values.at(at)] ?? '');
    return found;
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
