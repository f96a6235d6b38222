import type { Clauses } from './clauses.ts';
import type { Guide } from './guide.ts';
import { Ints } from './ints.ts';
import type { Trail } from './trail.ts';

const NONE = -1;

/** What a conflict taught. */
export interface Lesson {
  /** The new clause; -1 where nothing can be taken back, so that the facts contradict each other. */
  readonly clause: number;
  /** The level at which the clause says something new. */
  readonly level: number;
  /** The clauses that it follows from. */
  readonly antecedents: readonly number[];
}

/**
 * Turns a clause whose terms all hold into one that would have prevented it: the latest entry among its causes is
 * replaced by what that followed from, until one choice stands alone at its level.
 */
export class Learner {
  readonly #trail: Trail;
  readonly #clauses: Clauses;
  readonly #guide: Guide;
  /** By package: its set in the clause that is being made, and the entry since which that holds. */
  readonly #set = new Ints();
  readonly #entry = new Ints();
  readonly #members: number[] = [];

  constructor(trail: Trail, clauses: Clauses, guide: Guide) {
    this.#trail = trail;
    this.#clauses = clauses;
    this.#guide = guide;
  }

  addPackage(): void {
    this.#set.push(NONE);
    this.#entry.push(NONE);
  }

  learn(conflict: number): Lesson {
    const trail = this.#trail;
    const antecedents = [conflict];
    this.#add(conflict, NONE);
    for (;;) {
      const [latest, level] = this.#latest();
      if (latest === NONE) return { clause: NONE, level: 0, antecedents };
      const entry = this.#entry.get(latest);
      const own = trail.levelAt(entry);
      const cause = trail.causeAt(entry);
      if (own > 0 && (cause < 0 || own > level)) return this.#finish(latest, level, antecedents);
      antecedents.push(cause);
      this.#add(cause, latest);
    }
  }

  /** The package whose term came to hold last, and the highest level of the others. */
  #latest(): readonly [latest: number, level: number] {
    let latest = NONE;
    let first = NONE;
    let second = NONE;
    const members = this.#members;
    for (let index = 0; index < members.length; index += 1) {
      const pkg = members[index] as number;
      const entry = this.#entry.get(pkg);
      if (entry > first) {
        second = first;
        first = entry;
        latest = pkg;
      } else if (entry > second) second = entry;
    }
    return [latest, second === NONE ? 0 : this.#trail.levelAt(second)];
  }

  /** Joins the terms of a clause to those so far: the pivot's sets are united, all others intersected. */
  #add(clause: number, pivot: number): void {
    const clauses = this.#clauses;
    this.#guide.widen(clause);
    const end = clauses.endTerm(clause);
    for (let term = clauses.firstTerm(clause); term < end; term += 1) {
      const pkg = clauses.packageOf(term);
      const known = this.#set.get(pkg);
      const set = clauses.setOf(term);
      if (known === NONE) this.#members.push(pkg);
      this.#place(pkg, known === NONE ? set : this.#combine(known, set, pkg, pkg === pivot));
    }
  }

  #place(pkg: number, set: number): void {
    const entry = this.#trail.firstWithin(pkg, set);
    if (entry === NONE) {
      this.#members.splice(this.#members.indexOf(pkg), 1);
      this.#set.set(pkg, NONE);
      return;
    }
    this.#set.set(pkg, set);
    this.#entry.set(pkg, entry);
  }

  #combine(left: number, right: number, pkg: number, isUnion: boolean): number {
    const { sets } = this.#trail;
    const words = this.#trail.words(pkg);
    const combined = sets.reserve(words);
    const { cells } = sets;
    for (let word = 0; word < words; word += 1) {
      const one = cells[left + word] as number;
      const other = cells[right + word] as number;
      cells[combined + word] = isUnion ? one | other : one & other;
    }
    return combined;
  }

  #finish(latest: number, level: number, antecedents: readonly number[]): Lesson {
    const clauses = this.#clauses;
    const clause = clauses.open(antecedents);
    let own = 0;
    let second = NONE;
    let secondEntry = NONE;
    const members = this.#members;
    for (let index = 0; index < members.length; index += 1) {
      const pkg = members[index] as number;
      clauses.term(clause, pkg, this.#set.get(pkg));
      if (pkg === latest) own = index;
      else if (this.#entry.get(pkg) > secondEntry) {
        second = index;
        secondEntry = this.#entry.get(pkg);
      }
    }
    if (second !== NONE) clauses.watch(clause, own, second);
    for (const pkg of members) this.#set.set(pkg, NONE);
    members.length = 0;
    return { clause, level, antecedents };
  }
}
