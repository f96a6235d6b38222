import { MAX_RANGE_UNITS } from '../core/index.ts';

/** Texts that were read, each once for as long as this is kept: many artifacts are asked for by the same few. */
export class RangeReadings {
  readonly #known = new Map<string, readonly number[] | undefined>();

  /** As `readReleaseRange`. */
  read(text: string): readonly number[] | undefined {
    const known = this.#known.get(text);
    if (known !== undefined || this.#known.has(text)) return known;
    const bounds = readReleaseRange(text);
    this.#known.set(text, bounds);
    return bounds;
  }
}

const ANY = -1;
const MAX_DIGITS = 15;

/** Bounds of one alternative: from (inclusive) and to (exclusive), three numbers each. */
const BOUNDS = 6;

/**
 * Reads the ranges that people mostly write, without node-semver: numbers, `x`, `^ ~ > >= < <= =` and `||`, no
 * pre-release, no hyphen range. The answer is six numbers an alternative: the first version that is in it and the first
 * after it that is not. Only versions without a pre-release are in such a range. Undefined for every other text, which
 * is then for `parseRange`. Pure.
 */
export function readReleaseRange(text: string): readonly number[] | undefined {
  if (text.length > MAX_RANGE_UNITS || text.trim() === '') return undefined;
  const reader = new RangeReader(text);
  const bounds: number[] = [];
  do {
    const start = bounds.length;
    bounds.push(0, 0, 0, Infinity, 0, 0);
    if (!reader.readAlternative(bounds, start)) return undefined;
  } while (reader.skipBar());
  return reader.isAtEnd() ? bounds : undefined;
}

type Operator = '=' | '<' | '<=' | '>' | '>=' | '^' | '~';

class RangeReader {
  readonly #text: string;
  #at = 0;
  readonly #part = [0, 0, 0];

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Passes `||`; false where none is here. */
  skipBar(): boolean {
    if (!this.#text.startsWith('||', this.#at)) return false;
    this.#at += 2;
    return true;
  }

  /** Narrows the bounds by every comparator up to `||` or the end; false where one is not understood. */
  readAlternative(bounds: number[], start: number): boolean {
    for (;;) {
      this.#skipSpaces();
      const unit = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(unit) || unit === 0x7c) return true;
      const operator = this.#readOperator();
      this.#skipSpaces();
      if (!this.#readPartial()) return false;
      narrow(bounds, start, operator, this.#part);
    }
  }

  #skipSpaces(): void {
    while (this.#text.charCodeAt(this.#at) === 0x20) this.#at += 1;
  }

  #readOperator(): Operator {
    const unit = this.#text.charAt(this.#at);
    if (unit === '^' || unit === '~' || unit === '=') {
      this.#at += 1;
      return unit;
    }
    if (unit !== '<' && unit !== '>') return '=';
    const isClosed = this.#text.charAt(this.#at + 1) === '=';
    this.#at += isClosed ? 2 : 1;
    return isClosed ? `${unit}=` : unit;
  }

  /** Fills the three parts; what is left out or `x` is `ANY`, and only `ANY` may follow it. */
  #readPartial(): boolean {
    const part = this.#part;
    part[0] = part[1] = part[2] = ANY;
    let isOpen = false;
    for (let index = 0; index < 3; index += 1) {
      const number = this.#readNumber();
      if (number === undefined || (isOpen && number !== ANY)) return false;
      part[index] = number;
      isOpen = number === ANY;
      if (this.#text.charCodeAt(this.#at) !== 0x2e) break;
      this.#at += 1;
      if (index === 2) return false;
    }
    const next = this.#text.charCodeAt(this.#at);
    return Number.isNaN(next) || next === 0x20 || next === 0x7c;
  }

  #readNumber(): number | undefined {
    const start = this.#at;
    let unit = this.#text.charCodeAt(start);
    if (unit === 0x2a || unit === 0x78 || unit === 0x58) {
      this.#at += 1;
      return ANY;
    }
    let value = 0;
    while (unit >= 0x30 && unit <= 0x39) {
      value = value * 10 + unit - 0x30;
      this.#at += 1;
      unit = this.#text.charCodeAt(this.#at);
    }
    const digits = this.#at - start;
    const hasLeadingZero = digits > 1 && this.#text.charCodeAt(start) === 0x30;
    return digits === 0 || digits > MAX_DIGITS || hasLeadingZero ? undefined : value;
  }
}

function narrow(bounds: number[], start: number, operator: Operator, part: readonly number[]): void {
  const [major = ANY, minor = ANY, patch = ANY] = part;
  if (major === ANY) {
    if (operator === '<' || operator === '>') put(bounds, start + 3, 0, 0, 0);
    return;
  }
  const low = Math.max(minor, 0);
  const last = Math.max(patch, 0);
  const depth = minor === ANY ? 0 : patch === ANY ? 1 : 2;
  switch (operator) {
    case '=':
      raise(bounds, start, major, low, last);
      lowerPast(bounds, start, major, low, last, depth);
      return;
    case '^':
      raise(bounds, start, major, low, last);
      lowerPast(bounds, start, major, low, last, Math.min(depth, major > 0 ? 0 : low > 0 ? 1 : 2));
      return;
    case '~':
      raise(bounds, start, major, low, last);
      lowerPast(bounds, start, major, low, last, Math.min(depth, 1));
      return;
    case '>=':
      raise(bounds, start, major, low, last);
      return;
    case '>':
      raisePast(bounds, start, major, low, last, depth);
      return;
    case '<':
      lower(bounds, start, major, low, last);
      return;
    case '<=':
      lowerPast(bounds, start, major, low, last, depth);
  }
}

function raise(bounds: number[], start: number, major: number, minor: number, patch: number): void {
  if (compareAt(bounds, start, major, minor, patch) < 0) put(bounds, start, major, minor, patch);
}

function raisePast(
  bounds: number[],
  start: number,
  major: number,
  minor: number,
  patch: number,
  depth: number,
): void {
  if (depth === 0) raise(bounds, start, major + 1, 0, 0);
  else if (depth === 1) raise(bounds, start, major, minor + 1, 0);
  else raise(bounds, start, major, minor, patch + 1);
}

function lower(bounds: number[], start: number, major: number, minor: number, patch: number): void {
  if (compareAt(bounds, start + 3, major, minor, patch) > 0) put(bounds, start + 3, major, minor, patch);
}

/** The end is the first version after all that begin with so many of the numbers. */
function lowerPast(
  bounds: number[],
  start: number,
  major: number,
  minor: number,
  patch: number,
  depth: number,
): void {
  if (depth === 0) lower(bounds, start, major + 1, 0, 0);
  else if (depth === 1) lower(bounds, start, major, minor + 1, 0);
  else lower(bounds, start, major, minor, patch + 1);
}

function put(bounds: number[], at: number, major: number, minor: number, patch: number): void {
  bounds[at] = major;
  bounds[at + 1] = minor;
  bounds[at + 2] = patch;
}

function compareAt(bounds: number[], at: number, major: number, minor: number, patch: number): number {
  const first = bounds[at] as number;
  if (first !== major) return first < major ? -1 : 1;
  const second = bounds[at + 1] as number;
  if (second !== minor) return second < minor ? -1 : 1;
  return (bounds[at + 2] as number) - patch;
}

/** How many alternatives the bounds hold. */
export function countAlternatives(bounds: readonly number[]): number {
  return bounds.length / BOUNDS;
}
