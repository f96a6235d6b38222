import { toArtifactGraph } from './artifact-graph.ts';
import type { ArtifactGraph } from './artifact-graph.ts';
import { centralityOf } from './centrality.ts';
import type { Centrality } from './centrality.ts';
import type { DiscoveryArtifact } from './discovery-artifact.ts';
import { featuresOf } from './features.ts';
import { findClusters } from './find-clusters.ts';
import type { ArtifactCluster, Clusters } from './find-clusters.ts';
import { DependentsFinder } from './find-dependents.ts';
import type { FoundDependents } from './find-dependents.ts';
import { findPath } from './find-path.ts';
import type { FoundPath } from './find-path.ts';
import { SimilarityFinder } from './find-similar.ts';
import type { SimilarArtifact } from './find-similar.ts';
import { recommend } from './recommend.ts';
import type { Recommendation } from './recommend.ts';

/** What is known of one artifact among the others: `discovery.json` of docs/api.md, key by key. */
export interface ArtifactDiscovery {
  readonly reference: string;
  /** From 0, nothing needs it, to 7. */
  readonly centrality: number;
  /** What it needs itself, in order of name. */
  readonly needs: readonly string[];
  readonly dependents: FoundDependents;
  readonly similar: readonly SimilarArtifact[];
  readonly recommended: readonly Recommendation[];
  /** Null where it is in none. */
  readonly cluster: { readonly name: string; readonly size: number } | null;
}

/** An artifact that much hangs on. */
export interface CentralArtifact {
  readonly artifact: string;
  readonly centrality: number;
  /** Who needs it itself. */
  readonly dependents: number;
}

const SHOWN_DEPENDENTS = 100;
const SHOWN_SIMILAR = 10;

/** The graph of a registry and what follows from it; each part is worked out when it is first asked for. Pure. */
export class Discovery {
  readonly #graph: ArtifactGraph;
  readonly #namedNeeds = new Map<string, readonly string[]>();
  readonly #namedNeededBy = new Map<string, readonly string[]>();
  readonly #learnt = new Map<string, ArtifactDiscovery>();
  #centrality: Centrality | undefined;
  #clusters: Clusters | undefined;
  #similarity: SimilarityFinder | undefined;
  #dependentsFinder: DependentsFinder | undefined;

  constructor(artifacts: Iterable<DiscoveryArtifact>) {
    this.#graph = toArtifactGraph(artifacts);
  }

  get artifactCount(): number {
    return this.#graph.artifacts.length;
  }

  /** How many artifacts need how many others, added up. */
  get edgeCount(): number {
    return this.#graph.needs.reduce((sum, targets) => sum + targets.length, 0);
  }

  /** Takes over what an earlier graph of just these artifacts said of one, so that it need not be worked out. */
  learn(found: ArtifactDiscovery): void {
    this.#learnt.set(found.reference, found);
  }

  /** Everything of an artifact; undefined where there is none. */
  of(reference: string): ArtifactDiscovery | undefined {
    const learnt = this.#learnt.get(reference);
    if (learnt !== undefined) return learnt;
    const number = this.#graph.numbers.get(reference);
    if (number === undefined) return undefined;
    const { levels, places } = this.#ranked();
    const cluster = this.cluster(reference);
    const similar = this.#similar().find(number, SHOWN_SIMILAR);
    return {
      reference,
      centrality: levels[number] ?? 0,
      needs: this.needsOf(reference),
      dependents: this.#dependents().find(number),
      similar,
      recommended: recommend(this.#graph, number, similar, { places, limit: SHOWN_SIMILAR }),
      cluster: cluster === undefined ? null : { name: cluster.name, size: cluster.members.length },
    };
  }

  /** What it needs itself, in order of name; nothing for what is not there. */
  needsOf(reference: string): readonly string[] {
    return this.#namedOnce(this.#namedNeeds, this.#graph.needs, reference);
  }

  /** What needs it itself, in order of name; nothing for what is not there. */
  neededBy(reference: string): readonly string[] {
    return this.#namedOnce(this.#namedNeededBy, this.#graph.neededBy, reference);
  }

  /** From 0, nothing needs it, to 7; 0 for what is not there. */
  centrality(reference: string): number {
    return this.#ranked().levels[this.#graph.numbers.get(reference) ?? -1] ?? 0;
  }

  /** The most central first. */
  central(limit: number): CentralArtifact[] {
    const { levels, order } = this.#ranked();
    return order.slice(0, limit).map((number) => ({
      artifact: this.#graph.artifacts[number]?.reference ?? '',
      centrality: levels[number] ?? 0,
      dependents: this.#graph.neededBy[number]?.length ?? 0,
    }));
  }

  /** The largest first; what needs nothing and is not needed is in none. */
  clusters(): readonly ArtifactCluster[] {
    return this.#clustered().clusters;
  }

  /** The cluster that the artifact is in. */
  cluster(reference: string): ArtifactCluster | undefined {
    return this.#clustered().of.get(this.#graph.numbers.get(reference) ?? -1);
  }

  /** The shortest way between two; undefined where there is none. */
  path(from: string, to: string): FoundPath | undefined {
    const [start, end] = [this.#graph.numbers.get(from), this.#graph.numbers.get(to)];
    return start === undefined || end === undefined ? undefined : findPath(this.#graph, start, end);
  }

  /** Pictures of many releases ask for the same. */
  #namedOnce(
    known: Map<string, readonly string[]>,
    targets: readonly (readonly number[])[],
    reference: string,
  ): readonly string[] {
    let named = known.get(reference);
    if (named !== undefined) return named;
    const numbers = targets[this.#graph.numbers.get(reference) ?? -1] ?? [];
    named = numbers.map((number) => this.#graph.artifacts[number]?.reference ?? '');
    known.set(reference, named);
    return named;
  }

  #ranked(): Centrality {
    this.#centrality ??= centralityOf(this.#graph);
    return this.#centrality;
  }

  #clustered(): Clusters {
    this.#clusters ??= findClusters(this.#graph, this.#ranked());
    return this.#clusters;
  }

  #dependents(): DependentsFinder {
    this.#dependentsFinder ??= new DependentsFinder(this.#graph, this.#ranked(), SHOWN_DEPENDENTS);
    return this.#dependentsFinder;
  }

  #similar(): SimilarityFinder {
    this.#similarity ??= new SimilarityFinder(this.#graph, featuresOf(this.#graph, this.#ranked()));
    return this.#similarity;
  }
}
