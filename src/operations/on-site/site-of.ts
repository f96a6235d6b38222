import { HyperError } from '../../core/index.ts';
import type { BuiltSite } from '../../registry/index.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { RegistryContext } from '../world.ts';

/**
 * The built site that a read is asked of; undefined where it is asked of a repository. Errors: `HYPER_SITE_REVISION` where
 * another commit is asked for, those of the network.
 */
export async function siteOf(
  context: RegistryContext,
  { registry, at }: ReadInput,
): Promise<BuiltSite | undefined> {
  const site = registry === undefined ? undefined : await context.findSite(registry);
  if (site === undefined) return undefined;
  context.notes?.spoil();
  if (at === undefined) return site;
  throw siteRevision();
}

/** That another commit is asked of a built site than its own. */
export function siteRevision(): HyperError {
  return new HyperError('HYPER_SITE_REVISION', 'a built site has only the commit that it was built from', {
    hint: 'leave --at out, or name the git repository of the registry',
  });
}
