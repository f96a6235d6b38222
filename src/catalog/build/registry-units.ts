import { policyListJson } from '../api/policy-list-json.ts';
import { artifactListJson, graphText, namespaceListJson, registryJson } from '../api/registry-json.ts';
import { atomFeed } from '../feeds/atom-feed.ts';
import { sitemapFiles } from '../feeds/sitemap.ts';
import type { Catalog } from '../model/catalog.ts';
import { API, paths } from '../model/paths.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
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
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** What the registry as a whole is: front page, lists, graph, feed, sitemap. Cheap next to the artifacts, so that their
 *  files are rendered to make their keys, where it is not known that these are as they were. */
export function* registryUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  yield* units(memory, 'registry', () => [
    jsonFile(`${API}/index.json`, registryJson(catalog)),
    frontPage(catalog),
  ]);
  yield* artifactListUnits(catalog, memory);
  yield* frameUnits(catalog, memory);
  yield* units(memory, 'graph', () => [textFile(paths.graph, graphText(catalog))]);
  yield* units(memory, 'feed', () => [atomFeed(catalog)]);
  yield* units(memory, 'sitemap', () => [...sitemapFiles(catalog)]);
}

/** The list of artifacts, a unit a file. */
function* artifactListUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  for (const { path, shown, toValue } of artifactListJson(catalog)) {
    yield* units(memory, `artifacts:${path}`, () => jsonFile(path, toValue()), shown);
  }
  for (const { path, shown, render } of artifactListPages(catalog)) {
    yield* units(memory, `artifacts:${path}`, render, shown);
  }
}

/** What says no more of artifacts than that they are there. */
function* frameUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  const nothing: readonly PublishedArtifact[] = [];
  yield* units(memory, 'not-found', () => notFoundPage(catalog), nothing);
  const namespaces = (): readonly OutputFile[] => [
    jsonFile(paths.namespaceListApi, namespaceListJson(catalog)),
    ...namespaceListPages(catalog),
  ];
  yield* units(memory, 'namespaces', namespaces, nothing);
  const policies = (): OutputFile => jsonFile(paths.policyListApi, policyListJson(catalog));
  yield* units(memory, 'policies', policies, nothing);
  yield* units(memory, 'rules', () => rulesPage(catalog), nothing);
  yield* units(memory, 'search-page', () => searchPage(catalog) ?? [], nothing);
  yield* units(memory, 'compare-page', () => comparePage(catalog) ?? [], nothing);
}

/** What is the same whatever the registry holds. */
export function* fixedUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  yield* units(memory, 'assets', () => [
    textFile(catalog.stylesheetPath, STYLESHEET),
    textFile(MARK_PATH, MARK),
    ...catalog.scripts.values(),
  ]);
  yield* units(memory, 'schemas', () =>
    catalog.options.schemas.map(({ path, bytes }) => ({ path: `schemas/v1/${path}`, bytes })),
  );
}

/** A unit of which the files make the key, unless it shows no artifacts but some that are as they were. */
function* units(
  memory: PlanMemory,
  id: string,
  render: () => OutputFile | readonly OutputFile[],
  shown?: readonly PublishedArtifact[],
): Generator<Unit> {
  const still = shown && memory.stillKey(id, shown);
  if (still !== undefined) {
    yield { id, key: still, needs: [], render: () => [render()].flat() };
    return;
  }
  const files = [render()].flat();
  const key = unitKey([memory.context, files.map(fileDigest)]);
  // What is as it was is not held until the end of the build.
  let held = memory.hasBuilt(id, key) ? undefined : files;
  yield {
    id,
    key,
    needs: [],
    render: () => {
      const taken = held ?? [render()].flat();
      held = undefined;
      return taken;
    },
  };
}
