import type { Catalog } from '../../model/catalog.ts';
import { paginate, paths } from '../../model/paths.ts';
import type { PublishedArtifact } from '../../model/published-artifact.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { pageFile } from '../layout.ts';
import { link } from '../link.ts';
import { artifactCard, counted, formatCount } from '../pieces.ts';

/** Artifacts on one page of the list, and at most on the front page. */
export const ARTIFACTS_A_PAGE = 200;

/** Every artifact by namespace, in pages. */
export function artifactListPages(catalog: Catalog): OutputFile[] {
  const pages = paginate([...catalog.artifacts.values()], ARTIFACTS_A_PAGE);
  return pages.map((artifacts, index) => {
    const path = paths.artifactList(index + 1);
    const body = markup`<div class="head"><h1>Artifacts</h1>
<ul class="chips"><li>${counted(catalog.artifacts.size, 'artifact')}</li>${pages.length > 1 && markup`<li>page ${index + 1} of ${pages.length}</li>`}</ul></div>
${artifactGroups(catalog, path, artifacts, 'h2')}
${pages.length > 1 && pageLinks(path, pages, index)}`;
    const title = index === 0 ? 'Artifacts' : `Artifacts, page ${index + 1}`;
    return pageFile(catalog, { path, title, api: paths.artifactListApi(1), body });
  });
}

/** Artifacts under the names of their namespaces. */
export function artifactGroups(
  catalog: Catalog,
  path: string,
  artifacts: readonly PublishedArtifact[],
  level: 'h2' | 'h3',
): Html {
  const groups = new Map<string, PublishedArtifact[]>();
  for (const artifact of artifacts) {
    const group = groups.get(artifact.namespace);
    if (group === undefined) groups.set(artifact.namespace, [artifact]);
    else group.push(artifact);
  }
  return markup`${[...groups].map(([namespace, members]) => {
    const known = catalog.namespaces.get(namespace);
    const label = known === undefined ? namespace : link(path, paths.namespacePage(known), namespace);
    const heading = level === 'h2' ? markup`<h2>${label}</h2>` : markup`<h3>${label}</h3>`;
    return markup`<div class="group">${heading}<ul class="cards">${members.map((one) => artifactCard(path, one, one.name))}</ul></div>`;
  })}`;
}

/** Every namespace as a tree. */
export function namespaceListPage(catalog: Catalog): OutputFile {
  const path = paths.namespaceList;
  const body = markup`<div class="head"><h1>Namespaces</h1>
<ul class="chips"><li>${counted(catalog.namespaces.size, 'namespace')}</li></ul></div>
${namespaceTree(catalog, path)}`;
  return pageFile(catalog, { path, title: 'Namespaces', api: paths.namespaceListApi, body });
}

/** The namespaces as nested lists. */
export function namespaceTree(catalog: Catalog, from: string): Html {
  const branch = (path: string): Html => {
    const known = catalog.namespaces.get(path);
    if (known === undefined) return markup``;
    const { children, artifacts } = known;
    const label = known.parent === undefined ? path : known.segments.at(-1);
    return markup`<li>${link(from, paths.namespacePage(known), label)}${artifacts.length > 0 && markup`<span class="muted">${formatCount(artifacts.length)}</span>`}
${children.length > 0 && markup`<ul>${children.map(branch)}</ul>`}</li>`;
  };
  const roots = [...catalog.namespaces.values()].filter(({ parent }) => parent === undefined);
  return markup`<ul class="tree">${roots.map(({ path }) => branch(path))}</ul>`;
}

function pageLinks(path: string, pages: readonly (readonly PublishedArtifact[])[], current: number): Html {
  const items = pages.map((artifacts, index) => {
    const label = `${index + 1}`;
    const first = artifacts[0]?.reference ?? '';
    if (index === current) return markup`<li aria-current="page"><strong>${label}</strong></li>`;
    return markup`<li>${link(path, paths.artifactList(index + 1), label)} <span class="note">${first}</span></li>`;
  });
  return markup`<nav aria-label="Pages"><ul class="pages">${items}</ul></nav>`;
}
