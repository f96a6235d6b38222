import type { Question } from '../model/resolution.ts';
import { MAX_WORK } from '../model/request.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Origin, Requirement } from '../model/requirement.ts';
import { inOrder } from '../table/artifact-entry.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import type { Statement, Target } from './facts.ts';
import { findTarget, isKept } from './find-target.ts';
import type { Guide } from './guide.ts';
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
  readonly #packages = new Map<string, number>();
  readonly #expanded: (readonly number[] | undefined)[][] = [];
  readonly #targets: (readonly Target[] | undefined)[][] = [];
  /** By package: clauses of what its releases need. */
  readonly #clauses: number[][] = [];
  readonly #preference: Preference;
  readonly #isWide = new Set<number>();
  /** Names that the search came by beside its packages: of what was moved, or of what no release will do. */
  readonly #others = new Set<string>();

  constructor(request: ResolveRequest, table: CandidateTable, maxWork = request.maxWork ?? MAX_WORK) {
    this.request = request;
    this.#table = table;
    this.search = new Search(this, maxWork);
    this.#preference = new Preference(request, this.search.trail);
  }

  /** Names that the search came to, and those that it found to be moved or missing. */
  consulted(): Set<string> {
    const names = new Set(this.#packages.keys());
    for (const name of this.#others) names.add(name);
    return names;
  }

  /** What the dependencies of a release come down to, in their order; nothing for one that was never settled. */
  targetsOf(pkg: number, rank: number): readonly Target[] {
    return this.#targets[pkg]?.[rank] ?? [];
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
      this.statements[clause] = { kind: 'needs', by: undefined, rank: -1, requirement, target };
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
    const byRank = this.#expanded[pkg] as (readonly number[] | undefined)[];
    const known = byRank[rank];
    if (known !== undefined) return known;
    const entry = this.entries[pkg] as ArtifactEntry;
    const dependencies = entry.dependencies(rank);
    const targets: Target[] = [];
    for (const dependency of dependencies) {
      const target = findTarget(dependency, false, this.request, this.#table);
      if (typeof target === 'string') this.missing.add(target);
      else targets.push(target);
    }
    if (targets.length < dependencies.length) {
      this.#foresee();
      return undefined;
    }
    const clauses: number[] = [];
    for (let index = 0; index < targets.length; index += 1) {
      const dependency = dependencies[index] as Requirement;
      const clause = this.#clauseFor(pkg, rank, dependency, targets[index] as Target);
      if (clause >= 0) clauses.push(clause);
    }
    byRank[rank] = clauses;
    (this.#targets[pkg] as (readonly Target[])[])[rank] = targets;
    return clauses;
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
    if (statement?.kind !== 'needs' || statement.by === undefined || this.#isWide.has(clause)) return;
    this.#isWide.add(clause);
    const { search } = this;
    const { by, requirement, target } = statement;
    const set = search.clauses.setOf(search.clauses.firstTerm(clause));
    addReleasesThatSay(search.sets, set, by, requirement);
    if (target.entry === by) keepOutside(search.sets, set, target);
  }

  #clauseFor(pkg: number, rank: number, requirement: Requirement, target: Target): number {
    const clauses = this.#clauses[pkg] as number[];
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
    clauses.push(clause);
    this.statements[clause] = { kind: 'needs', by, rank, requirement, target };
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
    const known = this.#packages.get(entry.name);
    if (known !== undefined) return known;
    const pkg = this.search.addPackage(entry.versions.size);
    this.#packages.set(entry.name, pkg);
    this.entries.push(entry);
    this.#expanded.push([]);
    this.#targets.push([]);
    this.#clauses.push([]);
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
