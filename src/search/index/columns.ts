import { ByteReader, ByteWriter } from '../store/bytes.ts';

/** The values of one document in a column. */
export interface ColumnRow<T> {
  readonly id: number;
  readonly value: T;
}

/** A chunk of a column of numbers; documents without one are left out. Rows in order of id. */
export function renderNumbers(rows: readonly ColumnRow<number>[]): Uint8Array {
  const writer = new ByteWriter();
  let last = 0;
  for (const { id, value } of rows) {
    writer.number(id - last).number(value);
    last = id;
  }
  return writer.finish();
}

/** Reads what `renderNumbers` wrote. */
export function readNumbers(bytes: Uint8Array): ColumnRow<number>[] {
  const reader = new ByteReader(bytes);
  const rows: ColumnRow<number>[] = [];
  let id = 0;
  while (!reader.isAtEnd) {
    id += reader.number();
    rows.push({ id, value: reader.number() });
  }
  return rows;
}

/** A chunk of a column of texts: the different texts once, then which of them each document has. */
export function renderTexts(rows: readonly ColumnRow<readonly string[]>[]): Uint8Array {
  const numbers = new Map<string, number>();
  const body = new ByteWriter();
  let last = 0;
  for (const { id, value } of rows) {
    body.number(id - last).number(value.length);
    last = id;
    for (const text of value) {
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      body.number(number);
    }
  }
  const writer = new ByteWriter().number(numbers.size);
  for (const text of numbers.keys()) writer.text(text);
  return writer.raw(body.finish()).finish();
}

/** Reads what `renderTexts` wrote. */
export function readTexts(bytes: Uint8Array): ColumnRow<readonly string[]>[] {
  const reader = new ByteReader(bytes);
  const texts: string[] = [];
  for (let left = reader.number(); left > 0; left -= 1) texts.push(reader.text());
  const rows: ColumnRow<readonly string[]>[] = [];
  let id = 0;
  while (!reader.isAtEnd) {
    id += reader.number();
    const value: string[] = [];
    for (let left = reader.number(); left > 0; left -= 1) value.push(texts[reader.number()] ?? '');
    rows.push({ id, value });
  }
  return rows;
}
