import type { FileDigest } from './file-table.ts';

/** A unit as a build left it. */
export interface BuiltUnit {
  readonly id: string;
  /** Null where the unit must always be rendered. */
  readonly key: string | null;
  readonly files: readonly FileDigest[];
  /** The JSON of it in the list of units, where it was read from there. */
  readonly line?: string;
}

/** Digests of what many units rest on. Where one is as it was, so is what follows from it, and need not be worked out. */
export interface PlanBasis {
  /** The revision that was built; null for what no commit holds. */
  readonly commit: string | null;
  readonly tree: string | null;
  /** What every page has in common. */
  readonly context: string;
  /** All that discovery knows of any artifact. */
  readonly discovery: string;
  /** Which artifacts are shown, their types, and what they need: what pictures are drawn from. */
  readonly graph: string;
}

/** What a build knows of itself and of the units that it is made of. */
export interface BuiltPlan {
  /** Undefined where nothing is known. */
  readonly basis: PlanBasis | undefined;
  /** By id. */
  readonly units: ReadonlyMap<string, BuiltUnit>;
  /** The digest of the table of all files of the units, where it is known. */
  readonly files?: string;
}

/** A build that nothing is known of. */
export const NOTHING_BUILT: BuiltPlan = { basis: undefined, units: new Map() };
