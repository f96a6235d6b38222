import type { Fact, ReleaseSet } from '../model/conflict.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Requirement } from '../model/requirement.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { Target } from './facts.ts';
import { RequestGuide } from './request-guide.ts';
import { lowestRank } from './sets.ts';
import { settleDirectly } from './settle-directly.ts';
import type { Solved, Verdict } from './verdict.ts';

/**
 * Finds one release of everything that is needed: directly where nothing has to be weighed, otherwise by search. Yields
 * the names of artifacts that must be put into the table before it goes on. Errors: `HYPER_RESOLVE_BUDGET`.
 */
export function* solve(
  request: ResolveRequest,
  requirements: readonly Requirement[],
  table: CandidateTable,
): Generator<readonly string[], Solved, undefined> {
  return (
    (yield* settleDirectly(request, requirements, table)) ?? (yield* searchFor(request, requirements, table))
  );
}

/** As `solve`, always by search. */
export function* searchFor(
  request: ResolveRequest,
  requirements: readonly Requirement[],
  table: CandidateTable,
): Generator<readonly string[], Solved, undefined> {
  const guide = new RequestGuide(request, table);
  const { search, missing } = guide;
  while (!guide.require(requirements)) yield take(missing);
  for (;;) {
    const status = search.run();
    const { work } = search;
    const { question } = guide;
    if (status === 'waiting' && question === undefined) {
      yield take(missing);
      continue;
    }
    const consulted = guide.consulted();
    if (status === 'waiting' && question !== undefined) {
      return { verdict: { kind: 'question', question }, consulted, work };
    }
    if (status === 'solved') return { verdict: toSolution(guide, requirements), consulted, work };
    return { verdict: toConflict(guide), consulted, work };
  }
}

function take(missing: Set<string>): readonly string[] {
  const names = [...missing];
  missing.clear();
  return names;
}

function toSolution(guide: RequestGuide, requirements: readonly Requirement[]): Verdict {
  const { entries, search } = guide;
  const chosen = new Map<ArtifactEntry, number>();
  const targets = new Map<ArtifactEntry, readonly Target[]>();
  const { trail, sets } = search;
  let hasOptional = requirements.some(({ optional }) => optional);
  for (let index = 0; index < trail.needed.length; index += 1) {
    const pkg = trail.needed.get(index);
    const entry = entries[pkg] as ArtifactEntry;
    const rank = lowestRank(sets.cells, trail.current(pkg), trail.words(pkg));
    chosen.set(entry, rank);
    targets.set(entry, guide.targetsOf(pkg, rank));
    for (const { optional } of entry.dependencies(rank)) if (optional) hasOptional = true;
  }
  return { kind: 'solved', chosen, targets, hasOptional };
}

function toConflict(guide: RequestGuide): Verdict {
  const { clauses } = guide.search;
  const seen = new Set<number>();
  const waiting = [...guide.search.refutation];
  const facts: Fact[] = [];
  for (let clause = waiting.pop(); clause !== undefined; clause = waiting.pop()) {
    if (seen.has(clause)) continue;
    seen.add(clause);
    waiting.push(...(clauses.antecedents(clause) ?? []));
  }
  for (const clause of [...seen].sort((left, right) => left - right)) {
    const fact = toFact(guide, clause);
    if (fact !== undefined) facts.push(fact);
  }
  return { kind: 'conflict', facts, entries: [...entriesOf(guide, facts)] };
}

/** The artifacts that the facts name, those of which no release would do among them. */
function entriesOf(guide: RequestGuide, facts: readonly Fact[]): Set<ArtifactEntry> {
  const named = new Set(facts.flatMap((fact) => fact.terms.map(({ artifact }) => artifact)));
  for (const fact of facts) if (fact.kind === 'needs') named.add(fact.target).add(fact.requirement.artifact);
  const entries = new Set(guide.entries.filter(({ name }) => named.has(name)));
  for (const statement of guide.statements) {
    if (statement?.kind === 'needs' && named.has(statement.target.entry.name))
      entries.add(statement.target.entry);
  }
  return entries;
}

function toFact(guide: RequestGuide, clause: number): Fact | undefined {
  const statement = guide.statements[clause];
  if (statement === undefined) return undefined;
  const terms = termsOf(guide, clause);
  switch (statement.kind) {
    case 'needs': {
      const { by, rank, requirement, target } = statement;
      const path = by?.release(rank).path;
      const own = path === undefined ? undefined : { path, ...pointerOf(requirement) };
      const origin = requirement.origin ?? own;
      return {
        kind: 'needs',
        terms,
        by: by?.name,
        requirement,
        target: target.entry.name,
        range: target.range,
        ...(target.override === undefined ? {} : { override: target.override }),
        ...(origin === undefined ? {} : { origin }),
      };
    }
    case 'unavailable':
      return { kind: 'unavailable', terms, artifact: statement.entry.name, why: statement.why };
    case 'pinned': {
      const { entry, version, origin } = statement;
      const base = { kind: 'pinned' as const, terms, artifact: entry.name, version };
      return origin === undefined ? base : { ...base, origin };
    }
    case 'chosen':
      return { kind: 'chosen', terms, artifact: statement.entry.name, version: statement.version };
  }
}

function pointerOf({ pointer }: Requirement): Pick<Requirement, 'pointer'> {
  return pointer === undefined ? {} : { pointer };
}

function termsOf({ search, entries }: RequestGuide, clause: number): ReleaseSet[] {
  const { clauses, sets } = search;
  const terms: ReleaseSet[] = [];
  for (let term = clauses.firstTerm(clause); term < clauses.endTerm(clause); term += 1) {
    const { name, words } = entries[clauses.packageOf(term)] as ArtifactEntry;
    const set = clauses.setOf(term);
    terms.push({ artifact: name, bits: sets.cells.slice(set, set + words) });
  }
  return terms;
}
