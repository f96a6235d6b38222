import type { Diagnostic } from '../../core/index.ts';
import type { DependencyCondition, DependencyType } from '../../manifest/index.ts';
import type { Candidate } from './candidate.ts';
import type { Requirement } from './requirement.ts';

/** One release of a resolution. */
export interface ResolvedPackage {
  /** `namespace/name`. */
  readonly artifact: string;
  readonly version: string;
  readonly candidate: Candidate;
  /** What it needs and the version that was chosen for it, in order of name. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** It is needed where any of these holds; empty where it is needed always. */
  readonly conditions: readonly DependencyCondition[];
  /** What it is needed for: `dev` and `build` are what the root needs it for, directly or through others. */
  readonly types: readonly DependencyType[];
  /** True where only optional dependencies lead to it. */
  readonly isOptional: boolean;
}

/** A group of artifacts that need each other, with one way round. */
export interface Cycle {
  /** A shortest way round from the first member in order of name; first and last are the same. */
  readonly path: readonly string[];
  /** Everything in the group, in order of name. */
  readonly members: readonly string[];
}

/** A requirement together with the artifact that says it; the root where `by` is undefined. */
export interface RequiredBy {
  readonly by: string | undefined;
  readonly requirement: Requirement;
}

/** One version per artifact, all requirements met. */
export interface Resolution {
  /** By `namespace/name`, in that order. */
  readonly packages: ReadonlyMap<string, ResolvedPackage>;
  /** What the root asks for directly and the version that was chosen for it, in order of name. */
  readonly direct: ReadonlyMap<string, string>;
  /** In order of their first members. */
  readonly cycles: readonly Cycle[];
  /** Optional dependencies that could not be met without changing what is needed, in order of name. */
  readonly leftOut: readonly RequiredBy[];
  /** Deprecated, yanked or moved artifacts that were taken; severity `warning`. */
  readonly warnings: readonly Diagnostic[];
  /** Every artifact whose candidates were looked at, in order of name: no other can change the answer. */
  readonly consulted: readonly string[];
  /** Steps that the search took. */
  readonly work: number;
}

/** The strategy `manual` asks which version to take. */
export interface Question {
  readonly artifact: string;
  /** Those that will do, highest first. */
  readonly versions: readonly string[];
}
