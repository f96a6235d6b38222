import { Buffer } from 'node:buffer';

/** One file of the built site; the path is relative to the output folder, with forward slashes. */
export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that is not held as a whole: its bytes in parts, in order, the same each time. */
export interface LongFile {
  readonly path: string;
  readonly parts: Iterable<Uint8Array>;
}

/** What a long list ends with. */
const LIST_END = '\n]}\n';

/** Lines in one part of a long file. */
const LINES_PER_PART = 1000;

/** What a long list of JSON is made of. */
export interface LongList<Item> {
  /** The text before the entries, and behind them. */
  readonly around: readonly [head: string, tail: string];
  readonly items: readonly Item[];
  /** The JSON that stands in the list for an item. */
  readonly toLine: (item: Item) => string;
}

/** A long file of JSON: a list with one entry a line between what comes before and after it. */
export function longList<Item>(path: string, list: LongList<Item>): LongFile {
  return { path, parts: { [Symbol.iterator]: () => listParts(list) } };
}

/** The head of a long list, of one line, and its entries, each as the JSON that it is; undefined where the text is none. Pure. */
export function readLongList(
  text: string,
): { readonly head: string; readonly lines: readonly string[] } | undefined {
  const begin = text.indexOf('\n');
  const end = text.length - LIST_END.length;
  if (begin < 1 || begin >= end || !text.endsWith(LIST_END)) return undefined;
  // No JSON has a line break within a string, so that no comma before one is within an entry.
  const entries = text.slice(begin + 1, end);
  return { head: text.slice(0, begin), lines: entries === '' ? [] : entries.split(',\n') };
}

/** As `longList`, of entries that are text in UTF-8 already: one a line, with commas between them. */
export function longText(path: string, around: LongList<unknown>['around'], entries: Uint8Array): LongFile {
  const [head, tail] = around;
  return { path, parts: [Buffer.from(`${head}\n`, 'utf8'), entries, Buffer.from(`\n${tail}`, 'utf8')] };
}

/** As `readLongList`, with the entries as the bytes that they are. */
export function readLongText(
  bytes: Uint8Array,
): { readonly head: string; readonly entries: Uint8Array } | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const begin = text.indexOf('\n');
  const end = text.length - LIST_END.length;
  if (begin < 1 || begin >= end || text.toString('latin1', end) !== LIST_END) return undefined;
  return { head: text.toString('utf8', 0, begin), entries: text.subarray(begin + 1, end) };
}

function* listParts<Item>({ around, items, toLine }: LongList<Item>): Generator<Uint8Array> {
  const [head, tail] = around;
  yield Buffer.from(head, 'utf8');
  let lines: string[] = [];
  let before = '\n';
  for (const item of items) {
    lines.push(`${before}${toLine(item)}`);
    before = ',\n';
    if (lines.length < LINES_PER_PART) continue;
    yield Buffer.from(lines.join(''), 'utf8');
    lines = [];
  }
  // An empty list has a line of its own.
  yield Buffer.from(`${lines.join('')}${before === '\n' ? '\n' : ''}\n${tail}`, 'utf8');
}

/** A file of UTF-8 text. */
export function textFile(path: string, text: string): OutputFile {
  return { path, bytes: Buffer.from(text, 'utf8') };
}

/** A file of JSON on one line: keys in the order they were built in, a newline at the end. */
export function jsonFile(path: string, value: object): OutputFile {
  return textFile(path, `${JSON.stringify(value)}\n`);
}
