import type { ArtifactGraph } from './artifact-graph.ts';
import { FEATURE_KINDS } from './features.ts';
import type { FeatureKind, Features } from './features.ts';
import { SmallestNumbers } from './smallest-numbers.ts';

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

/** Two numbers in one, to be put in order at once: the first times this, and the second, which is less than this. */
const PLACE = 2 ** 26;

/** Finds what is alike; work for each artifact is bounded by a constant, whatever there is. */
export class SimilarityFinder {
  readonly #graph: ArtifactGraph;
  readonly #features: Features;
  readonly #sums: Float64Array;
  readonly #rarest = new SmallestNumbers(MAX_PROBED_FEATURES);
  readonly #nearest = new SmallestNumbers(MAX_CANDIDATES);
  /** Of each feature, whether the artifact that is looked at has it. */
  readonly #isOwn: Uint8Array;

  constructor(graph: ArtifactGraph, features: Features) {
    this.#graph = graph;
    this.#features = features;
    this.#sums = new Float64Array(graph.artifacts.length);
    this.#isOwn = new Uint8Array(features.names.length);
  }

  /** The most similar first, then by name. */
  find(number: number, limit: number): SimilarArtifact[] {
    const own = this.#features.of[number] ?? [];
    for (const features of own) for (const feature of features) this.#isOwn[feature] = 1;
    const found = this.#candidates(number)
      .map((other) => ({ other, score: rounded(this.#score(number, other)) }))
      .filter(({ score }) => score >= MIN_SCORE)
      // Numbers are in order of name.
      .sort((left, right) => right.score - left.score || left.other - right.other)
      .slice(0, limit)
      .map(({ other, score }) => this.#explained(number, other, score));
    for (const features of own) for (const feature of features) this.#isOwn[feature] = 0;
    return found;
  }

  /** Those that share the rarest features. */
  #candidates(number: number): number[] {
    const { counts, holders, of, weights } = this.#features;
    for (const features of of[number] ?? []) {
      for (const feature of features) {
        const count = counts[feature] ?? 0;
        if (count > 1) this.#rarest.add(count * PLACE + feature);
      }
    }
    const touched: number[] = [];
    for (const key of this.#rarest.take()) {
      const feature = key % PLACE;
      const weight = weights[feature] ?? 0;
      for (const other of holders[feature] ?? []) {
        if (other === number) continue;
        const sum = this.#sums[other] ?? 0;
        if (sum === 0) touched.push(other);
        this.#sums[other] = sum + weight;
      }
    }
    for (const other of touched) {
      this.#nearest.add(other - (this.#sums[other] ?? 0) * PLACE);
      this.#sums[other] = 0;
    }
    return this.#nearest.take().map((key) => key - Math.floor(key / PLACE) * PLACE);
  }

  #score(number: number, other: number): number {
    let [total, possible] = [0, 0];
    for (let at = 0; at < FEATURE_KINDS.length; at += 1) {
      if (!this.#isStated(number, at) && !this.#isStated(other, at)) continue;
      const weight = FEATURE_KINDS[at]?.weight ?? 0;
      possible += weight;
      total += weight * this.#overlap(number, other, at);
    }
    return possible === 0 ? 0 : total / possible;
  }

  #isStated(number: number, at: number): boolean {
    return (this.#features.of[number]?.[at] ?? []).length > 0;
  }

  /** The weight of what both have over the weight of what either has. */
  #overlap(number: number, other: number, at: number): number {
    const { of, sums, weights } = this.#features;
    let shared = 0;
    for (const feature of of[other]?.[at] ?? [])
      if (this.#isOwn[feature] === 1) shared += weights[feature] ?? 0;
    const all = (sums[number]?.[at] ?? 0) + (sums[other]?.[at] ?? 0) - shared;
    return all === 0 ? 0 : shared / all;
  }

  #explained(number: number, other: number, score: number): SimilarArtifact {
    const parts = FEATURE_KINDS.flatMap(({ kind, weight }, at) => {
      const common = (this.#features.of[other]?.[at] ?? []).filter((feature) => this.#isOwn[feature] === 1);
      return common.length === 0 ? [] : [{ kind, part: weight * this.#overlap(number, other, at), common }];
    });
    const total = parts.reduce((sum, { part }) => sum + part, 0);
    parts.sort((left, right) => right.part - left.part);
    return {
      artifact: this.#graph.artifacts[other]?.reference ?? '',
      score,
      reasons: parts.map(({ kind, part, common }) => ({
        kind,
        share: rounded(part / total),
        common: this.#namesOf(common),
      })),
    };
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
