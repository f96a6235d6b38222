import { join } from 'node:path';
import type { Revision } from '../../registry/index.ts';
import { KeptStatus, locatePlain } from '../git/index.ts';
import type { Environment, GitLocation } from '../git/index.ts';
import { believedFolderOf, systemClock } from '../system/index.ts';
import { FileCache } from './file-cache.ts';

export interface StatusOptions {
  readonly environment: Environment;
  /** Names the build of hyper: what another build kept is not believed. */
  readonly buildId: string;
  /** Of the user; undefined on systems without such numbers. */
  readonly userId: number | undefined;
}

/** In the user's cache, which nothing that comes with a repository can write to; none in CI. */
export function openStatus(
  location: GitLocation,
  { environment, buildId, userId }: StatusOptions,
): KeptStatus | undefined {
  const folder = believedFolderOf(environment);
  if (folder === undefined) return undefined;
  const cache = new FileCache(join(folder, 'trees'), userId);
  return new KeptStatus(location, { environment, cache, buildId, now: systemClock });
}

/** HEAD of the repository around the root of a registry whose working tree is known not to differ, told without git. */
export function knownRevision(root: string, options: StatusOptions): Revision | undefined {
  const location = locatePlain(root, options.environment);
  if (location === undefined || location.isBare) return undefined;
  const known = openStatus(location, options)?.read();
  return known?.changes.size === 0 ? known.head : undefined;
}
