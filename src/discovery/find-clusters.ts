import { UndirectedGraph } from 'graphology';
import type { ArtifactGraph } from './artifact-graph.ts';
import type { Centrality } from './centrality.ts';
import { louvain } from './library.ts';

/** Artifacts that need each other more than they need others. */
export interface ArtifactCluster {
  /** The reference of its most central member. */
  readonly name: string;
  /** References, the most central first. */
  readonly members: readonly string[];
}

/** The clusters of at least two, the largest first, and of each artifact which one it is in. */
export interface Clusters {
  readonly clusters: readonly ArtifactCluster[];
  readonly of: ReadonlyMap<number, ArtifactCluster>;
}

/** The seed of what the algorithm calls chance: the same graph gives the same clusters. */
const SEED = 0x9e3779b9;

/**
 * Parts the graph by Louvain's method, whichever way something is needed. What many need ties little: the weight of an
 * edge falls with the number of dependents. Pure.
 */
export function findClusters(graph: ArtifactGraph, { order }: Centrality): Clusters {
  const groups = new Map<number, number[]>();
  const communities = communitiesOf(graph);
  for (const number of order) {
    const community = communities.get(String(number));
    if (community === undefined) continue;
    const group = groups.get(community) ?? [];
    group.push(number);
    groups.set(community, group);
  }
  const named = [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({
      group,
      cluster: toCluster(group.map((number) => graph.artifacts[number]?.reference ?? '')),
    }))
    .sort(
      (left, right) =>
        right.group.length - left.group.length || (left.cluster.name < right.cluster.name ? -1 : 1),
    );
  const of = new Map<number, ArtifactCluster>();
  for (const { group, cluster } of named) for (const number of group) of.set(number, cluster);
  return { clusters: named.map(({ cluster }) => cluster), of };
}

function toCluster(members: readonly string[]): ArtifactCluster {
  return { name: members[0] ?? '', members };
}

function communitiesOf({ needs, neededBy }: ArtifactGraph): Map<string, number> {
  const tied = new UndirectedGraph();
  needs.forEach((targets, number) => {
    for (const target of targets) {
      const weight = 1 / Math.log2(2 + (neededBy[target]?.length ?? 0));
      tied.mergeNode(String(number));
      tied.mergeNode(String(target));
      if (!tied.hasEdge(String(number), String(target))) {
        tied.addUndirectedEdge(String(number), String(target), { weight });
      }
    }
  });
  if (tied.size === 0) return new Map();
  return new Map(Object.entries(louvain(tied, { getEdgeWeight: 'weight', rng: randomFrom(SEED) })));
}

/** Evenly spread numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
