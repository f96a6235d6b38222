import { ALWAYS, joinWays, waysAlong } from '../../manifest/index.ts';
import type { DependencyCondition, DependencyType } from '../../manifest/index.ts';
import type { Requirement } from '../model/requirement.ts';
import type { AnswerGraph } from './answer-graph.ts';

/** When and what for an artifact is needed. */
export interface Need {
  /** Empty where it is needed always. */
  readonly conditions: readonly DependencyCondition[];
  /** In the order `runtime dev build peer`. */
  readonly types: readonly DependencyType[];
  readonly isOptional: boolean;
}

const TYPES: readonly DependencyType[] = ['runtime', 'dev', 'build', 'peer'];
const ROOT_ONLY = 0b0110;
/** By bits: the types that they stand for. */
const TYPE_LISTS: readonly (readonly DependencyType[])[] = Array.from({ length: 16 }, (_, bits) =>
  TYPES.filter((_type, index) => ((bits >>> index) & 1) === 1),
);
const NO_CONDITIONS: readonly DependencyCondition[] = [];

interface Reached {
  /** `ALWAYS`, or the fewest that say the same. */
  alternatives: readonly DependencyCondition[];
  /** One bit a type. */
  types: number;
  isOptional: boolean;
}

/**
 * Follows the edges from the root until nothing changes: conditions along a way hold all at once, ways are alternatives.
 * By place; what no way leads to under any condition has no need. Pure.
 */
export function spreadNeeds({ entries, starts, targets, requirements }: AnswerGraph): (Need | undefined)[] {
  const root = entries.length;
  const reached: (Reached | undefined)[] = entries.map(() => undefined);
  const isQueued = new Uint8Array(root);
  const queue = [root];
  for (let next = 0; next < queue.length; next += 1) {
    const place = queue[next] as number;
    if (place < root) isQueued[place] = 0;
    const end = starts[place + 1] as number;
    for (let edge = starts[place] as number; edge < end; edge += 1) {
      const target = targets[edge] as number;
      const isNew = spread(requirements[edge] as Requirement, reached[place], target, reached);
      if (!isNew || isQueued[target] === 1) continue;
      isQueued[target] = 1;
      queue.push(target);
    }
  }
  return reached.map((one) => (one === undefined ? undefined : toNeed(one)));
}

function toNeed({ alternatives, types, isOptional }: Reached): Need {
  const conditions = alternatives === ALWAYS ? NO_CONDITIONS : alternatives;
  return { conditions, types: TYPE_LISTS[types] ?? [], isOptional };
}

/** Adds what one edge brings; true where that is something new. */
function spread(
  requirement: Requirement,
  from: Reached | undefined,
  target: number,
  reached: (Reached | undefined)[],
): boolean {
  const ways = waysAlong(from?.alternatives ?? ALWAYS, requirement.condition);
  if (ways.length === 0) return false;
  const isOptional = requirement.optional || (from?.isOptional ?? false);
  const types = typesAlong(from, requirement.type);
  const known = reached[target];
  if (known === undefined) {
    const alternatives = ways === ALWAYS ? ways : joinAll([], ways);
    reached[target] = { alternatives, types, isOptional };
    return true;
  }
  const alternatives = known.alternatives === ALWAYS ? ALWAYS : joinAll(known.alternatives, ways);
  const all = known.types | types;
  const isNew =
    alternatives !== known.alternatives || all !== known.types || (known.isOptional && !isOptional);
  known.alternatives = alternatives;
  known.types = all;
  if (!isOptional) known.isOptional = false;
  return isNew;
}

function joinAll(
  alternatives: readonly DependencyCondition[],
  ways: readonly DependencyCondition[],
): readonly DependencyCondition[] {
  let joined = alternatives;
  for (const way of ways) joined = joinWays(joined, [way]);
  return joined;
}

/** What the root needs for `dev` or `build` it needs all of that for, whatever comes after. */
function typesAlong(from: Reached | undefined, type: DependencyType): number {
  const own = 1 << TYPES.indexOf(type);
  if (from === undefined) return own;
  const kept = from.types & ROOT_ONLY;
  return kept === from.types ? kept : kept | own;
}
