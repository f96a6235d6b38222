import { compareText, sortedBy } from '../../core/index.ts';
import type { Catalog } from '../model/catalog.ts';
import { paginate, paths } from '../model/paths.ts';
import { releasedAt } from '../facts/release-facts.ts';
import { stateWordOf } from '../model/version-state.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { fromApi } from './artifact-json.ts';
import { ownPolicies } from './namespace-json.ts';
import { mergedLabels } from './release-json.ts';
import { observedJson } from './observed-json.ts';

const LIST_PAGE_SIZE = 1000;

/** How many artifacts there are of each type, the most first. Pure. */
export function countTypes(catalog: Catalog): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { latest } of catalog.artifacts.values()) {
    if (latest !== undefined) counts.set(latest.type, (counts.get(latest.type) ?? 0) + 1);
  }
  return [...counts].sort(([left, many], [right, more]) => more - many || compareText(left, right));
}

/** When the commit was made, to the second; null for the working tree. */
export function committedAt({ snapshot }: Catalog): string | null {
  const seconds = snapshot.revision.committedAt;
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** What the registry is, from which commit this is, and where everything else begins (docs/api.md, "The registry"). Pure. */
export function registryJson(catalog: Catalog): object {
  const { snapshot, artifacts, namespaces, releaseCount, options } = catalog;
  const { registry, revision } = snapshot;
  return {
    formatVersion: 1,
    name: registry.name,
    id: registry.id ?? null,
    url: registry.url ?? null,
    description: registry.description ?? null,
    commit: revision.commit,
    tree: revision.tree,
    committedAt: committedAt(catalog),
    allowedContentHosts: registry.settings?.allowedContentHosts ?? null,
    counts: {
      namespaces: namespaces.size,
      artifacts: artifacts.size,
      releases: releaseCount,
      types: Object.fromEntries(countTypes(catalog)),
    },
    links: {
      artifacts: fromApi(paths.artifactListApi(1)),
      namespaces: fromApi(paths.namespaceListApi),
      policies: fromApi(paths.policyListApi),
      graph: fromApi(paths.graph),
      discovery: fromApi(paths.discovery),
      history: catalog.history === undefined ? null : fromApi(paths.historyApi('registry', 0)),
    },
    schemas: options.schemas.map(({ path }) => path).sort(compareText),
  };
}

/** A file of the list of artifacts, and what it is of. */
export interface ArtifactListFile {
  readonly path: string;
  readonly shown: readonly PublishedArtifact[];
  readonly toValue: () => object;
}

/** Every artifact in short, in files of at most 1,000 (docs/api.md, "The list of artifacts"). Pure. */
export function artifactListJson(catalog: Catalog): ArtifactListFile[] {
  const all = [...catalog.artifacts.values()];
  const pages = paginate(all, LIST_PAGE_SIZE);
  return pages.map((shown, index) => {
    const page = index + 1;
    const toValue = (): object => ({
      artifacts: all.length,
      page,
      pages: pages.length,
      next: page < pages.length ? fromApi(paths.artifactListApi(page + 1)) : null,
      items: shown.map((artifact) => artifactItem(catalog, artifact)),
    });
    return { path: paths.artifactListApi(page), shown, toValue };
  });
}

function artifactItem(catalog: Catalog, artifact: PublishedArtifact): object {
  const { reference, namespace, latest, versions } = artifact;
  const shown = versions.find(({ facts }) => facts !== undefined && facts === latest);
  return {
    reference,
    type: latest?.type ?? null,
    latest: latest?.version ?? null,
    description: latest?.description ?? null,
    releasedAt: latest === undefined ? null : releasedAt(latest),
    publishedAt: latest?.publishedAt ?? null,
    state: shown === undefined ? null : stateWordOf(shown),
    releases: versions.filter(({ facts }) => facts !== undefined).length,
    visibility: latest?.visibility ?? catalog.namespaces.get(namespace)?.visibility ?? 'public',
    license: latest?.license ?? null,
    tags: latest?.tags ?? [],
    labels: Object.fromEntries(mergedLabels(catalog, artifact, latest?.labels ?? {})),
    observed: observedJson(catalog, reference),
  };
}

/** Every namespace in short (docs/api.md, "The list of namespaces"). Pure. */
export function namespaceListJson({ namespaces }: Catalog): object {
  return {
    namespaces: [...namespaces.values()].map((namespace) => ({
      path: namespace.path,
      parent: namespace.parent ?? null,
      shown: namespace.sight,
      owner: namespace.record?.manifest.owner ?? null,
      description: namespace.record?.manifest.description ?? null,
      visibility: namespace.visibility,
      labels: Object.fromEntries(
        sortedBy(namespace.inherited.labels, ([name]) => name).map(([name, { value }]) => [name, value]),
      ),
      policies: ownPolicies(namespace).length,
      namespaces: namespace.children.length,
      artifacts: namespace.artifacts.length,
      href: fromApi(paths.namespaceApi(namespace)),
    })),
  };
}

/** What the latest release of each artifact needs, one artifact a line (docs/api.md, "The graph"). Pure. */
export function graphText(catalog: Catalog): string {
  const lines = [...catalog.artifacts.values()].flatMap(({ reference, namespace, latest }) => {
    if (latest === undefined) return [];
    const targets = catalog.targets.targetsOf(latest, namespace);
    const edges = latest.dependencies.flatMap(({ range, type }, number) => {
      const target = targets[number];
      return target === undefined ? [] : [[target, range, type]];
    });
    return [JSON.stringify({ artifact: reference, version: latest.version, needs: edges })];
  });
  return `{"graph":[\n${lines.join(',\n')}\n]}\n`;
}
