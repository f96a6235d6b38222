import { sortedBy } from '../core/index.ts';
import { buildResolution } from './answer/build-resolution.ts';
import type { Conflict } from './model/conflict.ts';
import type { Outcome } from './model/outcome.ts';
import type { ResolveRequest } from './model/request.ts';
import type { Requirement } from './model/requirement.ts';
import type { RequiredBy } from './model/resolution.ts';
import { findTarget } from './search/find-target.ts';
import { solve } from './search/solve.ts';
import type { Solved } from './search/verdict.ts';
import type { ArtifactEntry } from './table/artifact-entry.ts';
import type { CandidateTable } from './table/candidate-table.ts';

/**
 * Resolves in steps: yields the names of artifacts that must be put into the table before it goes on. First all that is
 * needed; then each optional dependency, where it can be met without another version of anything chosen so far.
 * Errors: `HYPER_RESOLVE_BUDGET`.
 */
export function* resolveSteps(
  request: ResolveRequest,
  table: CandidateTable,
): Generator<readonly string[], Outcome, undefined> {
  const first = yield* solve(request, request.requirements, table);
  const { verdict } = first;
  if (verdict.kind === 'question') return verdict;
  if (verdict.kind === 'conflict') {
    return { kind: 'conflict', conflict: toConflict(request, verdict) };
  }
  const { consulted } = first;
  let { chosen, targets, hasOptional } = verdict;
  let { work } = first;
  const tried = new Set<string>();
  const leftOut: RequiredBy[] = [];
  const following = (): RequiredBy | undefined =>
    hasOptional ? nextOptional(request, chosen, tried) : undefined;
  for (let next = following(); next !== undefined; next = following()) {
    const target = yield* read(next, request, table);
    const isHere = chosen.has(target);
    const attempt = isHere ? undefined : yield* tryOptional(request, chosen, next, table);
    for (const name of attempt?.consulted ?? []) consulted.add(name);
    consulted.add(next.requirement.artifact);
    work += attempt?.work ?? 0;
    if (attempt?.verdict.kind === 'question') return attempt.verdict;
    if (attempt?.verdict.kind === 'solved') ({ chosen, targets, hasOptional } = attempt.verdict);
    else if (!isHere) leftOut.push(next);
  }
  for (const name of table.hasRedirects ? [...consulted] : []) {
    const redirect = table.get(name)?.candidates?.redirect;
    if (redirect !== undefined) consulted.add(redirect);
  }
  const resolution = buildResolution(request, table, { chosen, targets, leftOut, consulted, work });
  return { kind: 'solved', resolution };
}

/** The artifact that an optional dependency comes down to. */
function* read(
  { by, requirement }: RequiredBy,
  request: ResolveRequest,
  table: CandidateTable,
): Generator<readonly string[], ArtifactEntry, undefined> {
  for (;;) {
    const target = findTarget(requirement, by === undefined, request, table);
    if (typeof target !== 'string') return target.entry;
    yield [target];
  }
}

/** The first optional dependency, of the root and then in order of name, that was not tried yet; peers are never added. */
function nextOptional(
  { requirements }: ResolveRequest,
  chosen: ReadonlyMap<ArtifactEntry, number>,
  tried: Set<string>,
): RequiredBy | undefined {
  const pick = (by: string | undefined, list: readonly Requirement[]): RequiredBy | undefined => {
    for (const requirement of sortedBy(list, ({ artifact, range }) => `${artifact} ${range}`)) {
      const { artifact, range, tag = '', type, optional } = requirement;
      if (!optional || type === 'peer') continue;
      const key = `${by ?? ''} ${artifact} ${tag} ${range}`;
      if (tried.has(key)) continue;
      tried.add(key);
      return { by, requirement };
    }
    return undefined;
  };
  const direct = requirements.some(({ optional }) => optional) ? pick(undefined, requirements) : undefined;
  if (direct !== undefined) return direct;
  const candidates = [...chosen].filter(([entry, rank]) =>
    entry.dependencies(rank).some(({ optional }) => optional),
  );
  for (const [entry, rank] of sortedBy(candidates, ([{ name }]) => name)) {
    const found = pick(entry.name, entry.dependencies(rank));
    if (found !== undefined) return found;
  }
  return undefined;
}

function* tryOptional(
  request: ResolveRequest,
  chosen: ReadonlyMap<ArtifactEntry, number>,
  { requirement }: RequiredBy,
  table: CandidateTable,
): Generator<readonly string[], Solved, undefined> {
  const fixed = [...chosen].map(([{ name, versions }, rank]): Requirement => {
    const version = versions.texts[rank] ?? '';
    return { artifact: name, range: version, exact: version, type: 'runtime', optional: false };
  });
  const previous = new Map(request.previous);
  for (const { artifact, range } of fixed) previous.set(artifact, range);
  const { update } = request;
  const freed = update === 'all' ? undefined : update;
  const attempt: ResolveRequest = { ...request, previous, update: freed ?? new Set() };
  const wanted = [...request.requirements, ...fixed, { ...requirement, optional: false }];
  return yield* solve(attempt, wanted, table);
}

function toConflict(
  { name }: ResolveRequest,
  { facts, entries }: { readonly facts: Conflict['facts']; readonly entries: readonly ArtifactEntry[] },
): Conflict {
  const versions = new Map(entries.map((entry) => [entry.name, entry.versions.texts] as const));
  const hidden = entries.filter(({ candidates }) => candidates?.isPrivate === true);
  const privateNames = new Set(hidden.map((entry) => entry.name));
  return { name: name ?? 'the project', facts, versions, privateNames };
}
