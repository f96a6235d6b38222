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

/** Lines in one part of a long file. */
const LINES_PER_PART = 1000;

/** A long file of JSON: a list with one entry a line between what comes before and after it. */
export function longList(path: string, head: string, entries: Iterable<unknown>, tail: string): LongFile {
  return { path, parts: { [Symbol.iterator]: () => listParts(head, entries, tail) } };
}

function* listParts(head: string, entries: Iterable<unknown>, tail: string): Generator<Uint8Array> {
  yield Buffer.from(head, 'utf8');
  let lines: string[] = [];
  let before = '\n';
  for (const entry of entries) {
    lines.push(`${before}${JSON.stringify(entry)}`);
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
