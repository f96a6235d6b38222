import { MAX_VALUES, VALUE_FIELDS, rawValues, toValue } from './fields.ts';
import type { SearchDocument } from './search-document.ts';

/** Names are listed as they are written. */
export const LISTED_FIELDS = VALUE_FIELDS.filter((field) => field !== 'name');
export type ListedField = (typeof LISTED_FIELDS)[number];

/** The values of a document, in the order of `LISTED_FIELDS`, as numbers of `ValueNumbers`. */
export type DocumentValues = readonly (readonly number[])[];

/** The different values of each field, each with a number from 0 on, so that a value is put into its form once. */
export class ValueNumbers {
  readonly #fields = LISTED_FIELDS.map(() => new FieldNumbers());

  /** The values of the next document, as `valuesOf` gives them. */
  take(document: SearchDocument): DocumentValues {
    return LISTED_FIELDS.map((field, place) => this.#fields[place]?.take(rawValues(document, field)) ?? []);
  }

  textOf(field: ListedField, number: number): string {
    return this.#fields[LISTED_FIELDS.indexOf(field)]?.texts[number] ?? '';
  }
}

class FieldNumbers {
  readonly texts: string[] = [];
  readonly #byRaw = new Map<string, number>();
  readonly #byText = new Map<string, number>();

  take(raws: readonly (string | undefined)[]): number[] {
    const found: number[] = [];
    for (const raw of raws) {
      if (found.length >= MAX_VALUES) break;
      if (raw === undefined || raw === '') continue;
      const number = this.#byRaw.get(raw) ?? this.#add(raw);
      if (!found.includes(number)) found.push(number);
    }
    return found;
  }

  #add(raw: string): number {
    const text = toValue(raw);
    let number = this.#byText.get(text);
    if (number === undefined) {
      number = this.texts.length;
      this.texts.push(text);
      this.#byText.set(text, number);
    }
    this.#byRaw.set(raw, number);
    return number;
  }
}
