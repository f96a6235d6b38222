import { toOneLine } from '../../core/index.ts';
import type { Requirement } from '../model/requirement.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Resolution } from '../model/resolution.ts';

/** One step of a way from the root: who needs what, in which range. */
export interface WhyStep {
  /** Undefined for the root. */
  readonly by: string | undefined;
  readonly artifact: string;
  readonly version: string;
  readonly range: string;
  readonly requirement: Requirement;
}

/** A way from the root to an artifact; the last step leads to it. */
export type Way = readonly WhyStep[];

const MAX_WAYS = 100;

/**
 * Why an artifact is in a resolution: for everything that needs it, the shortest way from the root through that. Short
 * ways first, then in order of name; at most 100. Empty where it is not in the resolution. Pure.
 */
export function why(request: ResolveRequest, resolution: Resolution, artifact: string): readonly Way[] {
  const { packages } = resolution;
  if (!packages.has(artifact)) return [];
  const shortest = shortestWays(request, resolution);
  const ways: Way[] = [];
  for (const step of stepsFromRoot(request, resolution)) if (step.artifact === artifact) ways.push([step]);
  for (const name of packages.keys()) {
    const before = shortest.get(name);
    if (before === undefined || name === artifact) continue;
    if (before.some((step) => step.artifact === artifact)) continue;
    for (const step of stepsFrom(name, resolution)) {
      if (step.artifact === artifact) ways.push([...before, step]);
    }
  }
  return ways.sort((left, right) => left.length - right.length).slice(0, MAX_WAYS);
}

function shortestWays(request: ResolveRequest, resolution: Resolution): Map<string, Way> {
  const ways = new Map<string, Way>();
  const queue: string[] = [];
  const reach = (before: Way, step: WhyStep): void => {
    if (ways.has(step.artifact)) return;
    ways.set(step.artifact, [...before, step]);
    queue.push(step.artifact);
  };
  for (const step of stepsFromRoot(request, resolution)) reach([], step);
  for (const name of queue) {
    for (const step of stepsFrom(name, resolution)) reach(ways.get(name) ?? [], step);
  }
  return ways;
}

function stepsFromRoot({ requirements }: ResolveRequest, { packages, direct }: Resolution): WhyStep[] {
  return steps(undefined, requirements, direct, packages);
}

function stepsFrom(name: string, { packages }: Resolution): WhyStep[] {
  const found = packages.get(name);
  if (found === undefined) return [];
  const followed = found.candidate.dependencies.filter(({ type }) => type === 'runtime' || type === 'peer');
  return steps(name, followed, found.dependencies, packages);
}

function steps(
  by: string | undefined,
  requirements: readonly Requirement[],
  targets: ReadonlyMap<string, string>,
  packages: Resolution['packages'],
): WhyStep[] {
  const found: WhyStep[] = [];
  for (const requirement of requirements) {
    const { artifact, range, tag, exact } = requirement;
    const version = targets.get(artifact);
    if (version === undefined || !packages.has(artifact)) continue;
    const shown = tag === undefined ? (exact ?? range) : `@${tag}`;
    found.push({ by, artifact, version, range: shown, requirement });
  }
  return found.sort((left, right) => (left.artifact < right.artifact ? -1 : 1));
}

/** A way in one line: `the project → a 1.0.0 (^1.0.0) → b 2.0.0 (*)`. Pure. */
export function formatWay(way: Way, name = 'the project'): string {
  const parts = way.map(
    ({ artifact, version, range }) => `${toOneLine(artifact)} ${toOneLine(version)} (${toOneLine(range)})`,
  );
  return [toOneLine(name), ...parts].join(' → ');
}
