import { HyperError, toOneLine } from '../../core/index.ts';
import type { Lockfile } from '../../lockfile/index.ts';
import type { Operation } from '../operation.ts';
import { restingOnReads } from '../rest-on-reads.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { findPackage, loadLocked } from './load-locked.ts';
import { topsOf } from './lock-tops.ts';

export interface DepsWhyInput extends DepsInput {
  /** What is asked about. */
  readonly artifact: string;
}

export interface DepsWhyData {
  readonly subject: string;
  readonly artifact: string;
  readonly version: string;
  /** A shortest way to it from each thing that the project asks for, the shortest first; the first name is what is asked for. */
  readonly ways: readonly (readonly { readonly artifact: string; readonly version: string }[])[];
  /** What needs it directly, in order of name. */
  readonly neededBy: readonly string[];
  /** Where it is needed; empty: always. */
  readonly conditions: readonly object[];
}

/** Why a package is locked. */
export const depsWhy: Operation<DepsWhyInput, DepsWhyData | null, DepsContext> = restingOnReads({
  id: 'deps.why',
  group: 'discovery',
  summary: 'Show why something is locked',
  async run(context, input) {
    const loaded = await loadLocked(context, input, undefined);
    if (!loaded.ok) return { verdict: 'findings', diagnostics: loaded.diagnostics, data: null };
    const { subject, lockfile } = loaded.value;
    const artifact = findPackage(lockfile, input.artifact);
    const found = artifact === undefined ? undefined : lockfile.packages.get(artifact);
    if (artifact === undefined || found === undefined) {
      throw new HyperError(
        'HYPER_DEPENDENCY_ABSENT',
        `the lock does not hold "${toOneLine(input.artifact)}"`,
        {
          hint: 'hyper deps tree shows what it holds; hyper deps why-not says why a release is not chosen',
        },
      );
    }
    const ways = waysTo(lockfile, artifact).map((way) =>
      way.map((name) => ({ artifact: name, version: lockfile.packages.get(name)?.version ?? '' })),
    );
    const neededBy = [...lockfile.packages]
      .filter(([, { dependencies }]) => dependencies.has(artifact))
      .map(([name]) => name);
    const { version, conditions } = found;
    return {
      verdict: 'pass',
      diagnostics: [],
      data: { subject, artifact, version, ways, neededBy, conditions },
    };
  },
});

/** For each root from which the package is reached, a shortest way. */
function waysTo(lockfile: Lockfile, target: string): readonly (readonly string[])[] {
  const next = stepsTowards(lockfile.packages, target);
  const ways = topsOf(lockfile).flatMap((root) => {
    if (root !== target && !next.has(root)) return [];
    const way = [root];
    for (let at = root; at !== target;) {
      const step = next.get(at);
      if (step === undefined) break;
      way.push(step);
      at = step;
    }
    return [way];
  });
  return ways.sort((left, right) => left.length - right.length);
}

/** For everything that leads to the target, the next package on a shortest way. */
function stepsTowards(packages: Lockfile['packages'], target: string): ReadonlyMap<string, string> {
  const users = new Map<string, string[]>();
  for (const [name, { dependencies }] of packages) {
    for (const needed of dependencies.keys()) users.set(needed, [...(users.get(needed) ?? []), name]);
  }
  const next = new Map<string, string>();
  const queue = [target];
  for (const name of queue) {
    for (const user of users.get(name) ?? []) {
      if (next.has(user) || user === target) continue;
      next.set(user, name);
      queue.push(user);
    }
  }
  return next;
}
