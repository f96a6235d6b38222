import { ByteWriter, toText } from '../store/bytes.ts';
import { keptTexts } from './document-text.ts';
import type { DocumentTexts } from './document-text.ts';
import { ORDER_FIELDS, ordersOf, valuesOf } from './fields.ts';
import type { OrderField, ValueField } from './fields.ts';
import type { SearchDocument, StoredDocument } from './search-document.ts';

const MAX_SHOWN_TAGS = 8;
/** What JSON writes as it is. */
const AS_IT_IS = /^[\u0020\u0021\u0023-\u005b\u005d-\u007e]*$/u;
/** Of the number before a row and the signs around it. */
const MAX_DISTANCE_UNITS = 16;

/** Documents of a block of rows, about. */
export const ROW_DOCUMENTS = 16;

/** One document in a block of rows: what results show, and what conditions on few documents are decided by. */
export interface Row {
  readonly stored: StoredDocument;
  readonly author: string | null;
  readonly tags: readonly string[];
  readonly keywords: readonly string[];
  /** In the order of `ORDER_FIELDS`; null where there is none. */
  readonly order: readonly (number | null)[];
}

type RowJson = readonly [
  distance: number,
  reference: string,
  kind: readonly [type: string, version: string, state: string],
  description: string,
  tags: readonly string[],
  keywords: readonly string[],
  facts: readonly [license: string | null, author: string | null, published: string | null],
  order: readonly (number | null)[],
];

/** The row of a document as text; rows of a block are joined by `renderRows`. Pure. */
export function rowText(
  document: SearchDocument,
  kept = keptTexts(document),
  orders: readonly (number | undefined)[] = ordersOf(document),
): string {
  const { reference, type, version, state, license, author, published } = document;
  const { description, tags, keywords } = kept;
  const texts = `${quoted(reference)},${list([type, version, state])},${quoted(description)},${list(tags)},${list(keywords)}`;
  const facts = `${quoted(license)},${quoted(author)},${quoted(published)}`;
  return `${texts},[${facts}],[${orders.map((one) => String(one ?? null)).join(',')}]]`;
}

/** The same text of a row that was read. Pure. */
export function textOfRow({ stored, author, tags, keywords, order }: Row): string {
  const { reference, type, version, state, description, license, published } = stored;
  const kind = [type, version, state];
  const facts = [license, author, published];
  return JSON.stringify([reference, kind, description, tags, keywords, facts, order]).slice(1);
}

/** The row of what `rowText` gave. Pure. */
export function rowOfText(text: string): Row {
  return toRow(JSON.parse(`[0,${text}`) as RowJson);
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? '[]' : `[${texts.map(quoted).join(',')}]`;
}

/** As JSON; null for none. */
function quoted(text: string | undefined): string {
  if (text === undefined) return 'null';
  return AS_IT_IS.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** A block of rows: what was made by `rowText`, in UTF-8, with the distance of each id from the block's first. Pure. */
export function renderRows(
  rows: readonly { readonly distance: number; readonly text: Uint8Array }[],
): Uint8Array {
  const room = rows.reduce((sum, { text }) => sum + text.length + MAX_DISTANCE_UNITS, 0);
  const writer = new ByteWriter(room);
  rows.forEach(({ distance, text }, place) => {
    writer.plain(`${place === 0 ? '[' : ','}[${String(distance)},`).raw(text);
  });
  return writer.plain(']').view();
}

/** The rows of a block by the distance of their id. Throws where it is no block of rows. */
export function readRows(bytes: Uint8Array): Map<number, Row> {
  const rows = JSON.parse(toText(bytes)) as readonly RowJson[];
  return new Map(rows.map((row) => [row[0], toRow(row)]));
}

function toRow([
  ,
  reference,
  [type, version, state],
  description,
  tags,
  keywords,
  facts,
  order,
]: RowJson): Row {
  const [license, author, published] = facts;
  const shown = tags.slice(0, MAX_SHOWN_TAGS);
  const stored = { reference, type, version, state, description, tags: shown, license, published };
  return { stored, author, tags, keywords, order };
}

/** What is searched of a document, by its row. Pure. */
export function rowTexts({ stored, tags, keywords }: Row): DocumentTexts {
  const { reference, description } = stored;
  const at = reference.lastIndexOf('/');
  return { name: reference.slice(at + 1), namespace: reference.slice(0, at), description, tags, keywords };
}

/** The number of an ordered field of a row. Pure. */
export function rowOrder(row: Row, field: OrderField): number | undefined {
  return row.order[ORDER_FIELDS.indexOf(field)] ?? undefined;
}

/** The values of a field of a row, as conditions compare them. Pure. */
export function rowValues(row: Row, field: ValueField): string[] {
  const { stored, author } = row;
  const { license, ...kind } = stored;
  return valuesOf(
    {
      ...kind,
      ...rowTexts(row),
      created: '',
      published: '',
      ...(author === null ? {} : { author }),
      ...(license === null ? {} : { license }),
    },
    field,
  );
}

/** Where the block of rows with this id is; the folder says how documents are numbered and parted. Pure. */
export function rowsPath(hashBits: number, span: number, id: number): string {
  const name = Math.floor(id / span)
    .toString(16)
    .padStart(6, '0');
  return `rows-${String(hashBits)}-${String(Math.log2(span))}/${name.slice(0, -3)}/${name.slice(-3)}.bin`;
}
