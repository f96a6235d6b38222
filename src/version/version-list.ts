import { compareText } from '../core/index.ts';
import { parseRange } from './range.ts';
import { parseVersion } from './parse-version.ts';
import { countAlternatives, readReleaseRange } from './release-range.ts';
import type { RangeReadings } from './release-range.ts';
import { satisfies } from './satisfies.ts';
import { compareVersions } from './version.ts';
import type { Version } from './version.ts';

const DOT = 0x2e;
const MAX_DIGITS = 15;

/**
 * The versions of one artifact from low to high, by precedence and then by text; a version's rank is its place. What is
 * no version is left out. Finds the ranks that a range takes by bisection, mostly without making objects.
 */
export class VersionList {
  /** By rank. */
  readonly texts: readonly string[];
  /** By rank: the place in the input. */
  readonly places: readonly number[];
  /** Three numbers a rank. */
  readonly #numbers: readonly number[];
  /** By rank, set where there is a pre-release or build metadata; undefined where no version has one. */
  readonly #special: readonly (Version | undefined)[] | undefined;

  constructor(input: readonly string[]) {
    const numbers = new Array<number>(input.length * 3);
    const places: number[] = [];
    let special: (Version | undefined)[] | undefined;
    for (let place = 0; place < input.length; place += 1) {
      const text = input[place] as string;
      if (!readTriple(text, numbers, place * 3)) {
        const version = parseVersion(text);
        if (!version.ok) {
          numbers.fill(0, place * 3, place * 3 + 3);
          continue;
        }
        special ??= [];
        special[place] = version.value;
        const { major, minor, patch } = version.value;
        numbers[place * 3] = major;
        numbers[place * 3 + 1] = minor;
        numbers[place * 3 + 2] = patch;
      }
      places.push(place);
    }
    const isAsGiven = isSorted(input, numbers, special, places);
    if (!isAsGiven) {
      places.sort((left, right) => compareAt(input, numbers, special, left, right));
    }
    this.places = places;
    const isWhole = isAsGiven && places.length === input.length;
    this.texts = isWhole ? input : places.map((place) => input[place] as string);
    this.#numbers = isWhole ? numbers : inOrder(numbers, places);
    this.#special = special === undefined ? undefined : places.map((place) => special[place]);
  }

  get size(): number {
    return this.texts.length;
  }

  /** The rank of exactly this version, -1 where there is none. */
  rankOf(text: string): number {
    return this.texts.indexOf(text);
  }

  /** True for a version with a pre-release. */
  isPrerelease(rank: number): boolean {
    return (this.#special?.[rank]?.prerelease.length ?? 0) > 0;
  }

  /**
   * The ranks that are in the range, as pairs `from, to` (exclusive) that do not overlap, rising; undefined where the
   * text is no range. The same answer as `satisfies` gives for each version. `readings` saves reading a text again.
   */
  select(range: string, readings?: RangeReadings): readonly number[] | undefined {
    const bounds = readings === undefined ? readReleaseRange(range) : readings.read(range);
    if (bounds === undefined) return this.#selectSlowly(range);
    const runs: number[] = [];
    const alternatives = countAlternatives(bounds);
    for (let index = 0; index < alternatives; index += 1) {
      const from = this.#firstAtLeast(bounds, index * 6);
      const to = bounds[index * 6 + 3] === Infinity ? this.size : this.#firstAtLeast(bounds, index * 6 + 3);
      if (from < to) runs.push(from, to);
    }
    const joined = alternatives > 1 ? joinRuns(runs) : runs;
    return this.#special === undefined ? joined : this.#withoutPrereleases(joined);
  }

  #selectSlowly(text: string): readonly number[] | undefined {
    const range = parseRange(text);
    if (!range.ok) return undefined;
    const runs: number[] = [];
    for (let rank = 0; rank < this.size; rank += 1) {
      if (satisfies(this.#versionAt(rank), range.value)) pushRank(runs, rank);
    }
    return runs;
  }

  #versionAt(rank: number): Version {
    const special = this.#special?.[rank];
    if (special !== undefined) return special;
    const at = rank * 3;
    const [major = 0, minor = 0, patch = 0] = this.#numbers.slice(at, at + 3);
    return { text: this.texts[rank] ?? '', major, minor, patch, prerelease: [], build: [] };
  }

  #withoutPrereleases(runs: readonly number[]): readonly number[] {
    const kept: number[] = [];
    for (let index = 0; index < runs.length; index += 2) {
      for (let rank = runs[index] as number; rank < (runs[index + 1] as number); rank += 1) {
        if (!this.isPrerelease(rank)) pushRank(kept, rank);
      }
    }
    return kept;
  }

  /** The first rank whose three numbers are not below the bound. */
  #firstAtLeast(bounds: readonly number[], at: number): number {
    const numbers = this.#numbers;
    const major = bounds[at] as number;
    const minor = bounds[at + 1] as number;
    const patch = bounds[at + 2] as number;
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const first = numbers[middle * 3] as number;
      const second = numbers[middle * 3 + 1] as number;
      const isBelow =
        first < major ||
        (first === major &&
          (second < minor || (second === minor && (numbers[middle * 3 + 2] as number) < patch)));
      if (isBelow) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Reads `1.2.3` and nothing else; false leaves the rest to `parseVersion`. */
function readTriple(text: string, numbers: number[], at: number): boolean {
  let part = 0;
  let value = 0;
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const unit = index === text.length ? DOT : text.charCodeAt(index);
    if (unit === DOT) {
      const digits = index - start;
      if (digits === 0 || digits > MAX_DIGITS || part > 2) return false;
      if (digits > 1 && text.charCodeAt(start) === 0x30) return false;
      numbers[at + part] = value;
      part += 1;
      value = 0;
      start = index + 1;
    } else if (unit >= 0x30 && unit <= 0x39) value = value * 10 + unit - 0x30;
    else return false;
  }
  return part === 3;
}

function compareTriples(numbers: readonly number[], left: number, right: number): number {
  for (let part = 0; part < 3; part += 1) {
    const one = numbers[left * 3 + part] as number;
    const other = numbers[right * 3 + part] as number;
    if (one !== other) return one - other;
  }
  return 0;
}

/** The order of versions with the same three numbers. */
function compareSpecial(
  input: readonly string[],
  special: readonly (Version | undefined)[] | undefined,
  left: number,
  right: number,
): number {
  const [one, other] = [special?.[left], special?.[right]];
  const leftText = input[left] ?? '';
  const rightText = input[right] ?? '';
  if (one === undefined && other === undefined) return compareText(leftText, rightText);
  const byPrecedence = compareVersions(one ?? plain(other, leftText), other ?? plain(one, rightText));
  return byPrecedence || compareText(leftText, rightText);
}

/** The version with the same numbers and nothing behind them. */
function plain(version: Version | undefined, text: string): Version {
  return { text, major: 0, minor: 0, patch: 0, ...version, prerelease: [], build: [] };
}

function compareAt(
  input: readonly string[],
  numbers: readonly number[],
  special: readonly (Version | undefined)[] | undefined,
  left: number,
  right: number,
): number {
  return compareTriples(numbers, left, right) || compareSpecial(input, special, left, right);
}

function isSorted(
  input: readonly string[],
  numbers: readonly number[],
  special: readonly (Version | undefined)[] | undefined,
  places: readonly number[],
): boolean {
  for (let index = 1; index < places.length; index += 1) {
    const order = compareAt(input, numbers, special, places[index - 1] as number, places[index] as number);
    if (order > 0) return false;
  }
  return true;
}

function inOrder(numbers: readonly number[], places: readonly number[]): number[] {
  const sorted: number[] = [];
  for (let rank = 0; rank < places.length; rank += 1) {
    const at = (places[rank] as number) * 3;
    sorted[rank * 3] = numbers[at] as number;
    sorted[rank * 3 + 1] = numbers[at + 1] as number;
    sorted[rank * 3 + 2] = numbers[at + 2] as number;
  }
  return sorted;
}

function pushRank(runs: number[], rank: number): void {
  if (runs.length > 0 && runs[runs.length - 1] === rank) runs[runs.length - 1] = rank + 1;
  else runs.push(rank, rank + 1);
}

/** Sorts runs and joins those that overlap or touch. */
function joinRuns(runs: readonly number[]): number[] {
  const pairs: [from: number, to: number][] = [];
  for (let index = 0; index < runs.length; index += 2) {
    pairs.push([runs[index] as number, runs[index + 1] as number]);
  }
  pairs.sort(([left], [right]) => left - right);
  const joined: number[] = [];
  for (const [from, to] of pairs) {
    const last = joined.length - 1;
    if (last > 0 && (joined[last] as number) >= from) joined[last] = Math.max(joined[last] as number, to);
    else joined.push(from, to);
  }
  return joined;
}
