import { Ints } from './ints.ts';

const NOTHING = -1;

/** What a clause has, as cells of its row; a place is `clause * 2 + side`. */
const START = 0;
const LENGTH = 1;
const WATCHED = 2;
const NEXT = 4;
const CLAUSE_CELLS = 6;

/**
 * Clauses: lists of terms (package, set) of which never all hold at once. Facts and what was learned of them alike. A
 * clause of two terms or more is watched at two of them: it matters only once one of these holds.
 */
export class Clauses {
  readonly #rows = new Ints(512);
  /** Pairs: package, set. */
  readonly #terms = new Ints(256);
  readonly #firstPlace = new Ints();
  /** By clause; facts have none. */
  readonly #antecedents: (readonly number[] | undefined)[] = [];

  get count(): number {
    return this.#rows.length / CLAUSE_CELLS;
  }

  addPackage(): void {
    this.#firstPlace.push(NOTHING);
  }

  /** Begins a clause; its terms follow by `term`, then `watch` where it has several. */
  open(antecedents?: readonly number[]): number {
    const rows = this.#rows;
    const row = rows.reserve(CLAUSE_CELLS);
    rows.set(row + START, this.#terms.length >>> 1);
    rows.set(row + LENGTH, 0);
    rows.set(row + WATCHED, NOTHING);
    rows.set(row + WATCHED + 1, NOTHING);
    rows.set(row + NEXT, NOTHING);
    rows.set(row + NEXT + 1, NOTHING);
    this.#antecedents.push(antecedents);
    return row / CLAUSE_CELLS;
  }

  term(clause: number, pkg: number, set: number): void {
    const terms = this.#terms;
    const at = terms.reserve(2);
    terms.set(at, pkg);
    terms.set(at + 1, set);
    const row = clause * CLAUSE_CELLS;
    this.#rows.set(row + LENGTH, this.#rows.get(row + LENGTH) + 1);
  }

  /** Watches a clause at two of its terms, which are told by their places in it. */
  watch(clause: number, one: number, other: number): void {
    const start = this.firstTerm(clause);
    this.#attach(clause * 2, start + one);
    this.#attach(clause * 2 + 1, start + other);
  }

  /** What a learned clause follows from; undefined for a fact. */
  antecedents(clause: number): readonly number[] | undefined {
    return this.#antecedents[clause];
  }

  /** The first term of a clause; terms are numbered across all clauses. */
  firstTerm(clause: number): number {
    return this.#rows.get(clause * CLAUSE_CELLS + START);
  }

  endTerm(clause: number): number {
    const row = clause * CLAUSE_CELLS;
    return this.#rows.get(row + START) + this.#rows.get(row + LENGTH);
  }

  packageOf(term: number): number {
    return this.#terms.get(term * 2);
  }

  setOf(term: number): number {
    return this.#terms.get(term * 2 + 1);
  }

  firstPlace(pkg: number): number {
    return this.#firstPlace.get(pkg);
  }

  nextPlace(place: number): number {
    return this.#rows.get(rowOf(place) + NEXT);
  }

  watchedTerm(place: number): number {
    return this.#rows.get(rowOf(place) + WATCHED);
  }

  /** Moves a watch to another term of its clause; `previous` is the place before it in the list of the package. */
  move(place: number, previous: number, pkg: number, term: number): void {
    const next = this.nextPlace(place);
    if (previous === NOTHING) this.#firstPlace.set(pkg, next);
    else this.#rows.set(rowOf(previous) + NEXT, next);
    this.#attach(place, term);
  }

  #attach(place: number, term: number): void {
    const pkg = this.packageOf(term);
    const row = rowOf(place);
    this.#rows.set(row + WATCHED, term);
    this.#rows.set(row + NEXT, this.#firstPlace.get(pkg));
    this.#firstPlace.set(pkg, place);
  }
}

/** Where the cells of a side of a clause are counted from. */
function rowOf(place: number): number {
  return (place >>> 1) * CLAUSE_CELLS + (place & 1);
}
