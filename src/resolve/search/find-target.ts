import type { ResolveRequest } from '../model/request.ts';
import type { Requirement } from '../model/requirement.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import type { Target } from './facts.ts';

/** Whether a release of the resolution so far keeps its place. */
export function isKept(request: ResolveRequest, artifact: string): boolean {
  const { previous, update } = request;
  if (previous?.has(artifact) !== true || update === 'all') return false;
  return update?.has(artifact) !== true;
}

/**
 * What a requirement comes down to. An artifact that was moved gives way to the one it was moved to where that has a
 * release that will do and is not moved itself, unless the resolution so far keeps the old one. Or the name of what
 * must be read first.
 */
export function findTarget(
  requirement: Requirement,
  isRoot: boolean,
  request: ResolveRequest,
  table: CandidateTable,
): Target | string {
  const entry = table.get(requirement.artifact);
  if (entry === undefined) return requirement.artifact;
  const redirect = entry.candidates?.redirect;
  if (redirect === undefined || isKept(request, entry.name)) {
    return toTarget(entry, requirement, isRoot, request, false);
  }
  const moved = table.get(redirect);
  if (moved === undefined) return redirect;
  const target = toTarget(moved, requirement, isRoot, request, true);
  const isEnd = moved.candidates !== undefined && moved.candidates.redirect === undefined;
  return isEnd && hasChoice(target) ? target : toTarget(entry, requirement, isRoot, request, false);
}

function toTarget(
  entry: ArtifactEntry,
  requirement: Requirement,
  isRoot: boolean,
  request: ResolveRequest,
  isMoved: boolean,
): Target {
  const override = isRoot ? undefined : request.overrides?.get(entry.name);
  if (override !== undefined) {
    const { range, origin } = override;
    return { entry, mask: entry.selectRange(range), range, isMoved, override: origin ?? { path: '' } };
  }
  const { range } = requirement;
  return { entry, mask: entry.select(requirement, range), range, isMoved, override: undefined };
}

function hasChoice({ entry, mask }: Target): boolean {
  return entry.lowestOf(mask) >= 0;
}
