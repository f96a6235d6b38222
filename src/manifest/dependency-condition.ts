import { canonicalJson, compareText, sortedBy } from '../core/index.ts';
import type { DependencyCondition } from './generated/types.ts';

/** Where something is going to run. What is undefined is not known: every condition on it then holds. */
export interface Platform {
  readonly os?: string;
  readonly arch?: string;
  readonly env?: string;
  /** What is switched on. */
  readonly features?: readonly string[];
}

/** The keys of which a place has exactly one value: the list of a condition gives alternatives. */
const SINGLE = ['os', 'arch', 'env'] as const;

/** More alternatives than these are widened to "always": a lock that is fetched too often is still right. */
const MAX_ALTERNATIVES = 64;

/** Always. */
export const ALWAYS: readonly DependencyCondition[] = [{}];

/** Whether the condition holds there: one of each list of `os`, `arch` and `env`, and every `feature`. Pure. */
export function holds(condition: DependencyCondition, platform: Platform): boolean {
  for (const key of SINGLE) {
    const wanted = condition[key];
    const actual = platform[key];
    if (wanted !== undefined && actual !== undefined && !wanted.includes(actual)) return false;
  }
  const { features } = platform;
  return features === undefined || (condition.feature ?? []).every((feature) => features.includes(feature));
}

/** Whether something with these alternatives is taken there; none of them written means always. Pure. */
export function isNeededOn(conditions: readonly DependencyCondition[], platform: Platform): boolean {
  return conditions.length === 0 || conditions.some((condition) => holds(condition, platform));
}

/** Both at once; undefined where no place has both. Pure. */
export function bothOf(
  left: DependencyCondition,
  right: DependencyCondition | undefined,
): DependencyCondition | undefined {
  if (right === undefined) return left;
  const both: DependencyCondition = {};
  for (const key of SINGLE) {
    const values = intersection(left[key], right[key]);
    if (values?.length === 0) return undefined;
    if (values !== undefined) both[key] = values;
  }
  const features = sortedSet([...(left.feature ?? []), ...(right.feature ?? [])]);
  if (features.length > 0) both.feature = features;
  return both;
}

/** The alternatives in their one shortest order: what another one covers is gone, neighbours are joined. Pure. */
export function simplified(alternatives: readonly DependencyCondition[]): readonly DependencyCondition[] {
  let kept = alternatives.map((one) => bothOf({}, one) ?? {});
  for (;;) {
    const before = kept.length;
    kept = withoutCovered(kept);
    kept = joinNeighbours(kept);
    if (kept.length === before) break;
  }
  if (kept.length > MAX_ALTERNATIVES) return ALWAYS;
  return sortedBy(kept, canonicalOf);
}

/** Where something is needed that these ways lead to through a need with this condition. Pure. */
export function waysAlong(
  ways: readonly DependencyCondition[],
  condition: DependencyCondition | undefined,
): readonly DependencyCondition[] {
  return condition === undefined ? ways : ways.flatMap((way) => bothOf(way, condition) ?? []);
}

/**
 * The ways with more of them, the fewest that say the same; `ALWAYS` where one of them is, and the very same list where the
 * others say nothing new. What a resolution and a lock say of platforms comes from here alone. Pure.
 */
export function joinWays(
  ways: readonly DependencyCondition[],
  more: readonly DependencyCondition[],
): readonly DependencyCondition[] {
  if (ways === ALWAYS || ways === more) return ways;
  if (more.some(isUnconditional)) return ALWAYS;
  const all = simplified([...ways, ...more]);
  if (all.some(isUnconditional)) return ALWAYS;
  const isSame =
    all.length === ways.length && all.every((one, at) => canonicalOf(one) === canonicalOf(ways[at] ?? {}));
  return isSame ? ways : all;
}

function isUnconditional(condition: DependencyCondition): boolean {
  return Object.keys(condition).length === 0;
}

/** Whether everything stated in `weaker` follows from `stronger`. */
function implies(stronger: DependencyCondition, weaker: DependencyCondition): boolean {
  const areWithin = SINGLE.every((key) => {
    const allowed = weaker[key];
    return allowed === undefined || (stronger[key]?.every((value) => allowed.includes(value)) ?? false);
  });
  return areWithin && (weaker.feature ?? []).every((feature) => stronger.feature?.includes(feature) ?? false);
}

function withoutCovered(alternatives: readonly DependencyCondition[]): DependencyCondition[] {
  return alternatives.filter(
    (one, at) =>
      !alternatives.some((other, place) => {
        if (place === at || !implies(one, other)) return false;
        return place < at || !implies(other, one);
      }),
  );
}

/** `os: [linux]` or `os: [darwin]`, all else alike, is `os: [darwin, linux]`. */
function joinNeighbours(alternatives: readonly DependencyCondition[]): DependencyCondition[] {
  for (const key of SINGLE) {
    const byRest = new Map<string, DependencyCondition>();
    for (const one of alternatives) {
      const { [key]: values, ...others } = one;
      const rest = `${values === undefined ? 'any' : 'some'} ${canonicalOf(others)}`;
      const known = byRest.get(rest);
      const joined = values === undefined ? undefined : sortedSet([...(known?.[key] ?? []), ...values]);
      byRest.set(rest, joined === undefined ? one : { ...one, [key]: joined });
    }
    if (byRest.size < alternatives.length) return [...byRest.values()];
  }
  return [...alternatives];
}

function intersection(
  left: readonly string[] | undefined,
  right: readonly string[] | undefined,
): string[] | undefined {
  if (left === undefined) return right === undefined ? undefined : sortedSet(right);
  return sortedSet(right === undefined ? left : left.filter((value) => right.includes(value)));
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compareText);
}

function canonicalOf(condition: DependencyCondition): string {
  return canonicalJson({ ...condition });
}
