import {
  explainConflict,
  formatExplanation,
  PreparedUniverse,
  requestFor,
  resolve,
} from '../../src/resolve/index.ts';
import type { ResolveRequest, Strategy, Universe } from '../../src/resolve/index.ts';

export interface Counts {
  readonly artifacts: number;
  readonly releases: number;
  readonly solved: number;
  /** Releases that do not resolve, with their explanations. */
  readonly conflicts: ReadonlyMap<string, string>;
  readonly largest: number;
  /** The largest group of artifacts that need each other, in any resolution. */
  readonly largestCycle: number;
  readonly maxWork: number;
  /** Of each release in turn. */
  readonly timesMs: readonly number[];
}

export interface CountOptions {
  readonly strategy: Strategy;
  /** Whether candidates are taken apart once for all releases (default), or for each anew. */
  readonly isPrepared?: boolean;
  /** Ask for at least the release and below the next major version, as a module that needs it would. */
  readonly isAtLeast?: boolean;
}

/** Resolves every release of a registry by itself. */
export function countResolutions(
  universe: Universe,
  { strategy, isPrepared = true, isAtLeast = false }: CountOptions,
): Counts {
  const prepared = new PreparedUniverse(universe);
  const conflicts = new Map<string, string>();
  const timesMs: number[] = [];
  let [solved, largest, largestCycle, maxWork] = [0, 0, 0, 0];
  for (const { artifact, releases } of universe.values()) {
    for (const { version } of releases) {
      const started = process.cpuUsage();
      const request = isAtLeast ? requestAtLeast(artifact, version) : requestFor(artifact, version);
      const outcome = resolve({ ...request, strategy }, isPrepared ? prepared : universe);
      const { user, system } = process.cpuUsage(started);
      timesMs.push((user + system) / 1000);
      if (outcome.kind === 'solved') {
        const { packages, cycles, work } = outcome.resolution;
        solved += 1;
        largest = Math.max(largest, packages.size);
        maxWork = Math.max(maxWork, work);
        for (const { members } of cycles) largestCycle = Math.max(largestCycle, members.length);
      } else if (outcome.kind === 'conflict') {
        conflicts.set(`${artifact}@${version}`, formatExplanation(explainConflict(outcome.conflict)));
      }
    }
  }
  const releases = timesMs.length;
  return { artifacts: universe.size, releases, solved, conflicts, largest, largestCycle, maxWork, timesMs };
}

function requestAtLeast(artifact: string, version: string): ResolveRequest {
  const range = `>=${version} <${Number(version.split('.')[0]) + 1}.0.0`;
  return {
    name: `${artifact}@${version}`,
    requirements: [{ artifact, range, type: 'runtime', optional: false }],
  };
}
