import { DirectedGraph } from 'graphology';
import { sortedBy } from '../core/index.ts';
import type { DiscoveryArtifact } from './discovery-artifact.ts';

/** Who needs whom. Artifacts are numbered in order of reference. */
export interface ArtifactGraph {
  readonly artifacts: readonly DiscoveryArtifact[];
  readonly numbers: ReadonlyMap<string, number>;
  /** Of each artifact what it needs, rising. */
  readonly needs: readonly (readonly number[])[];
  /** Of each artifact what needs it, rising. */
  readonly neededBy: readonly (readonly number[])[];
}

/** The graph of the artifacts, given in any order; an artifact that needs itself does not. Pure. */
export function toArtifactGraph(given: Iterable<DiscoveryArtifact>): ArtifactGraph {
  const artifacts = sortedBy(given, ({ reference }) => reference);
  const numbers = new Map(artifacts.map(({ reference }, number) => [reference, number]));
  const neededBy = artifacts.map((): number[] => []);
  const needs = artifacts.map((artifact, number) => {
    const found = new Set<number>();
    for (const reference of artifact.needs) {
      const target = numbers.get(reference);
      if (target !== undefined && target !== number) found.add(target);
    }
    for (const target of found) neededBy[target]?.push(number);
    return [...found].sort((left, right) => left - right);
  });
  return { artifacts, numbers, needs, neededBy };
}

/** The same for algorithms of the library. Keys are numbers of artifacts as texts: no name is ever one (ATTACKS X13). */
export function toLibraryGraph({ needs }: ArtifactGraph): DirectedGraph {
  const graph = new DirectedGraph();
  for (let number = 0; number < needs.length; number += 1) graph.addNode(String(number));
  needs.forEach((targets, number) => {
    for (const target of targets) graph.addDirectedEdge(String(number), String(target));
  });
  return graph;
}
