import { digestHex, isJsonObject } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { DependencyCondition } from '../../manifest/index.ts';
import { Ints } from '../search/ints.ts';
import { ImpactBase } from './impact-base.ts';
import { ReleaseColumns } from './release-columns.ts';

const FORMAT = 1;
const DIGEST_BYTES = 64;
/** Read in another order, the file was written by another kind of machine. */
const BYTE_ORDER = 0x01020304;

/** The frame of what is kept: everything that is not a column of numbers. */
interface Header {
  readonly format: number;
  readonly label: string;
  readonly names: readonly string[];
  readonly versions: readonly string[];
  readonly ranges: readonly string[];
  readonly conditions: readonly (readonly [number, DependencyCondition])[];
  readonly paths: readonly (readonly [number, string])[];
  readonly redirects: readonly (readonly [number, string])[];
}

/**
 * An impact base as bytes: the digest of all that follows, a header of JSON, columns of 32-bit numbers. `label` says what
 * it is of, and comes back with it. Pure.
 */
export function renderImpactBase(base: ImpactBase, label: string): Uint8Array {
  const { columns } = base;
  const first = new Ints();
  const end = new Ints();
  const redirects: [number, string][] = [];
  for (let id = 0; id < columns.names.length; id += 1) {
    const place = base.place(id);
    first.push(place?.first ?? -1);
    end.push(place?.end ?? -1);
    if (place?.redirect !== undefined) redirects.push([id, place.redirect]);
  }
  const { names, versions, ranges } = columns;
  const header: Header = {
    ...{ format: FORMAT, label, names, versions, ranges },
    conditions: [...columns.conditions],
    paths: [...columns.paths],
    redirects,
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const numbers = [...columnsOf(columns), first, end];
  const headerBytes = Math.ceil(text.length / 4) * 4;
  const counts = new Int32Array([
    BYTE_ORDER,
    text.length,
    numbers.length,
    ...numbers.map(({ length }) => length),
  ]);
  const size = counts.byteLength + headerBytes + numbers.reduce((sum, { length }) => sum + length * 4, 0);
  const body = new Uint8Array(size);
  let at = 0;
  const put = (bytes: Uint8Array, length = bytes.length): void => {
    body.set(bytes, at);
    at += length;
  };
  put(bytesOf(counts));
  put(text, headerBytes);
  for (const { cells, length } of numbers) put(bytesOf(cells.subarray(0, length)));
  const result = new Uint8Array(DIGEST_BYTES + size);
  result.set(new TextEncoder().encode(digestHex(body)));
  result.set(body, DIGEST_BYTES);
  return result;
}

/** What was rendered, and its label; undefined for anything else, damaged, cut off or of another format. Pure. */
export function parseImpactBase(bytes: Uint8Array): { base: ImpactBase; label: string } | undefined {
  const body = new Uint8Array(bytes.subarray(DIGEST_BYTES));
  if (new TextDecoder().decode(bytes.subarray(0, DIGEST_BYTES)) !== digestHex(body)) return undefined;
  const all = new Int32Array(body.buffer, 0, Math.floor(body.length / 4));
  const [order, textLength = 0, count = 0] = all;
  if (order !== BYTE_ORDER) return undefined;
  const lengths = all.subarray(3, 3 + count);
  const start = (3 + count) * 4;
  const header = headerOf(new TextDecoder().decode(body.subarray(start, start + textLength)));
  if (header === undefined) return undefined;
  const columns = new ReleaseColumns();
  for (const name of header.names) columns.artifactId(name);
  for (const version of header.versions) columns.versions.push(version);
  for (const range of header.ranges) columns.ranges.push(range);
  for (const [need, condition] of header.conditions) columns.conditions.set(need, condition);
  for (const [release, path] of header.paths) columns.paths.set(release, path);
  const [first, end] = [new Ints(0), new Ints(0)];
  let at = start / 4 + Math.ceil(textLength / 4);
  for (const [index, column] of [...columnsOf(columns), first, end].entries()) {
    const length = lengths[index] ?? 0;
    column.cells = all.subarray(at, at + length);
    column.length = length;
    at += length;
  }
  const redirects = new Map(header.redirects);
  const places = header.names.map((_, id) =>
    first.get(id) < 0 ? null : { first: first.get(id), end: end.get(id), redirect: redirects.get(id) },
  );
  return { base: ImpactBase.ofColumns(columns, places), label: header.label };
}

function columnsOf(columns: ReleaseColumns): Ints[] {
  const { artifact, version, flags, from, to, needs, target, range, kind } = columns;
  return [artifact, version, flags, from, to, needs, target, range, kind];
}

function bytesOf(numbers: Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function headerOf(text: string): Header | undefined {
  const value = JSON.parse(text) as JsonValue;
  return isJsonObject(value) && value['format'] === FORMAT ? (value as unknown as Header) : undefined;
}
