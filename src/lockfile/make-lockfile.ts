import { canonicalJson, compareText, invariant, sortedBy } from '../core/index.ts';
import { ALWAYS, joinWays, waysAlong } from '../manifest/index.ts';
import type { DependencyCondition, DependencyType } from '../manifest/index.ts';
import { DEPENDENCY_TYPES } from './lockfile.ts';
import type {
  LockStrategy,
  LockedPackage,
  LockedRegistry,
  LockedRequirement,
  Lockfile,
  ReleaseIdentity,
} from './lockfile.ts';

/** Something that is needed, its name looked up and followed to where the artifact is now. */
export interface Need {
  /** `namespace/name` as in the lock's packages. */
  readonly target: string;
  /** Of versions, as node-semver reads it. */
  readonly range: string;
  readonly type: DependencyType;
  readonly optional: boolean;
  readonly condition?: DependencyCondition;
}

/** A release that was chosen. */
export interface ChosenRelease {
  readonly identity: ReleaseIdentity;
  /** As its manifest says. */
  readonly needs: readonly Need[];
}

/** A resolution on its way to a lock. */
export interface LockInput {
  readonly strategy: LockStrategy;
  readonly registries: readonly LockedRegistry[];
  readonly requirements: readonly LockedRequirement[];
  /** For each requirement what it names, in the same order. */
  readonly needs: readonly Need[];
  /** By `namespace/name`. One that nothing needs is left out of the lock. */
  readonly chosen: ReadonlyMap<string, ChosenRelease>;
}

/** Why a package is there. */
export interface Use {
  readonly conditions: readonly DependencyCondition[];
  readonly types: ReadonlySet<DependencyType>;
  readonly optional: boolean;
}

/** The lock of a resolution: what each package is needed for follows from the needs alone, whoever chose. Pure. */
export function makeLockfile(input: LockInput): Lockfile {
  const uses = findUses(input.needs, input.chosen);
  const packages = new Map<string, LockedPackage>();
  for (const [reference, use] of sortedBy(uses, ([name]) => name)) {
    const release = input.chosen.get(reference);
    invariant(release !== undefined, 'a use is that of a chosen release');
    packages.set(reference, {
      ...release.identity,
      dependencies: lockedDependencies(release, input.chosen),
      conditions: use.conditions === ALWAYS ? [] : use.conditions,
      types: DEPENDENCY_TYPES.filter((type) => use.types.has(type)),
      optional: use.optional,
    });
  }
  return {
    strategy: input.strategy,
    registries: sortedBy(input.registries, ({ name }) => name),
    requirements: [...input.requirements].sort(compareRequirements),
    packages,
  };
}

/** Whether a dependency of a release is followed by those who use it: not what developing or building it needs. */
export function isFollowed({ type }: Pick<Need, 'type'>): boolean {
  return type === 'runtime' || type === 'peer';
}

/**
 * Why each chosen release is needed, told by following the needs from the roots: where (`conditions`), for what
 * (`types`: those of the roots), and whether every way to it is optional. Cycles end, since uses only grow. Pure.
 */
export function findUses(
  roots: readonly Need[],
  chosen: ReadonlyMap<string, ChosenRelease>,
): Map<string, Use> {
  const uses = new Map<string, Use>();
  const queue: string[] = [];
  const reach = (need: Need, from: Use): void => {
    if (!chosen.has(need.target)) return;
    const before = uses.get(need.target);
    const after = joined(before, step(from, need));
    if (after === undefined || after === before) return;
    uses.set(need.target, after);
    queue.push(need.target);
  };
  for (const root of roots) {
    reach(root, { conditions: ALWAYS, types: new Set([root.type]), optional: false });
  }
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const use = uses.get(next);
    if (use === undefined) continue;
    for (const need of chosen.get(next)?.needs ?? []) if (isFollowed(need)) reach(need, use);
  }
  return uses;
}

function step(from: Use, need: Need): Use {
  const conditions = waysAlong(from.conditions, need.condition);
  return { conditions, types: from.types, optional: from.optional || need.optional };
}

/** Undefined where the new use holds nowhere; the same object where it adds nothing. */
function joined(before: Use | undefined, more: Use): Use | undefined {
  if (more.conditions.length === 0) return before;
  if (before === undefined) return { ...more, conditions: joinWays([], more.conditions) };
  const conditions = joinWays(before.conditions, more.conditions);
  const hasTypes = [...more.types].every((type) => before.types.has(type));
  const optional = before.optional && more.optional;
  if (hasTypes && optional === before.optional && conditions === before.conditions) return before;
  return { conditions, types: hasTypes ? before.types : new Set([...before.types, ...more.types]), optional };
}

function lockedDependencies(
  { needs }: ChosenRelease,
  chosen: ReadonlyMap<string, ChosenRelease>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const need of needs) {
    const version = chosen.get(need.target)?.identity.version;
    if (version !== undefined && isFollowed(need)) found.set(need.target, version);
  }
  return isInOrder(found.keys()) ? found : new Map(sortedBy(found, ([name]) => name));
}

function isInOrder(names: Iterable<string>): boolean {
  let last = '';
  for (const name of names) {
    if (name < last) return false;
    last = name;
  }
  return true;
}

/** The order of requirements in a lock. */
export function compareRequirements(left: LockedRequirement, right: LockedRequirement): number {
  return (
    compareText(left.artifact, right.artifact) ||
    compareText(left.type, right.type) ||
    compareText(conditionText(left), conditionText(right)) ||
    compareText(left.registry ?? '', right.registry ?? '')
  );
}

function conditionText({ condition }: LockedRequirement): string {
  return condition === undefined ? '' : canonicalJson({ ...condition });
}
