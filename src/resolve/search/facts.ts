import type { Origin, Requirement } from '../model/requirement.ts';
import type { Unavailability } from '../model/candidate.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';

/** What a requirement comes down to: the artifact that is meant, and those of its releases that will do. */
export interface Target {
  readonly entry: ArtifactEntry;
  readonly mask: readonly number[];
  readonly range: string;
  /** Whether it takes the place of another artifact, that was named. */
  readonly isMoved: boolean;
  readonly override?: Origin | undefined;
}

/** What a clause of the search says, as long as nobody asked for it in words. */
export type Statement =
  | {
      readonly kind: 'needs';
      /** Undefined for the root. */
      readonly by: ArtifactEntry | undefined;
      readonly rank: number;
      readonly requirement: Requirement;
      readonly target: Target;
      /** Whether it is said of all releases that say the same. */
      isWide: boolean;
    }
  | { readonly kind: 'unavailable'; readonly entry: ArtifactEntry; readonly why: Unavailability }
  | {
      readonly kind: 'pinned' | 'chosen';
      readonly entry: ArtifactEntry;
      readonly version: string;
      readonly origin?: Origin | undefined;
    };

/** What a release needs, said of it alone so far; of the root where `by` is undefined. */
export function toNeed(
  by: ArtifactEntry | undefined,
  rank: number,
  requirement: Requirement,
  target: Target,
): Statement {
  return { kind: 'needs', by, rank, requirement, target, isWide: false };
}
