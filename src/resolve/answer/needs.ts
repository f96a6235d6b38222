import type { DependencyCondition, DependencyType } from '../../manifest/index.ts';
import type { Requirement } from '../model/requirement.ts';
import { ALWAYS, bothConditions, withAlternative } from './conditions.ts';
import type { Alternatives } from './conditions.ts';

/** A requirement with the artifact that was chosen for it. */
export interface Edge {
  readonly target: string;
  readonly requirement: Requirement;
}

/** When and what for an artifact is needed. */
export interface Need {
  /** Empty where it is needed always. */
  readonly conditions: readonly DependencyCondition[];
  readonly types: ReadonlySet<DependencyType>;
  readonly isOptional: boolean;
}

interface Reached {
  alternatives: Alternatives;
  readonly types: Set<DependencyType>;
  isOptional: boolean;
}

/**
 * Follows the edges from the root until nothing changes: conditions along a way hold all at once, ways are alternatives.
 * What no way leads to under any condition has no need. Pure.
 */
export function spreadNeeds(
  root: readonly Edge[],
  edges: ReadonlyMap<string, readonly Edge[]>,
): Map<string, Need> {
  const reached = new Map<string, Reached>();
  const queue: string[] = [];
  const queued = new Set<string>();
  const reach = (edge: Edge, from: Reached | undefined): void => {
    if (!spread(edge, from, reached) || queued.has(edge.target)) return;
    queued.add(edge.target);
    queue.push(edge.target);
  };
  for (const edge of root) reach(edge, undefined);
  for (const name of queue) {
    queued.delete(name);
    for (const edge of edges.get(name) ?? []) reach(edge, reached.get(name));
  }
  return new Map(
    [...reached].map(([name, { alternatives, types, isOptional }]) => {
      const isAlways = alternatives.some((condition) => Object.keys(condition).length === 0);
      return [name, { conditions: isAlways ? [] : alternatives, types, isOptional }] as const;
    }),
  );
}

/** Adds what one edge brings; true where that is something new. */
function spread(edge: Edge, from: Reached | undefined, reached: Map<string, Reached>): boolean {
  const { target, requirement } = edge;
  const ways = waysAlong(from?.alternatives ?? ALWAYS, requirement.condition);
  if (ways.length === 0) return false;
  const isOptional = requirement.optional || (from?.isOptional ?? false);
  let known = reached.get(target);
  let isNew = known === undefined;
  if (known === undefined) {
    known = { alternatives: [], types: new Set(), isOptional: true };
    reached.set(target, known);
  }
  for (const way of known.alternatives === ALWAYS ? [] : ways) {
    const next = withAlternative(known.alternatives, way);
    if (next !== known.alternatives) isNew = true;
    known.alternatives = next;
  }
  for (const type of typesAlong(from, requirement.type)) {
    if (known.types.has(type)) continue;
    known.types.add(type);
    isNew = true;
  }
  if (known.isOptional && !isOptional) {
    known.isOptional = false;
    isNew = true;
  }
  return isNew;
}

function waysAlong(ways: Alternatives, condition: DependencyCondition | undefined): Alternatives {
  if (condition === undefined) return ways;
  return ways.flatMap((way) => {
    const both = bothConditions(way, condition);
    return both === undefined ? [] : [both];
  });
}

/** What the root needs for `dev` or `build` it needs all of that for, whatever comes after. */
function typesAlong(from: Reached | undefined, type: DependencyType): readonly DependencyType[] {
  if (from === undefined) return [type];
  return [...from.types].map((own) => (own === 'dev' || own === 'build' ? own : type));
}
