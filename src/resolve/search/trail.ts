import { Ints } from './ints.ts';
import { countReleases, isNeeded, isSubset } from './sets.ts';

/** The cause of an entry that is a choice and follows from nothing. */
export const CHOICE = -1;
const NOTHING = -1;

/** What a package has, as cells of its row. */
const WORDS = 0;
const CURRENT = 1;
const REMAINING = 2;
const LAST = 3;
/** Its place among the needed ones. */
const PLACE = 4;
const IS_SETTLED = 5;
const PACKAGE_CELLS = 6;

/** What an entry has. */
const PACKAGE = 0;
const BEFORE = 1;
const PREVIOUS = 2;
const LEVEL = 3;
const CAUSE = 4;
const REMAINING_BEFORE = 5;
const ENTRY_CELLS = 6;

/**
 * What is left of every package, and how it came to that: entries in the order in which they were made, each narrowing
 * one package, so that the last ones can be taken back. Packages are numbered in the order in which they are first met.
 */
export class Trail {
  /** All sets of the search live here. */
  readonly sets: Ints;
  level = 0;
  /** Packages that cannot be left out any more, in the order in which that became so. */
  readonly needed = new Ints();
  /** Rows of `PACKAGE_CELLS`, by package. */
  readonly #packages = new Ints(512);
  /** Rows of `ENTRY_CELLS`, in the order in which they were made. */
  readonly #entries = new Ints(512);
  /** Pairs: packages whose release is settled with all its needs told, and the number of entries at that time. */
  readonly #settled = new Ints();
  /** All needed packages before this place are settled. */
  #firstOpen = 0;

  constructor(sets: Ints) {
    this.sets = sets;
  }

  get length(): number {
    return this.#entries.length / ENTRY_CELLS;
  }

  /** A package of which everything is still possible; gives its number. */
  addPackage(releases: number): number {
    const words = (releases >>> 5) + 1;
    const full = this.sets.reserve(words);
    const { cells } = this.sets;
    for (let word = 0; word < words; word += 1) {
      const bits = Math.min(32, releases + 1 - word * 32);
      cells[full + word] = bits === 32 ? -1 : (1 << bits) - 1;
    }
    const packages = this.#packages;
    const row = packages.reserve(PACKAGE_CELLS);
    packages.set(row + WORDS, words);
    packages.set(row + CURRENT, full);
    packages.set(row + REMAINING, releases);
    packages.set(row + LAST, NOTHING);
    packages.set(row + PLACE, 0);
    packages.set(row + IS_SETTLED, 0);
    return row / PACKAGE_CELLS;
  }

  words(pkg: number): number {
    return this.#packages.get(pkg * PACKAGE_CELLS + WORDS);
  }

  /** The set of what is left of a package. */
  current(pkg: number): number {
    return this.#packages.get(pkg * PACKAGE_CELLS + CURRENT);
  }

  /** How many releases of it are left. */
  remaining(pkg: number): number {
    return this.#packages.get(pkg * PACKAGE_CELLS + REMAINING);
  }

  levelAt(entry: number): number {
    return this.#entries.get(entry * ENTRY_CELLS + LEVEL);
  }

  causeAt(entry: number): number {
    return this.#entries.get(entry * ENTRY_CELLS + CAUSE);
  }

  isSettled(pkg: number): boolean {
    return this.#packages.get(pkg * PACKAGE_CELLS + IS_SETTLED) === 1;
  }

  /** The place of the first needed package that is not settled; their number where all are. */
  firstOpen(): number {
    const { needed } = this;
    let place = Math.min(this.#firstOpen, needed.length);
    while (place < needed.length && this.isSettled(needed.get(place))) place += 1;
    this.#firstOpen = place;
    return place;
  }

  settle(pkg: number): void {
    if (this.isSettled(pkg)) return;
    this.#packages.set(pkg * PACKAGE_CELLS + IS_SETTLED, 1);
    this.#settled.push(pkg);
    this.#settled.push(this.length);
  }

  /** Takes a set away from what is left of a package. */
  exclude(pkg: number, set: number, cause: number): void {
    const words = this.words(pkg);
    const next = this.sets.reserve(words);
    const { cells } = this.sets;
    const current = this.current(pkg);
    for (let word = 0; word < words; word += 1) {
      cells[next + word] = (cells[current + word] as number) & ~(cells[set + word] as number);
    }
    this.#enter(pkg, next, countReleases(cells, next, words), cause);
  }

  /** Begins a new level with the choice of one release. */
  choose(pkg: number, rank: number): void {
    const words = this.words(pkg);
    const next = this.sets.reserve(words);
    const { cells } = this.sets;
    for (let word = 0; word < words; word += 1) cells[next + word] = 0;
    const bit = rank + 1;
    cells[next + (bit >>> 5)] = 1 << (bit & 31);
    this.level += 1;
    this.#enter(pkg, next, 1, CHOICE);
  }

  /** The first entry since which the package is within the set; -1 where it always was. */
  firstWithin(pkg: number, set: number): number {
    const { cells } = this.sets;
    const entries = this.#entries;
    const words = this.words(pkg);
    let entry = this.#packages.get(pkg * PACKAGE_CELLS + LAST);
    while (entry >= 0 && isSubset(cells, entries.get(entry * ENTRY_CELLS + BEFORE), set, words)) {
      entry = entries.get(entry * ENTRY_CELLS + PREVIOUS);
    }
    return entry;
  }

  /** Takes back every entry above a level. */
  backTo(level: number): void {
    const packages = this.#packages;
    const entries = this.#entries;
    const { cells } = this.sets;
    let end = entries.length;
    while (end > 0 && entries.get(end - ENTRY_CELLS + LEVEL) > level) {
      end -= ENTRY_CELLS;
      const row = entries.get(end + PACKAGE) * PACKAGE_CELLS;
      const before = entries.get(end + BEFORE);
      if (isNeeded(cells, packages.get(row + CURRENT)) && !isNeeded(cells, before)) this.needed.length -= 1;
      packages.set(row + CURRENT, before);
      packages.set(row + LAST, entries.get(end + PREVIOUS));
      packages.set(row + REMAINING, entries.get(end + REMAINING_BEFORE));
    }
    entries.length = end;
    this.#unsettle(end / ENTRY_CELLS);
    this.level = level;
  }

  #unsettle(length: number): void {
    const settled = this.#settled;
    const packages = this.#packages;
    while (settled.length > 0 && settled.get(settled.length - 1) > length) {
      const row = settled.get(settled.length - 2) * PACKAGE_CELLS;
      settled.length -= 2;
      packages.set(row + IS_SETTLED, 0);
      this.#firstOpen = Math.min(this.#firstOpen, packages.get(row + PLACE));
    }
  }

  #enter(pkg: number, next: number, remaining: number, cause: number): void {
    const packages = this.#packages;
    const entries = this.#entries;
    const row = pkg * PACKAGE_CELLS;
    const current = packages.get(row + CURRENT);
    const entry = entries.reserve(ENTRY_CELLS);
    entries.set(entry + PACKAGE, pkg);
    entries.set(entry + BEFORE, current);
    entries.set(entry + PREVIOUS, packages.get(row + LAST));
    entries.set(entry + LEVEL, this.level);
    entries.set(entry + CAUSE, cause);
    entries.set(entry + REMAINING_BEFORE, packages.get(row + REMAINING));
    packages.set(row + LAST, entry / ENTRY_CELLS);
    packages.set(row + CURRENT, next);
    packages.set(row + REMAINING, remaining);
    const { cells } = this.sets;
    if (isNeeded(cells, next) && !isNeeded(cells, current)) {
      packages.set(row + PLACE, this.needed.length);
      this.needed.push(pkg);
    }
  }
}
