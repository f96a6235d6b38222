import { dirname, join } from 'node:path';
import { KeptStatus, ObjectReader, readStatusSettings } from '../git/index.ts';
import type { BegunReads, Environment, GitLocation } from '../git/index.ts';
import { cacheFolderOf, isCacheShared, systemClock } from '../system/index.ts';
import { FileCache } from './file-cache.ts';

export interface ReadOptions {
  readonly environment: Environment;
  /** Whether the working tree will be read. */
  readonly isWorkingTree: boolean;
  /** Names the build of hyper: what another build kept is not believed. */
  readonly buildId: string;
  /** Of the user; undefined on systems without such numbers. */
  readonly userId: number | undefined;
}

/** What can be read before a registry is open, and whether git can be asked at all. */
export interface RegistryReads extends BegunReads {
  readonly reader: ObjectReader;
  readonly isStarted: boolean;
}

/** Looks whether it is known what git would say of a working tree; where not, starts git on its first questions. */
export function beginReads(
  folder: string,
  options: ReadOptions,
  plain: GitLocation | undefined,
): RegistryReads {
  const { environment, isWorkingTree } = options;
  const reader = new ObjectReader({ folder, environment });
  const status = isWorkingTree && plain?.isBare === false ? openStatus(plain, options) : undefined;
  const known = status?.read();
  if (known !== undefined) return { reader, isStarted: true, known };
  const moment = status?.begin();
  const isStarted = reader.start();
  if (!isWorkingTree) return { reader, isStarted };
  const top = plain === undefined ? undefined : dirname(plain.gitFolder);
  const settings = readStatusSettings({ folder, environment }, top);
  settings.catch(() => undefined);
  const keep = status === undefined || moment === undefined ? {} : { keep: { status, moment } };
  return { reader, isStarted, settings, ...keep };
}

/** In the user's cache, which nothing that comes with a repository can write to; in CI a job could, for those after it. */
function openStatus(
  location: GitLocation,
  { environment, buildId, userId }: ReadOptions,
): KeptStatus | undefined {
  const folder = cacheFolderOf(environment);
  if (folder === undefined || isCacheShared(environment)) return undefined;
  const cache = new FileCache(join(folder, 'trees'), userId);
  return new KeptStatus(location, { environment, cache, buildId, now: systemClock });
}
