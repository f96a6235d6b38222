import { Clauses } from './clauses.ts';
import { exhausted } from './exhausted.ts';
import type { Guide } from './guide.ts';
import { Ints } from './ints.ts';
import { Learner } from './learner.ts';
import { mostUrgent } from './most-urgent.ts';
import { hasBit, isDisjoint, isSubset } from './sets.ts';
import { Trail } from './trail.ts';

const NONE = -1;

/** How far a search came. `waiting`: the guide needs something first; the same call then goes on. */
export type SearchStatus = 'solved' | 'conflict' | 'waiting';

/**
 * Conflict-driven search over packages with few releases each (PubGrub with learned clauses and watched terms): a
 * release is chosen, what follows from it is derived, and a contradiction becomes a clause that takes back as much as it
 * proves wrong. Complete, deterministic, and without recursion.
 */
export class Search {
  readonly sets = new Ints(1024);
  readonly trail = new Trail(this.sets);
  readonly clauses = new Clauses();
  /** Steps taken so far: the same on every machine. */
  work = 0;
  /** What the last conflict follows from, once the status is `conflict`. */
  refutation: readonly number[] = [];
  readonly #guide: Guide;
  readonly #maxWork: number;
  readonly #queue = new Ints();
  readonly #isQueued = new Ints();
  /** How often a package took part in a conflict. */
  readonly #conflicts = new Ints();
  /** Facts of one term that were added after a choice, and so may be taken back with it. */
  readonly #units: number[] = [];
  readonly #learner: Learner;
  #pending = NONE;

  constructor(guide: Guide, maxWork: number) {
    this.#guide = guide;
    this.#maxWork = maxWork;
    this.#learner = new Learner(this.trail, this.clauses, guide);
  }

  /** Adds a package by its number of releases; gives its number here. */
  addPackage(releases: number): number {
    const pkg = this.trail.addPackage(releases);
    this.clauses.addPackage();
    this.#learner.addPackage();
    this.#isQueued.push(0);
    this.#conflicts.push(0);
    return pkg;
  }

  conflictsOf(pkg: number): number {
    return this.#conflicts.get(pkg);
  }

  /** Adds a fact of one term; gives its clause. */
  addUnit(pkg: number, set: number): number {
    const clause = this.clauses.open();
    this.clauses.term(clause, pkg, set);
    if (this.trail.level > 0) this.#units.push(clause);
    this.#apply(clause);
    return clause;
  }

  /** Adds a fact of two terms of different packages; gives its clause. */
  addPair(pkg: number, set: number, other: number, otherSet: number): number {
    const clause = this.clauses.open();
    this.clauses.term(clause, pkg, set);
    this.clauses.term(clause, other, otherSet);
    this.clauses.watch(clause, 0, 1);
    return clause;
  }

  /** Derives what a fact says that was added while some of its terms held already. */
  applyFact(clause: number): void {
    if (this.#pending === NONE) this.#apply(clause);
  }

  /** Searches on. Errors: `HYPER_RESOLVE_BUDGET`. */
  run(): SearchStatus {
    for (;;) {
      const conflict = this.#propagate();
      if (conflict !== NONE) {
        if (!this.#learn(conflict)) return 'conflict';
        continue;
      }
      const step = this.#step();
      if (step === 'done') return 'solved';
      if (step === 'waiting') return 'waiting';
    }
  }

  /** Settles the most urgent package: tells what its release needs, and chooses the release where that can be. */
  #step(): 'done' | 'waiting' | 'go on' {
    const { trail, sets } = this;
    const pkg = mostUrgent(trail, this.#guide);
    if (pkg === NONE) return 'done';
    const rank = this.#guide.prefer(pkg);
    if (rank < 0) return 'waiting';
    const clauses = this.#guide.expand(pkg, rank);
    if (clauses === undefined) return 'waiting';
    for (const clause of clauses) {
      this.#apply(clause);
      if (this.#pending !== NONE) return 'go on';
    }
    if (!hasBit(sets.cells, trail.current(pkg), rank + 1)) return 'go on';
    if (trail.remaining(pkg) > 1) {
      trail.choose(pkg, rank);
      this.#enqueue(pkg);
    }
    trail.settle(pkg);
    return 'go on';
  }

  #enqueue(pkg: number): void {
    if (this.#isQueued.get(pkg) === 1) return;
    this.#isQueued.set(pkg, 1);
    this.#queue.push(pkg);
  }

  /** Derives all that follows; gives the clause whose terms all hold, where there is one. */
  #propagate(): number {
    let head = 0;
    while (this.#pending === NONE && head < this.#queue.length) {
      const pkg = this.#queue.get(head);
      head += 1;
      this.#isQueued.set(pkg, 0);
      this.#visit(pkg);
    }
    if (this.work > this.#maxWork) throw exhausted(this.#maxWork);
    for (; head < this.#queue.length; head += 1) this.#isQueued.set(this.#queue.get(head), 0);
    this.#queue.length = 0;
    const conflict = this.#pending;
    this.#pending = NONE;
    return conflict;
  }

  /** Looks at every clause that is watched at the package. */
  #visit(pkg: number): void {
    const { clauses, trail, sets } = this;
    const words = trail.words(pkg);
    const current = trail.current(pkg);
    let previous = NONE;
    let place = clauses.firstPlace(pkg);
    while (place !== NONE) {
      this.work += 1;
      const next = clauses.nextPlace(place);
      const term = clauses.watchedTerm(place);
      if (!isSubset(sets.cells, current, clauses.setOf(term), words)) {
        previous = place;
      } else if (!this.#moveOn(place, previous, pkg)) {
        previous = place;
        if (this.#pending !== NONE) return;
      }
      place = next;
    }
  }

  /** A watched term holds: watches another that does not; false where there is none, and the last one is excluded. */
  #moveOn(place: number, previous: number, pkg: number): boolean {
    const { clauses, trail, sets } = this;
    const clause = place >>> 1;
    const kept = clauses.watchedTerm(place);
    const other = clauses.watchedTerm(place ^ 1);
    const last = clauses.packageOf(other);
    const otherSet = clauses.setOf(other);
    const otherCurrent = trail.current(last);
    const words = trail.words(last);
    if (isDisjoint(sets.cells, otherCurrent, otherSet, words)) return false;
    const end = clauses.endTerm(clause);
    for (let term = clauses.firstTerm(clause); term < end; term += 1) {
      if (term === other || term === kept) continue;
      const candidate = clauses.packageOf(term);
      if (!isSubset(sets.cells, trail.current(candidate), clauses.setOf(term), trail.words(candidate))) {
        clauses.move(place, previous, pkg, term);
        return true;
      }
    }
    if (isSubset(sets.cells, otherCurrent, otherSet, words)) this.#pending = clause;
    else this.#exclude(last, otherSet, clause);
    return false;
  }

  #exclude(pkg: number, set: number, clause: number): void {
    this.trail.exclude(pkg, set, clause);
    this.#enqueue(pkg);
  }

  /** Derives what one clause says, whichever of its terms hold. */
  #apply(clause: number): void {
    const { clauses, trail, sets } = this;
    let open = NONE;
    const end = clauses.endTerm(clause);
    for (let term = clauses.firstTerm(clause); term < end; term += 1) {
      const pkg = clauses.packageOf(term);
      if (isSubset(sets.cells, trail.current(pkg), clauses.setOf(term), trail.words(pkg))) continue;
      if (open !== NONE) return;
      open = term;
    }
    if (open === NONE) {
      this.#pending = clause;
      return;
    }
    const pkg = clauses.packageOf(open);
    const set = clauses.setOf(open);
    if (!isDisjoint(sets.cells, trail.current(pkg), set, trail.words(pkg))) this.#exclude(pkg, set, clause);
  }

  /** Learns from a conflict and goes back to where that says something new; false where nothing is left to take back. */
  #learn(conflict: number): boolean {
    const lesson = this.#learner.learn(conflict);
    this.work += lesson.antecedents.length;
    if (lesson.clause === NONE) {
      this.refutation = lesson.antecedents;
      return false;
    }
    const { clauses, trail } = this;
    const end = clauses.endTerm(lesson.clause);
    for (let term = clauses.firstTerm(lesson.clause); term < end; term += 1) {
      const pkg = clauses.packageOf(term);
      this.#conflicts.set(pkg, this.#conflicts.get(pkg) + 1);
    }
    trail.backTo(lesson.level);
    this.#apply(lesson.clause);
    this.#applyUnits();
    return true;
  }

  /** Says again what was taken back; said before the first choice, it holds for good. */
  #applyUnits(): void {
    const units = this.#units;
    let next = 0;
    for (; next < units.length && this.#pending === NONE; next += 1) this.#apply(units[next] as number);
    if (next > 0 && this.trail.level === 0) units.splice(0, next);
  }
}
