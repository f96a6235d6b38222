import { ownPolicies } from '../api/namespace-json.ts';
import { releasedAt } from '../facts/release-facts.ts';
import type { Catalog } from '../model/catalog.ts';
import { paginate, paths } from '../model/paths.ts';
import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { hrefBelow } from '../site/href.ts';
import { markup } from '../site/html.ts';
import { FRONT_PATH } from '../site/layout.ts';

/** The most that one file may list (sitemaps.org). */
const MAX_ADDRESSES = 50_000;

const SITEMAP_PATH = 'sitemap.xml';

interface Address {
  readonly path: string;
  readonly changed?: string;
}

/**
 * The addresses of all pages, in several files under an index where they are many. A sitemap holds absolute addresses
 * only, so a registry without an address has none. Pure.
 */
export function* sitemapFiles(catalog: Catalog): Generator<OutputFile> {
  const base = catalog.snapshot.registry.url;
  if (base === undefined) return;
  const pages = paginate([...addresses(catalog)], MAX_ADDRESSES);
  if (pages.length === 1) {
    yield addressFile(SITEMAP_PATH, base, pages[0] ?? []);
    return;
  }
  const names = pages.map((_, index) => `sitemap-${index + 1}.xml`);
  for (const [index, page] of pages.entries()) yield addressFile(names[index] ?? '', base, page);
  const entries = names.map((name) => markup`<sitemap><loc>${hrefBelow(base, name)}</loc></sitemap>\n`);
  const text = markup`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries}</sitemapindex>
`;
  yield textFile(SITEMAP_PATH, text.toString());
}

function* addresses({ artifacts, namespaces, scripts }: Catalog): Generator<Address> {
  yield { path: FRONT_PATH };
  yield { path: paths.artifactList(1) };
  yield { path: paths.namespaceList };
  yield { path: paths.rules };
  if (scripts.has('search-page')) yield { path: paths.searchPage };
  for (const namespace of namespaces.values()) {
    yield { path: paths.namespacePage(namespace) };
    for (const { id } of ownPolicies(namespace)) yield { path: paths.policyPage(namespace, id) };
  }
  for (const artifact of artifacts.values()) {
    const { latest, versions } = artifact;
    yield {
      path: paths.artifactPage(artifact),
      ...(latest === undefined ? {} : { changed: releasedAt(latest) }),
    };
    for (const { version, facts } of versions) {
      if (facts === undefined) continue;
      yield { path: paths.versionPage(artifact, version), changed: releasedAt(facts) };
    }
  }
}

function addressFile(path: string, base: string, page: readonly Address[]): OutputFile {
  const entries = page.map(({ path: target, changed }) => {
    const time = changed !== undefined && markup`<lastmod>${changed}</lastmod>`;
    return markup`<url><loc>${hrefBelow(base, target)}</loc>${time}</url>\n`;
  });
  const text = markup`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries}</urlset>
`;
  return textFile(path, text.toString());
}
