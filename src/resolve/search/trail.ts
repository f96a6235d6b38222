import { Ints } from './ints.ts';
import { countReleases, isNeeded, isSubset } from './sets.ts';

/** The cause of an entry that is a choice and follows from nothing. */
export const CHOICE = -1;
const NOTHING = -1;

/**
 * What is left of every package, and how it came to that: entries in the order in which they were made, each narrowing
 * one package, so that the last ones can be taken back. Packages are numbered in the order in which they are first met.
 */
export class Trail {
  /** All sets of the search live here. */
  readonly sets: Ints;
  level = 0;
  readonly #words = new Ints();
  readonly #current = new Ints();
  readonly #remaining = new Ints();
  readonly #last = new Ints();
  readonly #package = new Ints();
  readonly #before = new Ints();
  readonly #previous = new Ints();
  readonly #level = new Ints();
  readonly #cause = new Ints();
  readonly #remainingBefore = new Ints();
  /** Packages that cannot be left out any more, in the order in which that became so. */
  readonly needed = new Ints();
  /** By package: its place among the needed ones. */
  readonly #place = new Ints();
  /** All needed packages before this place are settled. */
  #firstOpen = 0;
  /** Packages whose release is settled with all its needs told; each with the length of the trail at that time. */
  readonly #settled = new Ints();
  readonly #settledAt = new Ints();
  readonly #isSettled = new Ints();

  constructor(sets: Ints) {
    this.sets = sets;
  }

  get length(): number {
    return this.#package.length;
  }

  get packages(): number {
    return this.#words.length;
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
    this.#words.push(words);
    this.#current.push(full);
    this.#remaining.push(releases);
    this.#last.push(NOTHING);
    this.#isSettled.push(0);
    this.#place.push(0);
    return this.#words.length - 1;
  }

  words(pkg: number): number {
    return this.#words.get(pkg);
  }

  /** The set of what is left of a package. */
  current(pkg: number): number {
    return this.#current.get(pkg);
  }

  /** How many releases of it are left. */
  remaining(pkg: number): number {
    return this.#remaining.get(pkg);
  }

  levelAt(entry: number): number {
    return this.#level.get(entry);
  }

  causeAt(entry: number): number {
    return this.#cause.get(entry);
  }

  isSettled(pkg: number): boolean {
    return this.#isSettled.get(pkg) === 1;
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
    this.#isSettled.set(pkg, 1);
    this.#settled.push(pkg);
    this.#settledAt.push(this.length);
  }

  /** Takes a set away from what is left of a package. */
  exclude(pkg: number, set: number, cause: number): void {
    const words = this.#words.get(pkg);
    const next = this.sets.reserve(words);
    const { cells } = this.sets;
    const current = this.#current.get(pkg);
    for (let word = 0; word < words; word += 1) {
      cells[next + word] = (cells[current + word] as number) & ~(cells[set + word] as number);
    }
    this.#enter(pkg, next, words, cause);
  }

  /** Begins a new level with the choice of one release. */
  choose(pkg: number, rank: number): void {
    const words = this.#words.get(pkg);
    const next = this.sets.reserve(words);
    const { cells } = this.sets;
    cells.fill(0, next, next + words);
    const bit = rank + 1;
    cells[next + (bit >>> 5)] = 1 << (bit & 31);
    this.level += 1;
    this.#enter(pkg, next, words, CHOICE);
  }

  /** The first entry since which the package is within the set; -1 where it always was. */
  firstWithin(pkg: number, set: number): number {
    const { cells } = this.sets;
    const words = this.#words.get(pkg);
    let entry = this.#last.get(pkg);
    while (entry >= 0 && isSubset(cells, this.#before.get(entry), set, words)) {
      entry = this.#previous.get(entry);
    }
    return entry;
  }

  /** Takes back every entry above a level. */
  backTo(level: number): void {
    let length = this.length;
    const { cells } = this.sets;
    while (length > 0 && this.#level.get(length - 1) > level) {
      length -= 1;
      const pkg = this.#package.get(length);
      const before = this.#before.get(length);
      if (isNeeded(cells, this.#current.get(pkg)) && !isNeeded(cells, before)) this.needed.length -= 1;
      this.#current.set(pkg, before);
      this.#last.set(pkg, this.#previous.get(length));
      this.#remaining.set(pkg, this.#remainingBefore.get(length));
    }
    for (const list of [
      this.#package,
      this.#before,
      this.#previous,
      this.#level,
      this.#cause,
      this.#remainingBefore,
    ]) {
      list.length = length;
    }
    this.#unsettle(length);
    this.level = level;
  }

  #unsettle(length: number): void {
    while (this.#settled.length > 0 && this.#settledAt.get(this.#settled.length - 1) > length) {
      const pkg = this.#settled.get(this.#settled.length - 1);
      this.#settled.length -= 1;
      this.#settledAt.length -= 1;
      this.#isSettled.set(pkg, 0);
      this.#firstOpen = Math.min(this.#firstOpen, this.#place.get(pkg));
    }
  }

  #enter(pkg: number, next: number, words: number, cause: number): void {
    const { cells } = this.sets;
    const current = this.#current.get(pkg);
    const entry = this.#package.length;
    this.#package.push(pkg);
    this.#before.push(current);
    this.#previous.push(this.#last.get(pkg));
    this.#level.push(this.level);
    this.#cause.push(cause);
    this.#remainingBefore.push(this.#remaining.get(pkg));
    this.#last.set(pkg, entry);
    this.#current.set(pkg, next);
    this.#remaining.set(pkg, countReleases(cells, next, words));
    if (isNeeded(cells, next) && !isNeeded(cells, current)) {
      this.#place.set(pkg, this.needed.length);
      this.needed.push(pkg);
    }
  }
}
