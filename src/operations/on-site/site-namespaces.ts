import { paths } from '../../catalog/index.ts';
import type { BuiltSite } from '../../registry/index.ts';
import { requireSiteJson } from './site-json.ts';
import type { SiteJson } from './site-json.ts';

/** A namespace that a site says it has (docs/api.md, "The list of namespaces"). */
export interface SiteNamespace {
  readonly path: string;
  readonly json: SiteJson;
}

/** The namespaces of a site that say of themselves that they are there, in order of path. Errors: `HYPER_SITE_INVALID`. */
export async function readSiteNamespaces(site: BuiltSite): Promise<readonly SiteNamespace[]> {
  const list = await requireSiteJson(site, paths.namespaceListApi);
  return list
    .objects('namespaces')
    .filter((json) => json.text('shown') !== 'path')
    .map((json) => ({ path: json.text('path'), json }));
}
