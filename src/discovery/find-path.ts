import type { ArtifactGraph } from './artifact-graph.ts';

/** The shortest way between two artifacts. */
export interface FoundPath {
  /** `needs`: each step needs the next one. `needed-by`: each step is needed by the next one. */
  readonly direction: 'needs' | 'needed-by';
  /** References, both ends among them. */
  readonly steps: readonly string[];
}

/** The shortest way along what needs what, else the other way round; of several the first by name. Undefined: none. Pure. */
export function findPath(
  { artifacts, needs, neededBy }: ArtifactGraph,
  from: number,
  to: number,
): FoundPath | undefined {
  const name = (numbers: readonly number[]): string[] =>
    numbers.map((number) => artifacts[number]?.reference ?? '');
  const down = shortest(needs, from, to);
  if (down !== undefined) return { direction: 'needs', steps: name(down) };
  const up = shortest(neededBy, from, to);
  return up === undefined ? undefined : { direction: 'needed-by', steps: name(up) };
}

function shortest(edges: readonly (readonly number[])[], from: number, to: number): number[] | undefined {
  const cameFrom = new Map([[from, from]]);
  const queue = [from];
  for (let at = 0; at < queue.length && !cameFrom.has(to); at += 1) {
    const number = queue[at] ?? 0;
    for (const next of edges[number] ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, number);
      queue.push(next);
    }
  }
  if (!cameFrom.has(to)) return undefined;
  const steps = [to];
  while (steps[0] !== from) steps.unshift(cameFrom.get(steps[0] ?? from) ?? from);
  return steps;
}
