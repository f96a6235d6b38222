import { paths } from '../../catalog/index.ts';
import { HyperError, sortedBy } from '../../core/index.ts';
import type { BuiltSite } from '../../registry/index.ts';
import { isWithinKnown } from '../namespace-filter.ts';
import type { Outcome } from '../outcome.ts';
import type { ListedArtifact } from '../read/registry-list.ts';
import { requireSiteJson } from './site-json.ts';
import type { SiteJson } from './site-json.ts';
import { readSiteNamespaces } from './site-namespaces.ts';

/** `registry.list` of a built site: its pages of artifacts. Errors: `HYPER_NAMESPACE_MISSING`, `HYPER_SITE_INVALID`. */
export async function listOnSite(
  site: BuiltSite,
  namespace: string | undefined,
): Promise<Outcome<readonly ListedArtifact[]>> {
  const known = namespace === undefined ? [] : (await readSiteNamespaces(site)).map(({ path }) => path);
  const isWanted = isWithinKnown(namespace, known);
  const rows: ListedArtifact[] = [];
  for await (const page of pagesOf(site)) {
    for (const item of page.objects('items')) {
      const row = toRow(item);
      if (row !== undefined && isWanted(row.namespace)) rows.push(row);
    }
  }
  return { verdict: 'pass', diagnostics: [], data: sortedBy(rows, ({ reference }) => reference) };
}

/** A page says how many there are; they are asked for by number, so that no page can lead in a circle. */
async function* pagesOf(site: BuiltSite): AsyncGenerator<SiteJson> {
  const first = await requireSiteJson(site, paths.artifactListApi(1));
  yield first;
  const pages = first.number('pages');
  if (!Number.isSafeInteger(pages) || pages > MAX_PAGES) {
    throw new HyperError(
      'HYPER_SITE_INVALID',
      `the built site says that it has ${pages} pages of artifacts`,
      {
        hint: 'ask who serves the site to build it anew',
      },
    );
  }
  for (let page = 2; page <= pages; page += 1) yield await requireSiteJson(site, paths.artifactListApi(page));
}

/** Of a thousand artifacts each. */
const MAX_PAGES = 65_536;

/** Undefined where only tombstones are left of it. */
function toRow(item: SiteJson): ListedArtifact | undefined {
  const latest = item.textOrNull('latest');
  if (latest === null) return undefined;
  const reference = item.text('reference');
  const slash = reference.indexOf('/');
  return {
    reference,
    namespace: reference.slice(0, slash),
    name: reference.slice(slash + 1),
    type: item.text('type'),
    latest,
    releases: item.number('releases'),
    state: item.text('state'),
    visibility: item.text('visibility'),
    description: item.text('description'),
    license: item.textOrNull('license'),
    tags: item.texts('tags'),
    labels: item.textMap('labels'),
    publishedAt: item.textOrNull('publishedAt'),
  };
}
