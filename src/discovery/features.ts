import { wordsOf } from '../search/index.ts';
import type { ArtifactGraph } from './artifact-graph.ts';
import type { Centrality } from './centrality.ts';
import type { DiscoveryArtifact } from './discovery-artifact.ts';

/** What artifacts can have in common, and how much each counts. */
export const FEATURE_KINDS = [
  { kind: 'capabilities', weight: 0.3, limit: 32 },
  { kind: 'dependencies', weight: 0.3, limit: 64 },
  { kind: 'tags', weight: 0.2, limit: 32 },
  { kind: 'text', weight: 0.2, limit: 40 },
] as const;

export type FeatureKind = (typeof FEATURE_KINDS)[number]['kind'];

/** Only so many artifacts of a feature, the most central, are looked at when candidates are gathered. */
const MAX_HOLDERS = 48;

/** The features of all artifacts: of each artifact, by kind, rising numbers. */
export interface Features {
  readonly names: readonly string[];
  /** How many artifacts have it. */
  readonly counts: readonly number[];
  /** The most central of them. */
  readonly holders: readonly (readonly number[])[];
  readonly of: readonly (readonly (readonly number[])[])[];
  /** How much it says to have a feature: the less, the more often the number of those that have it has doubled. What one
   *  artifact alone has says nothing. Whole numbers, so that sums do not depend on their order. */
  readonly weights: Float64Array;
  /** Of each artifact, by kind, the weight of all that it has. */
  readonly sums: readonly (readonly number[])[];
}

/** Every weight is this, divided by how often the number of those that have the feature has doubled, and one. */
const FULL_WEIGHT = 720_720;

/** From so many on, what more than half of all artifacts have is left out: a word of every description tells none from another. */
const MIN_USUAL = 64;

/** Gathers the features. Bounded for each artifact (ATTACKS X13). Pure. */
export function featuresOf(graph: ArtifactGraph, { order }: Centrality): Features {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const counts: number[] = [];
  const holders: number[][] = [];
  const of: number[][][] = graph.artifacts.map(() => []);
  for (const number of order) {
    const artifact = graph.artifacts[number];
    if (artifact === undefined) continue;
    of[number] = FEATURE_KINDS.map(({ kind, limit }) => {
      const found = new Set<number>();
      for (const [own, name] of namesOf(artifact, kind, limit)) {
        const key = `${kind} ${own}`;
        const feature = numbers.get(key) ?? names.length;
        if (feature === names.length) {
          numbers.set(key, feature);
          names.push(name);
          counts.push(0);
          holders.push([]);
        }
        counts[feature] = (counts[feature] ?? 0) + 1;
        const known = holders[feature] ?? [];
        if (known.length < MAX_HOLDERS) known.push(number);
        found.add(feature);
      }
      return [...found].sort((left, right) => left - right);
    });
  }
  const isUsual = counts.map((count) => count >= MIN_USUAL && 2 * count > graph.artifacts.length);
  if (isUsual.includes(true))
    for (const [number, kinds] of of.entries())
      of[number] = kinds.map((features) => features.filter((feature) => isUsual[feature] !== true));
  const weights = Float64Array.from(counts, weightOf);
  const sumOf = (features: readonly number[]): number =>
    features.reduce((sum, feature) => sum + (weights[feature] ?? 0), 0);
  return { names, counts, holders, of, weights, sums: of.map((kinds) => kinds.map(sumOf)) };
}

function weightOf(count: number): number {
  return count < 2 ? 0 : Math.round(FULL_WEIGHT / (1 + Math.floor(Math.log2(count))));
}

/** What tells the features of a kind apart, and what each is called: of words the stem, and the word. */
function namesOf(artifact: DiscoveryArtifact, kind: FeatureKind, limit: number): ReadonlyMap<string, string> {
  if (kind === 'text') return wordsOf(`${artifact.name} ${artifact.description}`, limit);
  const names = new Set([...allNamesOf(artifact, kind, limit)].slice(0, limit));
  return new Map([...names].map((name) => [name, name]));
}

function allNamesOf(
  artifact: DiscoveryArtifact,
  kind: Exclude<FeatureKind, 'text'>,
  limit: number,
): readonly string[] {
  switch (kind) {
    case 'capabilities':
      return artifact.capabilities.slice(0, limit);
    case 'dependencies':
      return artifact.needs.slice(0, limit);
    case 'tags':
      return [...artifact.tags.slice(0, limit), ...artifact.keywords.slice(0, limit)].map((tag) =>
        tag.toLowerCase(),
      );
  }
}
