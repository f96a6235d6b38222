import type { Requirement } from './requirement.ts';

/** Why a release may not be chosen. The first three keep their place in a resolution that has them already. */
export type Unavailability = 'yanked' | 'archived' | 'unpublished' | 'draft' | 'deleted';

/** One release that a resolution may choose. */
export interface Candidate {
  readonly version: string;
  /** In any order. `dev` and `build` entries of a candidate are not followed. */
  readonly dependencies: readonly Requirement[];
  /** Left out where it may be chosen. */
  readonly unavailable?: Unavailability;
  readonly deprecation?: { readonly reason?: string; readonly replacement?: string };
  /** UTC ISO 8601; the strategy `newest` goes by it. */
  readonly publishedAt?: string;
  /** How often it was fetched; the strategy `most-downloaded` goes by it. */
  readonly downloads?: number;
  /** Of its manifest, for explanations. */
  readonly path?: string;
}

/** Everything that is known of one artifact. */
export interface ArtifactCandidates {
  /** `namespace/name`. */
  readonly artifact: string;
  /** In any order; what is no SemVer version is not looked at. */
  readonly releases: readonly Candidate[];
  /** Channels and tags: the version each names. */
  readonly named?: ReadonlyMap<string, string>;
  /** The artifact that this one was moved to. */
  readonly redirect?: string;
  /** True where its name must not be shown to whoever asks (ATTACKS R12). */
  readonly isPrivate?: boolean;
}

/** A whole universe in memory: by `namespace/name`. What it does not have does not exist. */
export type Universe = ReadonlyMap<string, ArtifactCandidates>;

/** Port: candidates on demand, so that a large registry is never loaded whole. */
export interface CandidateSource {
  /**
   * The artifacts that exist of those asked for; what is left out does not exist. Each is asked for once, in batches:
   * one batch holds all that the search is known to need next.
   */
  load(artifacts: readonly string[]): Promise<ReadonlyMap<string, ArtifactCandidates>>;
}
