import type { Fact } from '../model/conflict.ts';
import type { Question } from '../model/resolution.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { Target } from './facts.ts';

/** What a search gives: the chosen release of every artifact that is needed, or facts that contradict each other. */
export type Verdict =
  | {
      readonly kind: 'solved';
      readonly chosen: ReadonlyMap<ArtifactEntry, number>;
      /** Of each chosen release: what its dependencies come down to, in their order. */
      readonly targets: ReadonlyMap<ArtifactEntry, readonly Target[]>;
      /** Whether the root or anything that was chosen has optional dependencies. */
      readonly hasOptional: boolean;
    }
  | { readonly kind: 'conflict'; readonly facts: readonly Fact[]; readonly entries: readonly ArtifactEntry[] }
  | { readonly kind: 'question'; readonly question: Question };

/** A verdict with what it took. */
export interface Solved {
  readonly verdict: Verdict;
  readonly consulted: Set<string>;
  readonly work: number;
}
