import type { ArtifactGraph } from './artifact-graph.ts';

/** Who needs an artifact, at any distance. */
export interface FoundDependents {
  /** Who needs it itself. */
  readonly direct: number;
  /** Who needs it at any distance; the number counted so far where `isComplete` is false. */
  readonly all: number;
  /** False where counting stopped at the bound. */
  readonly isComplete: boolean;
  /** The nearest first, then the most central. */
  readonly items: readonly { readonly artifact: string; readonly depth: number }[];
}

/** Counting stops here, so that no artifact costs more than this many steps. */
const MAX_DEPENDENTS = 5000;

/** Looks from dependents to their dependents, breadth first; `places` puts those of a depth in order. Pure. */
export function findDependents(
  { artifacts, neededBy }: ArtifactGraph,
  start: number,
  places: readonly number[],
  limit: number,
): FoundDependents {
  const depths = new Map([[start, 0]]);
  const queue = [start];
  for (let at = 0; at < queue.length && depths.size <= MAX_DEPENDENTS; at += 1) {
    const number = queue[at] ?? 0;
    for (const dependent of neededBy[number] ?? []) {
      if (depths.has(dependent)) continue;
      depths.set(dependent, (depths.get(number) ?? 0) + 1);
      queue.push(dependent);
    }
  }
  depths.delete(start);
  const found = [...depths].sort(
    ([left, leftDepth], [right, rightDepth]) =>
      leftDepth - rightDepth || (places[left] ?? 0) - (places[right] ?? 0),
  );
  const direct = neededBy[start]?.length ?? 0;
  const isComplete = found.length < MAX_DEPENDENTS;
  return {
    direct,
    all: isComplete ? found.length : Math.max(direct, MAX_DEPENDENTS),
    isComplete,
    items: found
      .slice(0, limit)
      .map(([number, depth]) => ({ artifact: artifacts[number]?.reference ?? '', depth })),
  };
}
