import type { OpenPackagesOptions, OpenedRegistry } from '../../operations/index.ts';
import { StorePackages } from '../../registry/index.ts';
import type { PackageRegistry } from '../../registry/index.ts';

/** How addresses are opened. */
export interface PackageWorld {
  /** A folder, relative to the one given, or the address of a git repository. */
  readonly openRegistry: (address: string | undefined, folder: string | undefined) => Promise<OpenedRegistry>;
}

/** Opens a registry as a consumer reads it: a folder or a git repository at one revision. */
export async function openPackages(
  address: string | undefined,
  { at, folder, countsDownloads }: OpenPackagesOptions,
  world: PackageWorld,
): Promise<PackageRegistry> {
  const { store } = await world.openRegistry(address, folder);
  const revision = await (at === undefined ? store.currentRevision('none') : store.resolveRevision(at));
  return new StorePackages(store, revision, countsDownloads);
}
