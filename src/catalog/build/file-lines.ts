import { Buffer } from 'node:buffer';

/** What a line has before its path. */
const BEGIN = Buffer.from('{"path":"');
/** What it has behind it. */
const SIZE = Buffer.from('","size":');
const SHA256 = Buffer.from(',"sha256":"');
const SHA256_DIGITS = 64;
/** Bytes behind the size. */
const TAIL_BYTES = SHA256.length + SHA256_DIGITS + '"}'.length;
/** Between two lines. */
const BETWEEN = Buffer.from(',\n');
const [QUOTE, ESCAPE, NEW_LINE, ZERO] = [0x22, 0x5c, 0x0a, 0x30];

/** Lines of text of which the place of each is known. */
export interface Lines {
  readonly text: Buffer;
  /** Where each line begins. */
  readonly starts: Uint32Array;
}

/** Some lines that follow each other. */
export interface LineRange {
  readonly lines: Lines;
  readonly from: number;
  /** The number behind the last. */
  readonly to: number;
}

/** Where a line ends. */
export function endOf({ text, starts }: Lines, number: number): number {
  const next = starts[number + 1];
  return next === undefined ? text.length : next - BETWEEN.length;
}

/** The bytes of a line's path. */
export function pathBytes({ text, starts }: Lines, number: number): Buffer {
  const start = (starts[number] ?? 0) + BEGIN.length;
  return text.subarray(start, text.indexOf(QUOTE, start));
}

/** What a line says of the file. */
export function sizeIn(lines: Lines, number: number): number {
  let size = 0;
  let unit = 1;
  for (let at = endOf(lines, number) - TAIL_BYTES - 1; ; at -= 1) {
    const digit = (lines.text[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return size;
    size += digit * unit;
    unit *= 10;
  }
}

/** In hex. */
export function sha256In(lines: Lines, number: number): string {
  const end = endOf(lines, number) - '"}'.length;
  return lines.text.toString('latin1', end - SHA256_DIGITS, end);
}

/** The number of the first line of which the path is not before these bytes. */
export function placeOfPath(lines: Lines, path: Uint8Array): number {
  let [low, high] = [0, lines.starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Buffer.compare(pathBytes(lines, middle), path) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Finds the lines of a text; undefined where one is not as a build writes it, or they are not in order of path. Paths of a
 *  site need no escapes. */
export function findLines(text: Buffer): Lines | undefined {
  const starts: number[] = [];
  let [last, lastEnd] = [0, 0];
  for (let at = 0; at < text.length;) {
    const line = text.indexOf(NEW_LINE, at);
    const end = line === -1 ? text.length : line - 1;
    const from = at + BEGIN.length;
    const to = endOfPath(text, at, end);
    if (to === -1 || (line !== -1 && text[end] !== BETWEEN[0]) || line === text.length - 1) return undefined;
    if (lastEnd > 0 && text.compare(text, from, to, last, lastEnd) >= 0) return undefined;
    starts.push(at);
    [last, lastEnd] = [from, to];
    at = line === -1 ? text.length : line + 1;
  }
  return { text, starts: Uint32Array.from(starts) };
}

/** Where the path ends of a line that a build writes so; -1 for any other. */
function endOfPath(text: Buffer, start: number, end: number): number {
  const from = start + BEGIN.length;
  let to = from;
  for (; to < end && text[to] !== QUOTE; to += 1) if (text[to] === ESCAPE) return -1;
  const isOurs =
    to + SIZE.length < end - TAIL_BYTES &&
    standsAt(text, BEGIN, start) &&
    standsAt(text, SIZE, to) &&
    standsAt(text, SHA256, end - TAIL_BYTES);
  return isOurs ? to : -1;
}

function standsAt(text: Buffer, wanted: Buffer, at: number): boolean {
  for (let number = 0; number < wanted.length; number += 1) {
    if (text[at + number] !== wanted[number]) return false;
  }
  return true;
}

/** Lines of several places one after the other. */
export function joinLines(ranges: readonly LineRange[]): Lines {
  const some = ranges.filter(({ from, to }) => from < to);
  const bytesOf = ({ lines, from, to }: LineRange): number =>
    endOf(lines, to - 1) - (lines.starts[from] ?? 0);
  const count = some.reduce((sum, { from, to }) => sum + to - from, 0);
  const bytes = some.reduce((sum, range) => sum + bytesOf(range) + BETWEEN.length, 0);
  const text = Buffer.allocUnsafe(Math.max(0, bytes - BETWEEN.length));
  const starts = new Uint32Array(count);
  let [at, number] = [0, 0];
  for (const range of some) {
    const { lines, from, to } = range;
    const start = lines.starts[from] ?? 0;
    if (at > 0) at += BETWEEN.copy(text, at);
    for (let one = from; one < to; one += 1, number += 1)
      starts[number] = (lines.starts[one] ?? 0) - start + at;
    at += lines.text.copy(text, at, start, start + bytesOf(range));
  }
  return { text, starts };
}

/** Lines compared at once, at first. */
const MOST_AT_ONCE = 8192;

/** Of each of the lines the number that the same line has among others, or -1. Both are in order of path. */
export function sameLines(lines: Lines, others: Lines): Int32Array {
  const found = new Int32Array(lines.starts.length).fill(-1);
  let [one, other, most] = [0, 0, MOST_AT_ONCE];
  while (one < found.length && other < others.starts.length) {
    const count = Math.min(most, found.length - one, others.starts.length - other);
    if (areSame(lines, one, others, other, count)) {
      for (let number = 0; number < count; number += 1) found[one + number] = other + number;
      one += count;
      other += count;
      most = Math.min(MOST_AT_ONCE, most * 2);
    } else if (count > 1) {
      most = count >>> 1;
    } else {
      const order = Buffer.compare(pathBytes(lines, one), pathBytes(others, other));
      if (order <= 0) one += 1;
      if (order >= 0) other += 1;
    }
  }
  return found;
}

function areSame(lines: Lines, one: number, others: Lines, other: number, count: number): boolean {
  const [start, end] = [lines.starts[one] ?? 0, endOf(lines, one + count - 1)];
  const [otherStart, otherEnd] = [others.starts[other] ?? 0, endOf(others, other + count - 1)];
  return (
    end - start === otherEnd - otherStart &&
    lines.text.compare(others.text, otherStart, otherEnd, start, end) === 0
  );
}
