import type { ArtifactGraph } from './artifact-graph.ts';
import { rounded } from './find-similar.ts';
import type { SimilarArtifact } from './find-similar.ts';

/** An artifact to look at next. */
export interface Recommendation {
  readonly artifact: string;
  /** From 0 to 1, in steps of a hundredth. */
  readonly score: number;
  /** The largest share first; the shares add up to about 1. */
  readonly reasons: readonly {
    /** `co-dependence`: the same artifacts need both. `content`: they are alike. `use`: it is downloaded. */
    readonly kind: 'co-dependence' | 'content' | 'use';
    readonly share: number;
    /** How many need both, or how often it was downloaded; null for `content`. */
    readonly count: number | null;
  }[];
}

type Reason = { kind: Recommendation['reasons'][number]['kind']; part: number; count: number | null };

const WEIGHTS = { 'co-dependence': 0.6, content: 0.3, use: 0.1 } as const;
/** Dependents that are looked at, the most central. */
const MAX_DEPENDENTS = 200;
const MAX_NEEDS = 64;
/** A thousand million downloads count in full. */
const FULL_USE_DIGITS = 9;
const MIN_SCORE = 0.05;

/** What goes with an artifact, but not what it needs anyway. Work is bounded by a constant. Pure. */
export function recommend(
  graph: ArtifactGraph,
  number: number,
  similar: readonly SimilarArtifact[],
  { places, limit }: { readonly places: readonly number[]; readonly limit: number },
): Recommendation[] {
  const found = new Map<number, Reason[]>();
  for (const [other, reason] of coDependence(graph, number, places)) found.set(other, [reason]);
  for (const { artifact, score } of similar) {
    const other = graph.numbers.get(artifact);
    if (other === undefined) continue;
    const reason: Reason = { kind: 'content', part: WEIGHTS.content * score, count: null };
    found.set(other, [...(found.get(other) ?? []), reason]);
  }
  for (const own of graph.needs[number] ?? []) found.delete(own);
  return [...found]
    .map(([other, reasons]) => toRecommendation(graph, other, reasons))
    .filter(({ score }) => score >= MIN_SCORE)
    .sort((left, right) => right.score - left.score || (left.artifact < right.artifact ? -1 : 1))
    .slice(0, limit);
}

/** Of what the artifact's dependents need besides: how often, over how often at all. */
function coDependence(
  { needs, neededBy }: ArtifactGraph,
  number: number,
  places: readonly number[],
): Map<number, Reason> {
  const dependents = [...(neededBy[number] ?? [])].sort(
    (left, right) => (places[left] ?? 0) - (places[right] ?? 0),
  );
  const counts = new Map<number, number>();
  const looked = dependents.slice(0, MAX_DEPENDENTS);
  for (const dependent of looked) {
    for (const other of (needs[dependent] ?? []).slice(0, MAX_NEEDS)) {
      if (other !== number) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
  }
  const found = new Map<number, Reason>();
  for (const [other, count] of counts) {
    const most = Math.sqrt(looked.length * Math.max(looked.length, neededBy[other]?.length ?? 0));
    if (count > 1)
      found.set(other, { kind: 'co-dependence', part: (WEIGHTS['co-dependence'] * count) / most, count });
  }
  return found;
}

function toRecommendation(graph: ArtifactGraph, other: number, given: readonly Reason[]): Recommendation {
  const artifact = graph.artifacts[other];
  const reasons = [...given];
  const used = artifact?.downloadCount ?? 0;
  if (used > 0) {
    const part = WEIGHTS.use * Math.min(1, Math.log10(1 + used) / FULL_USE_DIGITS);
    reasons.push({ kind: 'use', part, count: used });
  }
  const total = reasons.reduce((sum, { part }) => sum + part, 0);
  reasons.sort((left, right) => right.part - left.part);
  return {
    artifact: artifact?.reference ?? '',
    score: rounded(total),
    reasons: reasons.map(({ kind, part, count }) => ({ kind, share: rounded(part / total), count })),
  };
}
