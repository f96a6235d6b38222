import type { RegistryIndex } from '../../registry/index.ts';

/** Listings of the folders that a change touches, at its three revisions. */
export interface Indexes {
  readonly before: RegistryIndex;
  readonly tip: RegistryIndex;
  readonly after: RegistryIndex;
}
