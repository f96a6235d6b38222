import type { ArtifactGraph } from './artifact-graph.ts';
import { FEATURE_KINDS, weightOf } from './features.ts';
import type { FeatureKind, Features } from './features.ts';

/** An artifact that has much in common with another. */
export interface SimilarArtifact {
  readonly artifact: string;
  /** From 0, nothing in common, to 1, in steps of a hundredth. */
  readonly score: number;
  /** What they have in common, the largest share first; the shares add up to about 1. */
  readonly reasons: readonly {
    readonly kind: FeatureKind;
    readonly share: number;
    /** The rarest of it first, at most eight. */
    readonly common: readonly string[];
  }[];
}

const MAX_PROBED_FEATURES = 24;
const MAX_CANDIDATES = 40;
const MAX_COMMON = 8;
const MIN_SCORE = 0.05;

/** Finds what is alike; work for each artifact is bounded by a constant, whatever there is. */
export class SimilarityFinder {
  readonly #graph: ArtifactGraph;
  readonly #features: Features;
  readonly #sums: Float64Array;

  constructor(graph: ArtifactGraph, features: Features) {
    this.#graph = graph;
    this.#features = features;
    this.#sums = new Float64Array(graph.artifacts.length);
  }

  /** The most similar first, then by name. */
  find(number: number, limit: number): SimilarArtifact[] {
    const found = this.#candidates(number)
      .map((other) => this.#compare(number, other))
      .filter(({ score }) => score >= MIN_SCORE)
      .sort((left, right) => right.score - left.score || (left.artifact < right.artifact ? -1 : 1));
    return found.slice(0, limit);
  }

  /** Those that share the rarest features. */
  #candidates(number: number): number[] {
    const { counts, holders, of } = this.#features;
    const rarest = (of[number] ?? [])
      .flat()
      .filter((feature) => (counts[feature] ?? 0) > 1)
      .sort((left, right) => (counts[left] ?? 0) - (counts[right] ?? 0) || left - right)
      .slice(0, MAX_PROBED_FEATURES);
    const touched: number[] = [];
    for (const feature of rarest) {
      const weight = weightOf(this.#features, feature);
      for (const other of holders[feature] ?? []) {
        if (other === number) continue;
        if (this.#sums[other] === 0) touched.push(other);
        this.#sums[other] = (this.#sums[other] ?? 0) + weight;
      }
    }
    touched.sort((left, right) => (this.#sums[right] ?? 0) - (this.#sums[left] ?? 0) || left - right);
    for (const other of touched) this.#sums[other] = 0;
    return touched.slice(0, MAX_CANDIDATES);
  }

  #compare(number: number, other: number): SimilarArtifact {
    let possible = 0;
    let total = 0;
    const parts: { kind: FeatureKind; part: number; common: number[] }[] = [];
    FEATURE_KINDS.forEach(({ kind, weight }, at) => {
      const own = this.#features.of[number]?.[at] ?? [];
      const others = this.#features.of[other]?.[at] ?? [];
      if (own.length === 0 && others.length === 0) return;
      possible += weight;
      const { overlap, common } = this.#overlap(own, others);
      if (common.length === 0) return;
      total += weight * overlap;
      parts.push({ kind, part: weight * overlap, common });
    });
    parts.sort((left, right) => right.part - left.part);
    return {
      artifact: this.#graph.artifacts[other]?.reference ?? '',
      score: possible === 0 ? 0 : rounded(total / possible),
      reasons: parts.map(({ kind, part, common }) => ({
        kind,
        share: rounded(part / total),
        common: this.#namesOf(common),
      })),
    };
  }

  /** The weight of what both have over the weight of what either has. */
  #overlap(left: readonly number[], right: readonly number[]): { overlap: number; common: number[] } {
    const common: number[] = [];
    let shared = 0;
    let all = 0;
    for (const feature of right) all += weightOf(this.#features, feature);
    const others = new Set(right);
    for (const feature of left) {
      const weight = weightOf(this.#features, feature);
      if (!others.has(feature)) {
        all += weight;
        continue;
      }
      shared += weight;
      common.push(feature);
    }
    return { overlap: all === 0 ? 0 : shared / all, common };
  }

  #namesOf(common: readonly number[]): string[] {
    const { counts, names } = this.#features;
    return common
      .map((feature) => ({ name: names[feature] ?? '', count: counts[feature] ?? 0 }))
      .sort((left, right) => left.count - right.count || (left.name < right.name ? -1 : 1))
      .slice(0, MAX_COMMON)
      .map(({ name }) => name);
  }
}

/** In steps of a hundredth, so that small changes elsewhere change nothing here. Pure. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
