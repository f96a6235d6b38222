import { ALWAYS, joinWays, waysAlong } from '../../manifest/index.ts';
import type { DependencyCondition, DependencyType } from '../../manifest/index.ts';
import type { Requirement } from '../model/requirement.ts';

/** A requirement with the artifact that was chosen for it. */
export interface Edge {
  readonly target: string;
  readonly requirement: Requirement;
}

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

interface Reached {
  /** `ALWAYS`, or the fewest that say the same. */
  alternatives: readonly DependencyCondition[];
  /** One bit a type. */
  types: number;
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
      const isAlways = alternatives === ALWAYS;
      const conditions = isAlways ? [] : alternatives;
      return [name, { conditions, types: TYPE_LISTS[types] ?? [], isOptional }] as const;
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
    known = { alternatives: [], types: 0, isOptional: true };
    reached.set(target, known);
  }
  for (const way of known.alternatives === ALWAYS ? [] : ways) {
    const next = joinWays(known.alternatives, [way]);
    if (next !== known.alternatives) isNew = true;
    known.alternatives = next;
  }
  const types = known.types | typesAlong(from, requirement.type);
  if (types !== known.types) isNew = true;
  known.types = types;
  if (known.isOptional && !isOptional) {
    known.isOptional = false;
    isNew = true;
  }
  return isNew;
}

/** What the root needs for `dev` or `build` it needs all of that for, whatever comes after. */
function typesAlong(from: Reached | undefined, type: DependencyType): number {
  const own = 1 << TYPES.indexOf(type);
  if (from === undefined) return own;
  const kept = from.types & ROOT_ONLY;
  return kept === from.types ? kept : kept | own;
}
