import { canonicalJson, compareText } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import type { DependencyCondition } from '../../manifest/index.ts';

/** What a consumer's machine and project are, for `holdsOn`. */
export interface Platform {
  readonly os: string;
  readonly arch: string;
  /** Left out where there is none. */
  readonly env?: string;
  readonly features: ReadonlySet<string>;
}

/** Beyond this many alternatives an artifact counts as needed always (the format of lockfiles holds no more). */
const MAX_ALTERNATIVES = 64;
const CHOICES = ['os', 'arch', 'env'] as const;

/**
 * Whether a condition holds: of `os`, `arch` and `env` one that is named must be there, of `feature` all (SPEC section
 * 5). Pure.
 */
export function holdsOn(condition: DependencyCondition, platform: Platform): boolean {
  const isIn = CHOICES.every((key) => {
    const named = condition[key];
    const actual = platform[key];
    return named === undefined || (actual !== undefined && named.includes(actual));
  });
  return isIn && (condition.feature ?? []).every((feature) => platform.features.has(feature));
}

/** Both conditions at once; undefined where they cannot hold together. Pure. */
export function bothConditions(
  left: DependencyCondition,
  right: DependencyCondition,
): DependencyCondition | undefined {
  const both: DependencyCondition = {};
  for (const key of CHOICES) {
    const [one, other] = [left[key], right[key]];
    if (one === undefined && other === undefined) continue;
    const shared =
      one === undefined || other === undefined
        ? (one ?? other ?? [])
        : one.filter((name) => other.includes(name));
    if (shared.length === 0) return undefined;
    both[key] = inOrder(shared);
  }
  const features = [...(left.feature ?? []), ...(right.feature ?? [])];
  if (features.length > 0) both.feature = inOrder(features);
  return both;
}

/** Alternatives of conditions, the fewest that say the same: the empty list holds never, `ALWAYS` always. */
export type Alternatives = readonly DependencyCondition[];

export const ALWAYS: Alternatives = [{}];

/** The alternatives with one more: those it covers go, those that differ in one list of names are joined. Pure. */
export function withAlternative(alternatives: Alternatives, added: DependencyCondition): Alternatives {
  if (alternatives === ALWAYS || Object.keys(added).length === 0) return ALWAYS;
  let next = added;
  for (;;) {
    if (alternatives.some((one) => implies(next, one))) return alternatives;
    const joined = firstJoined(alternatives, next);
    if (joined === undefined) break;
    next = joined;
  }
  const kept = [...alternatives.filter((one) => !implies(one, next)), next];
  if (kept.length > MAX_ALTERNATIVES) return ALWAYS;
  return kept.sort((left, right) => compareText(keyOf(left), keyOf(right)));
}

function firstJoined(alternatives: Alternatives, next: DependencyCondition): DependencyCondition | undefined {
  for (const one of alternatives) {
    if (implies(one, next)) continue;
    const joined = join(one, next);
    if (joined !== undefined) return joined;
  }
  return undefined;
}

/** The one condition that holds where either does, if they differ in one of the lists of which one name must hold. */
function join(left: DependencyCondition, right: DependencyCondition): DependencyCondition | undefined {
  for (const key of CHOICES) {
    const [one, other] = [left[key], right[key]];
    if (one === undefined || other === undefined) continue;
    if (keyOf({ ...left, [key]: [] }) !== keyOf({ ...right, [key]: [] })) continue;
    return { ...left, [key]: inOrder([...one, ...other]) };
  }
  return undefined;
}

/** True where the right one holds wherever the left one does. */
function implies(left: DependencyCondition, right: DependencyCondition): boolean {
  const isWithin = CHOICES.every((key) => {
    const [one, other] = [left[key], right[key]];
    return other === undefined || (one?.every((name) => other.includes(name)) ?? false);
  });
  return isWithin && (right.feature ?? []).every((feature) => left.feature?.includes(feature) ?? false);
}

function inOrder(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareText);
}

function keyOf(condition: DependencyCondition): string {
  return canonicalJson(condition as JsonObject);
}
