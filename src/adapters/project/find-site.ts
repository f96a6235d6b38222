import { resolve } from 'node:path';
import type { BuiltSite } from '../../registry/index.ts';
import { openCachedSite } from './cached-site.ts';
import type { CachedSiteOptions } from './cached-site.ts';
import { toSafeUrl } from './http-get.ts';
import { isSiteFolder, mayBeSite } from '../registry/is-site.ts';
import { openSiteFolder } from './site-folder.ts';
import { SitePackages } from './site-packages.ts';

const MAX_INDEX_BYTES = 8 * 1024 * 1024;

/**
 * The built site that a place is: an https address that does not end in `.git` and has `api/v1/index.json`, or a folder
 * that `hyper build` wrote. Undefined for every other place. Errors: those of the network.
 */
export async function findSite(
  address: string,
  from: string,
  options: CachedSiteOptions,
): Promise<BuiltSite | undefined> {
  if (!mayBeSite(address, from)) return undefined;
  const place = resolve(from, address);
  if (isSiteFolder(place)) return new SitePackages(openSiteFolder(place, address));
  const base = toSafeUrl(address);
  base.search = '';
  base.hash = '';
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const files = openCachedSite(base, options);
  const index = await files.read('api/v1/index.json', MAX_INDEX_BYTES);
  return index === undefined ? undefined : new SitePackages(files);
}
