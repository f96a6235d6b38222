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
import { outsideOf, releasesThatSay, unavailableSets } from './release-sets.ts';
import { Search } from './search.ts';

/** Facts of a search, as one request sees the candidates: packages and clauses are made when the search comes to them. */
export class RequestGuide implements Guide {
  readonly search: Search;
  readonly request: ResolveRequest;
  /** By package of the search. */
  readonly entries: ArtifactEntry[] = [];
  /** By clause of the search; learned clauses have none. */
  readonly statements = new Map<number, Statement>();
  /** What must be read before the search goes on. */
  readonly missing = new Set<string>();
  /** What must be answered before the search goes on. */
  question: Question | undefined;
  readonly #table: CandidateTable;
  readonly #packages = new Map<string, number>();
  readonly #expanded: (readonly number[] | undefined)[][] = [];
  /** By package: its clauses by what they say. */
  readonly #clauses: Map<string, number>[] = [];
  readonly #preference: Preference;

  constructor(request: ResolveRequest, table: CandidateTable, maxWork = request.maxWork ?? MAX_WORK) {
    this.request = request;
    this.#table = table;
    this.search = new Search(this, maxWork);
    this.#preference = new Preference(request, this.search.trail);
  }

  /** Names that the search came to, and those that it found to be moved. */
  *consulted(): Iterable<string> {
    yield* this.#packages.keys();
    for (const statement of this.statements.values()) {
      if (statement.kind === 'needs') {
        yield statement.requirement.artifact;
        yield statement.target.entry.name;
      }
    }
  }

  packageOf(name: string): number | undefined {
    return this.#packages.get(name);
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
      this.#preference.markDirect(pkg);
      const clause = this.search.addUnit(pkg, outsideOf(this.search.sets, target, requirement.optional));
      this.statements.set(clause, { kind: 'needs', by: undefined, rank: -1, requirement, target });
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
    for (const [index, dependency] of dependencies.entries()) {
      const clause = this.#clauseFor(pkg, rank, dependency, targets[index] as Target);
      if (clause >= 0) clauses.push(clause);
    }
    byRank[rank] = clauses;
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

  #clauseFor(pkg: number, rank: number, requirement: Requirement, target: Target): number {
    const { artifact, tag, range, optional } = requirement;
    const key = `${artifact} ${tag ?? ''} ${range}${optional ? ' optional' : ''}`;
    const byKey = this.#clauses[pkg] as Map<string, number>;
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const by = this.entries[pkg] as ArtifactEntry;
    const set = releasesThatSay(this.search.sets, by, rank, requirement);
    const clause = this.#addClause(pkg, set, target, optional);
    byKey.set(key, clause);
    if (clause >= 0) this.statements.set(clause, { kind: 'needs', by, rank, requirement, target });
    return clause;
  }

  #addClause(pkg: number, set: number, target: Target, isOptional: boolean): number {
    const { search } = this;
    const { cells } = search.sets;
    if (target.entry === this.entries[pkg]) {
      let isEmpty = true;
      for (const [word, mask] of target.mask.entries()) {
        cells[set + word] = (cells[set + word] as number) & ~mask;
        if (cells[set + word] !== 0) isEmpty = false;
      }
      return isEmpty ? -1 : search.addUnit(pkg, set);
    }
    const isImpossible = !isOptional && target.mask.every((word) => word === 0);
    if (isImpossible) return search.addUnit(pkg, set);
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
    this.#clauses.push(new Map());
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
    const target = { entry, mask: entry.selectVersion(version), range: version };
    const clause = this.search.addUnit(pkg, outsideOf(this.search.sets, target, true));
    this.statements.set(clause, { kind, entry, version, origin });
  }

  #excludeUnavailable(pkg: number, entry: ArtifactEntry): void {
    const kept = isKept(this.request, entry.name) ? this.request.previous?.get(entry.name) : undefined;
    for (const [why, set] of unavailableSets(this.search.sets, entry, kept)) {
      this.statements.set(this.search.addUnit(pkg, set), { kind: 'unavailable', entry, why });
    }
  }
}
