import { ByteReader } from '../store/bytes.ts';

/** The values of one document in a column. */
export interface ColumnRow<T> {
  readonly id: number;
  readonly value: T;
}

/** Reads a chunk of a column of numbers, as `ColumnsGatherer` writes it. */
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

/** Reads a chunk of a column of texts, as `ColumnsGatherer` writes it: the different texts once, then which of them each document has. */
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
