import type { Revision } from '../registry/index.ts';

/**
 * All that an answer was worked out of, besides what was asked: as long as it is the same, so is the answer. Of registries and
 * files as they lie on this machine, not as they once were.
 */
export interface Basis {
  readonly registries: readonly RegistryBasis[];
  readonly files: readonly FileBasis[];
  /** How a project was looked for. */
  readonly searches: readonly ProjectSearch[];
  /** Paths that were asked about, and what they lead to. */
  readonly places: readonly PlaceBasis[];
  /** Milliseconds since 1970: from when on, and before when, the answer holds; null where there is no such end. */
  readonly from: number | null;
  readonly until: number | null;
}

export interface RegistryBasis {
  /** Absolute: where it was looked for. */
  readonly asked: string;
  /** Its root, absolute. */
  readonly folder: string;
  /** Both ids are known, and the working tree does not differ. */
  readonly revision: Revision;
}

export interface FileBasis {
  /** Absolute. */
  readonly path: string;
  /** Hex sha256 of its bytes; null where no file is there. */
  readonly digest: string | null;
}

export interface ProjectSearch {
  /** Null where the nearest one upwards was looked for. */
  readonly named: string | null;
  /** Absolute; null where there is none. */
  readonly path: string | null;
}

export interface PlaceBasis {
  /** Absolute. */
  readonly path: string;
  /** Without links; null where nothing is there. */
  readonly real: string | null;
  /** The root of the registry around it; null where there is none. */
  readonly root: string | null;
}

/** From when on and before when something holds, as `Basis` has it. */
export type BasisWindow = Pick<Basis, 'from' | 'until'>;

/** What `OpenedRegistry` says of where it is. */
export interface RegistryLocation {
  readonly askedFolder?: string;
  readonly folder?: string;
}

/** Undefined where the registry is of another machine, or differs from every commit. Pure. */
export function registryBasis(
  { askedFolder: asked, folder }: RegistryLocation,
  revision: Revision,
): RegistryBasis | undefined {
  if (asked === undefined || folder === undefined) return undefined;
  return revision.tree === null || revision.commit === null ? undefined : { asked, folder, revision };
}

/** What an answer rests on that is of one registry alone; as `registryBasis`. Pure. */
export function basisOf(
  location: RegistryLocation,
  revision: Revision,
  { from, until }: BasisWindow = { from: null, until: null },
): Basis | undefined {
  const registry = registryBasis(location, revision);
  if (registry === undefined) return undefined;
  return { registries: [registry], files: [], searches: [], places: [], from, until };
}

/** The window of a `Moment` as `Basis` has it; undefined where it is never sure. Pure. */
export function basisWindow({
  from,
  until,
}: {
  readonly from: number;
  readonly until: number;
}): BasisWindow | undefined {
  const toBound = (time: number): number | null => (Number.isFinite(time) ? time : null);
  return from < until ? { from: toBound(from), until: toBound(until) } : undefined;
}
