import type { Unavailability } from './candidate.ts';
import type { Origin, Requirement } from './requirement.ts';

/** Some releases of an artifact, by rank in its list of versions. */
export interface ReleaseSet {
  readonly artifact: string;
  /** Bit 0 stands for "not chosen at all", bit r + 1 for the release of rank r; 32 bits a word, the lowest first. */
  readonly bits: Int32Array;
}

/**
 * Something that is so: what its terms name never comes together. All that a conflict is made of; the union is closed.
 */
export type Fact =
  | {
      /** The root (`by` undefined), or releases of an artifact, need another. */
      readonly kind: 'needs';
      readonly terms: readonly ReleaseSet[];
      readonly by: string | undefined;
      /** As one of them says it. */
      readonly requirement: Requirement;
      /** The artifact that takes the place of the one that is named, where that was moved. */
      readonly target: string;
      /** The range that counts: an override's, where there is one. */
      readonly range: string;
      /** Where several of its releases say it in different words: all of them. */
      readonly ranges?: readonly string[];
      readonly override?: Origin;
      readonly origin?: Origin;
    }
  | {
      readonly kind: 'unavailable';
      readonly terms: readonly ReleaseSet[];
      readonly artifact: string;
      readonly why: Unavailability;
    }
  | {
      readonly kind: 'pinned';
      readonly terms: readonly ReleaseSet[];
      readonly artifact: string;
      readonly version: string;
      readonly origin?: Origin;
    }
  | {
      /** An answer to a question of the strategy `manual`. */
      readonly kind: 'chosen';
      readonly terms: readonly ReleaseSet[];
      readonly artifact: string;
      readonly version: string;
    };

/** Why a request has no answer: facts that cannot all be kept. `explainConflict` tells it. */
export interface Conflict {
  /** Who needs it, as the request says. */
  readonly name: string;
  /** Enough to prove it; not yet the fewest. */
  readonly facts: readonly Fact[];
  /** Of every artifact that a fact names: its versions from low to high; empty where it does not exist. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** Artifacts whose names must not be shown. */
  readonly privateNames: ReadonlySet<string>;
}
