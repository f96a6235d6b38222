import { MAX_VALUES, VALUE_FIELDS, rawValues, toValue } from './fields.ts';
import type { SearchDocument } from './search-document.ts';
import { TextList } from './text-list.ts';
import { TextNumbers } from './text-numbers.ts';

/** Names are listed as they are written. */
export const LISTED_FIELDS = VALUE_FIELDS.filter((field) => field !== 'name');
export type ListedField = (typeof LISTED_FIELDS)[number];

/** The values of a document, in the order of `LISTED_FIELDS`, as numbers of `ValueNumbers`. */
export type DocumentValues = readonly (readonly number[])[];

/** The different values of each field, each with a number from 0 on. */
export class ValueNumbers {
  readonly #fields = LISTED_FIELDS.map(() => new TextNumbers());

  /** The values of the next document, as `valuesOf` gives them. */
  take(document: SearchDocument): DocumentValues {
    const found: number[][] = [];
    for (let place = 0; place < LISTED_FIELDS.length; place += 1) {
      const field = LISTED_FIELDS[place];
      if (field !== undefined) found.push(numbersOf(rawValues(document, field), this.#fields[place]));
    }
    return found;
  }

  textOf(field: ListedField, number: number): string {
    return this.#fields[LISTED_FIELDS.indexOf(field)]?.texts.at(number) ?? '';
  }

  /** The values of a field by their numbers. */
  textsOf(field: ListedField): TextList {
    return this.#fields[LISTED_FIELDS.indexOf(field)]?.texts ?? new TextList();
  }
}

function numbersOf(raws: readonly (string | undefined)[], values: TextNumbers | undefined): number[] {
  const found: number[] = [];
  for (const raw of raws) {
    if (found.length >= MAX_VALUES) break;
    if (raw === undefined || raw === '') continue;
    const number = values?.of(toValue(raw)) ?? 0;
    if (!found.includes(number)) found.push(number);
  }
  return found;
}
