import type { Revision } from '../registry/index.ts';

/**
 * All that an answer was worked out of, besides what was asked: as long as it is the same, so is the answer. Of a registry
 * as it lies in a folder of this machine, not as it once was.
 */
export interface Basis {
  /** The root of the registry, absolute. */
  readonly folder: string;
  /** Both ids are known, and the working tree does not differ. */
  readonly revision: Revision;
  /** Milliseconds since 1970: from when on, and before when, the answer holds; null where there is no such end. */
  readonly from: number | null;
  readonly until: number | null;
}
