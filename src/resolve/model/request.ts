import type { Origin, Requirement } from './requirement.ts';

/** Which version is taken where several will do (SPEC section 5). */
export type Strategy = 'highest' | 'lowest' | 'newest' | 'most-downloaded' | 'manual';

/** A range that replaces what anyone but the project asks of an artifact. */
export interface Override {
  readonly range: string;
  readonly origin?: Origin;
}

/** The one version of an artifact that may be chosen. */
export interface Pin {
  readonly version: string;
  readonly origin?: Origin;
}

/** What to resolve. Maps are by `namespace/name`; no order of input changes the answer. */
export interface ResolveRequest {
  /** What is needed, `dev` and `build` entries among them. */
  readonly requirements: readonly Requirement[];
  /** Who needs it, as explanations say it. Default: `the project`. */
  readonly name?: string;
  /** Default: `highest`. */
  readonly strategy?: Strategy;
  readonly overrides?: ReadonlyMap<string, Override>;
  readonly pins?: ReadonlyMap<string, Pin>;
  /** Answers to questions of the strategy `manual`. */
  readonly choices?: ReadonlyMap<string, string>;
  /** The resolution so far: its versions are kept wherever they can be, and its yanked ones stay. */
  readonly previous?: ReadonlyMap<string, string>;
  /** Artifacts that are freed from the resolution so far; `all` keeps nothing. */
  readonly update?: ReadonlySet<string> | 'all';
  /** Steps after which the search gives up, never a time: the same on every machine. Default: `MAX_WORK`. */
  readonly maxWork?: number;
}

/** Steps (visits of a learned or given fact) that one resolution may take; about ten seconds. */
export const MAX_WORK = 200_000_000;
