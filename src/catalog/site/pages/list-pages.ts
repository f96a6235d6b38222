import type { Catalog } from '../../model/catalog.ts';
import { paginate, paths } from '../../model/paths.ts';
import type { PublishedArtifact } from '../../model/published-artifact.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { pageFile } from '../layout.ts';
import { link } from '../link.ts';
import { pageChip, pageLinks } from '../page-links.ts';
import { artifactCard, counted, formatCount } from '../pieces.ts';
import { namespaceCard } from './namespace-lists.ts';

/** Artifacts on one page of the list, and at most on the front page. */
export const ARTIFACTS_A_PAGE = 200;
const NAMESPACES_A_PAGE = 500;

/** A page of the list of artifacts, and what it is of. */
export interface ArtifactListPage {
  readonly path: string;
  readonly shown: readonly PublishedArtifact[];
  readonly render: () => OutputFile;
}

/** Every artifact by namespace, in pages. */
export function artifactListPages(catalog: Catalog): ArtifactListPage[] {
  const pages = paginate([...catalog.artifacts.values()], ARTIFACTS_A_PAGE);
  const list = { pathOf: paths.artifactList, starts: pages.map(([first]) => first?.reference ?? '') };
  return pages.map((shown, index) => {
    const path = paths.artifactList(index + 1);
    const render = (): OutputFile => {
      const body = markup`<div class="head"><h1>Artifacts</h1>
<ul class="chips"><li>${counted(catalog.artifacts.size, 'artifact')}</li>${pageChip(list, index)}</ul></div>
${artifactGroups(catalog, path, shown, 'h2')}
${pageLinks(path, list, index)}`;
      const title = index === 0 ? 'Artifacts' : `Artifacts, page ${index + 1}`;
      return pageFile(catalog, {
        path,
        title,
        description: 'Every artifact of the registry, by namespace.',
        api: paths.artifactListApi(1),
        body,
      });
    };
    return { path, shown, render };
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

/** Every namespace: as a tree, or in pages where there are many. */
export function namespaceListPages(catalog: Catalog): OutputFile[] {
  const all = [...catalog.namespaces.values()];
  const pages = paginate(all, NAMESPACES_A_PAGE);
  const list = { pathOf: paths.namespaceListPage, starts: pages.map(([first]) => first?.path ?? '') };
  return pages.map((namespaces, index) => {
    const path = paths.namespaceListPage(index + 1);
    const cards = namespaces.map((one) => namespaceCard(path, one));
    const shown = pages.length === 1 ? namespaceTree(catalog, path) : markup`<ul class="cards">${cards}</ul>`;
    const body = markup`<div class="head"><h1>Namespaces</h1>
<ul class="chips"><li>${counted(all.length, 'namespace')}</li>${pageChip(list, index)}</ul></div>
${shown}
${pageLinks(path, list, index)}`;
    const title = index === 0 ? 'Namespaces' : `Namespaces, page ${index + 1}`;
    return pageFile(catalog, {
      path,
      title,
      description: 'Every namespace of the registry.',
      api: paths.namespaceListApi,
      body,
    });
  });
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
