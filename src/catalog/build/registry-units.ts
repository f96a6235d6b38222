import { artifactListJson, graphText, namespaceListJson, registryJson } from '../api/registry-json.ts';
import { atomFeed } from '../feeds/atom-feed.ts';
import { sitemapFiles } from '../feeds/sitemap.ts';
import type { Catalog } from '../model/catalog.ts';
import { API, paths } from '../model/paths.ts';
import { jsonFile, textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { MARK_PATH } from '../site/layout.ts';
import { MARK } from '../site/mark.ts';
import { frontPage } from '../site/pages/front-page.ts';
import { artifactListPages, namespaceListPages } from '../site/pages/list-pages.ts';
import { comparePage } from '../site/pages/compare-page.ts';
import { rulesPage } from '../site/pages/rules-page.ts';
import { searchPage } from '../site/pages/search-page.ts';
import { notFoundPage } from '../site/pages/not-found-page.ts';
import { STYLESHEET } from '../site/stylesheet/stylesheet.ts';
import { fileDigest } from './digest-list.ts';
import { contextKey } from './context-key.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** What the registry as a whole is: front page, lists, graph, feed, sitemap. Cheap next to the artifacts, so that their
 *  files are rendered to make their keys. */
export function* registryUnits(catalog: Catalog): Generator<Unit> {
  yield* units(catalog, 'registry', () => [
    jsonFile(`${API}/index.json`, registryJson(catalog)),
    frontPage(catalog),
  ]);
  yield* units(catalog, 'not-found', () => [notFoundPage(catalog)]);
  yield* units(catalog, 'artifacts', () => [
    ...artifactListJson(catalog).map(({ path, value }) => jsonFile(path, value)),
    ...artifactListPages(catalog),
  ]);
  yield* units(catalog, 'namespaces', () => [
    jsonFile(paths.namespaceListApi, namespaceListJson(catalog)),
    ...namespaceListPages(catalog),
  ]);
  yield* units(catalog, 'rules', () => rulesPage(catalog));
  yield* units(catalog, 'search-page', () => searchPage(catalog) ?? []);
  yield* units(catalog, 'compare-page', () => comparePage(catalog) ?? []);
  yield* units(catalog, 'graph', () => [textFile(paths.graph, graphText(catalog))]);
  yield* units(catalog, 'feed', () => [atomFeed(catalog)]);
  yield* units(catalog, 'sitemap', () => [...sitemapFiles(catalog)]);
}

/** What is the same whatever the registry holds. */
export function* fixedUnits(catalog: Catalog): Generator<Unit> {
  yield* units(catalog, 'assets', () => [
    textFile(catalog.stylesheetPath, STYLESHEET),
    textFile(MARK_PATH, MARK),
    ...catalog.scripts.values(),
  ]);
  yield* units(catalog, 'schemas', () =>
    catalog.options.schemas.map(({ path, bytes }) => ({ path: `schemas/v1/${path}`, bytes })),
  );
}

function* units(
  catalog: Catalog,
  id: string,
  render: () => OutputFile | readonly OutputFile[],
): Generator<Unit> {
  yield {
    id,
    key: unitKey([contextKey(catalog), [render()].flat().map(fileDigest)]),
    needs: [],
    render: () => [render()].flat(),
  };
}
