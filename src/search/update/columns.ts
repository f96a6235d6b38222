import { readNumbers, readTexts } from '../index/columns.ts';
import type { ColumnRow } from '../index/columns.ts';
import { ORDER_FIELDS } from '../index/fields.ts';
import { VALUE_COLUMNS } from '../index/gather-columns.ts';
import { indexKeys } from '../index/keys.ts';
import { rowOrder, rowValues } from '../index/rows.ts';
import type { Row } from '../index/rows.ts';
import type { ByteWriter } from '../store/bytes.ts';

/** What a column has of documents, by id, in order. */
export type Cells<Cell> = readonly ColumnRow<Cell>[];

/** A column of an index: what it has of a document, and a chunk of it. */
export interface Column<Cell> {
  /** Of its chunks, without their numbers. */
  readonly key: string;
  /** Undefined where the column has nothing of it. */
  cellOf(row: Row): Cell | undefined;
  read(bytes: Uint8Array): Cells<Cell>;
  /** Writes nothing where there are no cells. */
  write(writer: ByteWriter, cells: Cells<Cell>): void;
}

export const TEXT_COLUMNS: readonly Column<readonly string[]>[] = [
  textColumn('reference', (row) => [row.stored.reference]),
  ...VALUE_COLUMNS.map((field) => textColumn(field, (row) => rowValues(row, field))),
];

export const NUMBER_COLUMNS: readonly Column<number>[] = ORDER_FIELDS.map((field) => ({
  key: indexKeys.order(field),
  cellOf: (row) => rowOrder(row, field),
  read: readNumbers,
  write: writeNumbers,
}));

function textColumn(field: string, cellOf: (row: Row) => readonly string[]): Column<readonly string[]> {
  return { key: indexKeys.facets(field), cellOf, read: readTexts, write: writeTexts };
}

function writeTexts(writer: ByteWriter, cells: Cells<readonly string[]>): void {
  if (cells.length === 0) return;
  const places = new Map<string, number>();
  for (const { value } of cells)
    for (const text of value) if (!places.has(text)) places.set(text, places.size);
  writer.number(places.size);
  for (const text of places.keys()) writer.text(text);
  let last = 0;
  for (const { id, value } of cells) {
    writer.number(id - last).number(value.length);
    for (const text of value) writer.number(places.get(text) ?? 0);
    last = id;
  }
}

function writeNumbers(writer: ByteWriter, cells: Cells<number>): void {
  let last = 0;
  for (const { id, value } of cells) {
    writer.number(id - last).number(value);
    last = id;
  }
}
