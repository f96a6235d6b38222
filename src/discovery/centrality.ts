import { pagerank } from './library.ts';
import { toLibraryGraph } from './artifact-graph.ts';
import type { ArtifactGraph } from './artifact-graph.ts';

/** Levels from 0, nothing needs it, to the highest, which few of a large registry have. */
export const CENTRALITY_LEVELS = 8;

const TOLERANCE = 1e-5;
const MAX_ITERATIONS = 300;

export interface Centrality {
  /** Of each artifact, over the mean of all: PageRank over who needs whom. */
  readonly scores: readonly number[];
  /** The same on a coarse scale of doubling, so that one more artifact moves few. */
  readonly levels: readonly number[];
  /** Numbers of artifacts, the most central first. */
  readonly order: readonly number[];
  /** The place of each artifact in the order. */
  readonly places: readonly number[];
}

/** How central each artifact is. Time linear in what needs what. Pure. */
export function centralityOf(graph: ArtifactGraph): Centrality {
  const count = graph.artifacts.length;
  const ranks =
    count === 0
      ? {}
      : pagerank(toLibraryGraph(graph), {
          maxIterations: MAX_ITERATIONS,
          tolerance: TOLERANCE / count,
          getEdgeWeight: null,
        });
  const found = new Map(Object.entries(ranks));
  const scores = graph.artifacts.map(
    (_, number) => Math.round((found.get(String(number)) ?? 0) * count * 1000) / 1000,
  );
  const levels = graph.neededBy.map((dependents, number) => levelOf(dependents.length, scores[number] ?? 0));
  const order = [...graph.artifacts.keys()].sort(
    (left, right) =>
      (levels[right] ?? 0) - (levels[left] ?? 0) ||
      (scores[right] ?? 0) - (scores[left] ?? 0) ||
      left - right,
  );
  const places = new Array<number>(count).fill(0);
  order.forEach((number, place) => (places[number] = place));
  return { scores, levels, order, places };
}

/** Nothing that nobody needs rises above the lowest level, and a single dependent lifts by one at most. */
function levelOf(dependents: number, score: number): number {
  if (dependents === 0) return 0;
  const byScore = 1 + Math.floor(Math.log2(Math.max(1, score)));
  return Math.min(CENTRALITY_LEVELS - 1, byScore, 1 + Math.floor(Math.log2(dependents)));
}
