import { Ints } from './ints.ts';

const NOTHING = -1;

/**
 * Clauses: lists of terms (package, set) of which never all hold at once. Facts and what was learned of them alike. A
 * clause of two terms or more is watched at two of them: it matters only once one of these holds.
 */
export class Clauses {
  readonly #start = new Ints();
  readonly #length = new Ints();
  readonly #termPackage = new Ints(256);
  readonly #termSet = new Ints(256);
  /** Two places a clause; the place is `clause * 2 + side`. */
  readonly #watchedTerm = new Ints(256);
  readonly #nextPlace = new Ints(256);
  readonly #firstPlace = new Ints();
  readonly #antecedents: (readonly number[] | undefined)[] = [];

  get count(): number {
    return this.#start.length;
  }

  addPackage(): void {
    this.#firstPlace.push(NOTHING);
  }

  /** Begins a clause; its terms follow by `term`, then `close` or `watch`. */
  open(antecedents?: readonly number[]): number {
    this.#antecedents.push(antecedents);
    this.#start.push(this.#termPackage.length);
    this.#length.push(0);
    this.#watchedTerm.push(NOTHING);
    this.#watchedTerm.push(NOTHING);
    this.#nextPlace.push(NOTHING);
    this.#nextPlace.push(NOTHING);
    return this.#start.length - 1;
  }

  term(clause: number, pkg: number, set: number): void {
    this.#termPackage.push(pkg);
    this.#termSet.push(set);
    this.#length.set(clause, this.#length.get(clause) + 1);
  }

  /** Watches a clause at two of its terms, which are told by their places in it. */
  watch(clause: number, one: number, other: number): void {
    const start = this.#start.get(clause);
    this.#attach(clause * 2, start + one);
    this.#attach(clause * 2 + 1, start + other);
  }

  /** What a learned clause follows from; undefined for a fact. */
  antecedents(clause: number): readonly number[] | undefined {
    return this.#antecedents[clause];
  }

  /** The first term of a clause; terms are numbered across all clauses. */
  firstTerm(clause: number): number {
    return this.#start.get(clause);
  }

  endTerm(clause: number): number {
    return this.#start.get(clause) + this.#length.get(clause);
  }

  packageOf(term: number): number {
    return this.#termPackage.get(term);
  }

  setOf(term: number): number {
    return this.#termSet.get(term);
  }

  firstPlace(pkg: number): number {
    return this.#firstPlace.get(pkg);
  }

  nextPlace(place: number): number {
    return this.#nextPlace.get(place);
  }

  watchedTerm(place: number): number {
    return this.#watchedTerm.get(place);
  }

  /** Moves a watch to another term of its clause; `previous` is the place before it in the list of the package. */
  move(place: number, previous: number, pkg: number, term: number): void {
    const next = this.#nextPlace.get(place);
    if (previous === NOTHING) this.#firstPlace.set(pkg, next);
    else this.#nextPlace.set(previous, next);
    this.#attach(place, term);
  }

  #attach(place: number, term: number): void {
    const pkg = this.#termPackage.get(term);
    this.#watchedTerm.set(place, term);
    this.#nextPlace.set(place, this.#firstPlace.get(pkg));
    this.#firstPlace.set(pkg, place);
  }
}
