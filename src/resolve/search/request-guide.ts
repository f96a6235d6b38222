import type { Question } from '../model/resolution.ts';
import { MAX_WORK } from '../model/request.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Origin, Requirement } from '../model/requirement.ts';
import { inOrder } from '../table/artifact-entry.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import { EntryNumbers } from '../table/entry-numbers.ts';
import { toNeed } from './facts.ts';
import type { Statement, Target } from './facts.ts';
import { findTarget, isKept } from './find-target.ts';
import type { Guide } from './guide.ts';
import { Ints } from './ints.ts';
import { Preference } from './preference.ts';
import {
  addReleasesThatSay,
  isAlike,
  isEmptyMask,
  isInMask,
  keepOutside,
  oneRelease,
  outsideOf,
  unavailableSets,
} from './release-sets.ts';
import { Search } from './search.ts';
import { addBit } from './sets.ts';

const NO_CLAUSES: readonly number[] = [];
const NO_TARGETS: readonly Target[] = [];

/** Facts of a search, as one request sees the candidates: packages and clauses are made when the search comes to them. */
export class RequestGuide implements Guide {
  readonly search: Search;
  readonly request: ResolveRequest;
  /** By package of the search. */
  readonly entries: ArtifactEntry[] = [];
  /** By clause of the search; learned clauses have none. */
  readonly statements: (Statement | undefined)[] = [];
  /** What must be read before the search goes on. */
  readonly missing = new Set<string>();
  /** What must be answered before the search goes on. */
  question: Question | undefined;
  readonly #table: CandidateTable;
  readonly #packages: EntryNumbers;
  /** By package: where its releases begin in the lists that go by release. */
  readonly #firstRelease = new Ints();
  /** By release: the clauses of what it needs. */
  readonly #expanded: (readonly number[] | undefined)[] = [];
  readonly #targets: (readonly Target[] | undefined)[] = [];
  /** By package: clauses of what its releases need. */
  readonly #clauses: (number[] | undefined)[] = [];
  readonly #preference: Preference;
  /** Names that the search came by beside its packages: of what was moved, or of what no release will do. */
  readonly #others = new Set<string>();

  constructor(request: ResolveRequest, table: CandidateTable, maxWork = request.maxWork ?? MAX_WORK) {
    this.request = request;
    this.#table = table;
    this.#packages = new EntryNumbers(table.size);
    this.search = new Search(this, maxWork);
    this.#preference = new Preference(request, this.search.trail);
  }

  /** Names that the search came to, and those that it found to be moved or missing. */
  consulted(): Set<string> {
    const names = new Set<string>();
    for (const { name } of this.entries) names.add(name);
    for (const name of this.#others) names.add(name);
    return names;
  }

  /** What the dependencies of a release come down to, in their order; nothing for one that was never settled. */
  targetsOf(pkg: number, rank: number): readonly Target[] {
    return this.#targets[this.#firstRelease.get(pkg) + rank] ?? [];
  }

  /** Adds what the root needs; false where something must be read first. */
  require(requirements: readonly Requirement[]): boolean {
    const sorted = inOrder(requirements);
    const targets = sorted.map((requirement) => findTarget(requirement, true, this.request, this.#table));
    for (const target of targets) if (typeof target === 'string') this.missing.add(target);
    if (this.missing.size > 0) return false;
    for (const [index, requirement] of sorted.entries()) {
      const target = targets[index] as Target;
      const pkg = this.#packageFor(target.entry);
      if (target.isMoved) this.#others.add(requirement.artifact);
      this.#preference.markDirect(pkg);
      const clause = this.search.addUnit(pkg, outsideOf(this.search.sets, target, requirement.optional));
      this.statements[clause] = toNeed(undefined, -1, requirement, target);
    }
    return true;
  }

  prefer(pkg: number): number {
    const entry = this.entries[pkg] as ArtifactEntry;
    const rank = this.#preference.prefer(pkg, entry);
    if (rank < 0) this.question = this.#preference.question(pkg, entry);
    return rank;
  }

  urgency(pkg: number, remaining: number): number {
    return this.#preference.urgency(pkg, remaining, this.search.conflictsOf(pkg));
  }

  expand(pkg: number, rank: number): readonly number[] | undefined {
    const release = this.#firstRelease.get(pkg) + rank;
    const known = this.#expanded[release];
    if (known !== undefined) return known;
    const entry = this.entries[pkg] as ArtifactEntry;
    const dependencies = entry.dependencies(rank);
    const targets = this.#targetsFor(dependencies);
    if (targets === undefined) {
      this.#foresee();
      return undefined;
    }
    let clauses = NO_CLAUSES;
    for (let index = 0; index < targets.length; index += 1) {
      const dependency = dependencies[index] as Requirement;
      const clause = this.#clauseFor(pkg, rank, dependency, targets[index] as Target);
      if (clause >= 0) clauses = clauses.length === 0 ? [clause] : [...clauses, clause];
    }
    this.#expanded[release] = clauses;
    this.#targets[release] = targets;
    return clauses;
  }

  #targetsFor(dependencies: readonly Requirement[]): readonly Target[] | undefined {
    if (dependencies.length === 0) return NO_TARGETS;
    const targets = new Array<Target>(dependencies.length);
    let isWhole = true;
    for (let index = 0; index < dependencies.length; index += 1) {
      const target = findTarget(dependencies[index] as Requirement, false, this.request, this.#table);
      if (typeof target === 'string') {
        this.missing.add(target);
        isWhole = false;
      } else targets[index] = target;
    }
    return isWhole ? targets : undefined;
  }

  /** Names all that the preferred releases of the unsettled packages need, so that few batches are read. */
  #foresee(): void {
    const { trail } = this.search;
    for (let index = 0; index < trail.needed.length; index += 1) {
      const pkg = trail.needed.get(index);
      if (trail.isSettled(pkg)) continue;
      const entry = this.entries[pkg] as ArtifactEntry;
      const rank = this.#preference.prefer(pkg, entry);
      if (rank < 0) continue;
      for (const dependency of entry.dependencies(rank)) {
        const target = findTarget(dependency, false, this.request, this.#table);
        if (typeof target === 'string') this.missing.add(target);
      }
    }
  }

  /** A fact was added for one release; now it is said of all releases that say the same. */
  widen(clause: number): void {
    const statement = this.statements[clause];
    if (statement?.kind !== 'needs' || statement.by === undefined || statement.isWide) return;
    statement.isWide = true;
    const { search } = this;
    const { by, requirement, target } = statement;
    const set = search.clauses.setOf(search.clauses.firstTerm(clause));
    addReleasesThatSay(search.sets, set, by, requirement);
    if (target.entry === by) keepOutside(search.sets, set, target);
  }

  #clauseFor(pkg: number, rank: number, requirement: Requirement, target: Target): number {
    const clauses = this.#clauses[pkg] ?? NO_CLAUSES;
    const { search } = this;
    const by = this.entries[pkg] as ArtifactEntry;
    if (target.entry === by && isInMask(target.mask, rank)) {
      this.#others.add(requirement.artifact);
      return -1;
    }
    for (const clause of clauses) {
      const said = this.statements[clause];
      if (said?.kind !== 'needs' || !isAlike(said.requirement, requirement)) continue;
      addBit(search.sets.cells, search.clauses.setOf(search.clauses.firstTerm(clause)), rank + 1);
      return clause;
    }
    const set = oneRelease(search.sets, by, rank);
    if (target.isMoved) this.#others.add(requirement.artifact);
    const clause = this.#addClause(pkg, set, target, requirement.optional);
    if (clauses === NO_CLAUSES) this.#clauses[pkg] = [clause];
    else this.#clauses[pkg]?.push(clause);
    this.statements[clause] = toNeed(by, rank, requirement, target);
    return clause;
  }

  #addClause(pkg: number, set: number, target: Target, isOptional: boolean): number {
    const { search } = this;
    const isImpossible = !isOptional && isEmptyMask(target.mask);
    if (isImpossible || target.entry === this.entries[pkg]) {
      this.#others.add(target.entry.name);
      return search.addUnit(pkg, set);
    }
    const other = this.#packageFor(target.entry);
    return search.addPair(pkg, set, other, outsideOf(search.sets, target, isOptional));
  }

  #packageFor(entry: ArtifactEntry): number {
    const known = this.#packages.get(entry);
    if (known >= 0) return known;
    const pkg = this.search.addPackage(entry.versions.size);
    this.#packages.set(entry, pkg);
    this.entries.push(entry);
    this.#firstRelease.push(this.#expanded.length);
    for (let rank = 0; rank < entry.versions.size; rank += 1) {
      this.#expanded.push(undefined);
      this.#targets.push(undefined);
    }
    this.#clauses.push(undefined);
    this.#preference.addPackage(entry);
    this.#excludeUnavailable(pkg, entry);
    const pin = this.request.pins?.get(entry.name);
    if (pin !== undefined) this.#allowOnly(pkg, entry, pin.version, 'pinned', pin.origin);
    const choice = this.request.choices?.get(entry.name);
    if (choice !== undefined) this.#allowOnly(pkg, entry, choice, 'chosen', undefined);
    return pkg;
  }

  #allowOnly(
    pkg: number,
    entry: ArtifactEntry,
    version: string,
    kind: 'pinned' | 'chosen',
    origin: Origin | undefined,
  ): void {
    const target = { entry, mask: entry.selectVersion(version), range: version, isMoved: false };
    const clause = this.search.addUnit(pkg, outsideOf(this.search.sets, target, true));
    this.statements[clause] = { kind, entry, version, origin };
  }

  #excludeUnavailable(pkg: number, entry: ArtifactEntry): void {
    const kept = isKept(this.request, entry.name) ? this.request.previous?.get(entry.name) : undefined;
    for (const [why, set] of unavailableSets(this.search.sets, entry, kept)) {
      this.statements[this.search.addUnit(pkg, set)] = { kind: 'unavailable', entry, why };
    }
  }
}
