import { MAX_WORK } from '../model/request.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Requirement } from '../model/requirement.ts';
import { inOrder } from '../table/artifact-entry.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import { exhausted } from './exhausted.ts';
import type { Target } from './facts.ts';
import { FirstChoice } from './first-choice.ts';
import { findTarget } from './find-target.ts';
import { isInMask } from './release-sets.ts';
import type { Solved } from './verdict.ts';

/** A release whose needs are looked at; the root where `entry` is undefined. */
interface Item {
  readonly entry: ArtifactEntry | undefined;
  readonly requirements: readonly Requirement[];
  targets: readonly Target[] | undefined;
}

/**
 * The answer where nothing has to be weighed: of every artifact, all that need it would take the same release first.
 * Whatever order a search settles artifacts in, it then tries just these releases and meets no contradiction, so that this
 * is its answer too; undefined where a search has to say. Yields names to be read, as `solve` does. Errors: `HYPER_RESOLVE_BUDGET`.
 */
export function* settleDirectly(
  request: ResolveRequest,
  requirements: readonly Requirement[],
  table: CandidateTable,
): Generator<readonly string[], Solved | undefined, undefined> {
  const { maxWork = MAX_WORK } = request;
  const first = FirstChoice.of(request);
  if (first === undefined) return undefined;
  const consulted = new Set<string>();
  const chosen = new Map<ArtifactEntry, number>();
  const targets = new Map<ArtifactEntry, readonly Target[]>();
  const loose: Target[] = [];
  let hasOptional = false;
  let work = 0;
  let wave: Item[] = [{ entry: undefined, requirements: inOrder(requirements), targets: undefined }];
  while (wave.length > 0) {
    const missing = readTargets(wave, request, table);
    if (missing.length > 0) {
      yield missing;
      continue;
    }
    const next: Item[] = [];
    for (const item of wave) {
      const found = item.targets ?? [];
      if (item.entry !== undefined) targets.set(item.entry, found);
      for (let index = 0; index < found.length; index += 1) {
        const requirement = item.requirements[index] as Requirement;
        const target = found[index] as Target;
        const { entry } = target;
        work += 1;
        if (target.isMoved) consulted.add(requirement.artifact);
        if (requirement.optional || entry === item.entry) {
          if (requirement.optional) hasOptional = true;
          consulted.add(entry.name);
          loose.push(target);
          continue;
        }
        const rank = first.of(target);
        const known = chosen.get(entry);
        if (rank < 0 || (known !== undefined && known !== rank)) return undefined;
        if (known !== undefined) continue;
        consulted.add(entry.name);
        chosen.set(entry, rank);
        next.push({ entry, requirements: entry.dependencies(rank), targets: undefined });
      }
    }
    if (work > maxWork) throw exhausted(maxWork);
    wave = next;
  }
  for (const { entry, mask } of loose) {
    const rank = chosen.get(entry);
    if (rank !== undefined && !isInMask(mask, rank)) return undefined;
  }
  return { verdict: { kind: 'solved', chosen, targets, hasOptional }, consulted, work };
}

/** Finds what each need of the wave comes down to; gives the names that must be read before that can be told. */
function readTargets(wave: readonly Item[], request: ResolveRequest, table: CandidateTable): string[] {
  const missing = new Set<string>();
  for (const item of wave) {
    if (item.targets !== undefined) continue;
    const { requirements } = item;
    const found: Target[] = [];
    for (let index = 0; index < requirements.length; index += 1) {
      const target = findTarget(requirements[index] as Requirement, item.entry === undefined, request, table);
      if (typeof target === 'string') missing.add(target);
      else found.push(target);
    }
    if (found.length === requirements.length) item.targets = found;
  }
  return [...missing];
}
