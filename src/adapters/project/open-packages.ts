import { siteRevision } from '../../operations/index.ts';
import type { OpenPackagesOptions, ReadNotes, RegistryContext } from '../../operations/index.ts';
import { StorePackages } from '../../registry/index.ts';
import type { PackageRegistry } from '../../registry/index.ts';
import type { CachedSiteOptions } from './cached-site.ts';
import { findSite } from './find-site.ts';

/** How addresses are opened. */
export interface PackageWorld {
  /** A folder, relative to the one given, or the address of a git repository. */
  readonly openRegistry: RegistryContext['openRegistry'];
  /** The current folder. */
  readonly folder: string;
  /** Takes which state of a registry is read. */
  readonly notes?: ReadNotes | undefined;
  readonly site: CachedSiteOptions;
}

/**
 * Opens a registry as a consumer reads it: a folder or a git repository at one revision, or a built site. An https address
 * that does not end in `.git` is a site where it has `api/v1/index.json`, and so is a folder without `registry.yaml`.
 * Errors: `HYPER_SITE_REVISION`, those of each.
 */
export async function openPackages(
  address: string | undefined,
  { at, folder, countsDownloads }: OpenPackagesOptions,
  world: PackageWorld,
): Promise<PackageRegistry> {
  const site =
    address === undefined ? undefined : await findSite(address, folder ?? world.folder, world.site);
  if (site !== undefined) {
    world.notes?.spoil();
    if (at === undefined) return site;
    throw siteRevision();
  }
  const registry = await world.openRegistry({
    registry: address,
    isWorkingTree: at === undefined,
    ...(folder === undefined ? {} : { folder }),
  });
  const { store, artifacts: kept } = registry;
  const revision = await (at === undefined ? store.currentRevision('none') : store.resolveRevision(at));
  world.notes?.registry(registry, revision);
  return new StorePackages(store, revision, { countsDownloads, kept });
}
