import { signersOf } from '../../registry/index.ts';
import { releasedAt } from '../facts/release-facts.ts';
import type { Catalog } from '../model/catalog.ts';
import { API, paths } from '../model/paths.ts';
import type { PublishedArtifact, PublishedVersion } from '../model/published-artifact.ts';
import type { ReleaseView } from '../model/release-view.ts';
import { deprecationOf, namedVersions, redirectOf, stateWordOf } from '../model/version-state.ts';
import { observedJson } from './observed-json.ts';
import { versionState } from './release-json.ts';

/** The artifact and its versions (docs/api.md, "An artifact"). Pure. */
export function artifactJson(catalog: Catalog, artifact: PublishedArtifact): object {
  const { latest } = artifact;
  return {
    reference: artifact.reference,
    namespace: artifact.namespace,
    name: artifact.name,
    type: latest?.type ?? null,
    description: latest?.description ?? null,
    license: latest?.license ?? null,
    latest: latest?.version ?? null,
    channels: Object.fromEntries(namedVersions(artifact, 'channels')),
    tags: Object.fromEntries(namedVersions(artifact, 'tags')),
    redirect: redirectOf(catalog, artifact) ?? null,
    notice: artifact.state?.notice ?? null,
    observed: observedJson(catalog, artifact.reference),
    dependents: catalog.dependents.get(artifact.reference)?.length ?? 0,
    versions: artifact.versions.map((published) => ({
      version: published.version,
      id: published.facts?.id ?? null,
      releasedAt: published.facts === undefined ? null : releasedAt(published.facts),
      manifest: published.facts?.sha256 ?? null,
      ...versionState(catalog, published),
      href:
        published.facts === undefined
          ? null
          : fromApi(paths.artifactApi(artifact, `${published.version}.json`)),
    })),
    links: {
      dependents: fromApi(paths.artifactApi(artifact, 'dependents.json')),
      discovery: fromApi(paths.artifactApi(artifact, 'discovery.json')),
      sparse: fromApi(paths.sparse(artifact)),
      namespace: namespaceHref(catalog, artifact),
    },
  };
}

/** The artifacts that need this one (docs/api.md, "Dependents"). Pure. */
export function dependentsJson(catalog: Catalog, { reference }: PublishedArtifact): object {
  return { reference, dependents: catalog.dependents.get(reference) ?? [] };
}

/** The line of a version with all that a resolver needs (docs/api.md, "Sparse lines"); a tombstone has no view. Pure. */
export function sparseLine(
  catalog: Catalog,
  artifact: PublishedArtifact,
  published: PublishedVersion,
  view: ReleaseView | undefined,
): string {
  const line =
    view === undefined
      ? { v: published.version, tombstone: true, reason: published.state.record?.tombstone?.reason ?? null }
      : { ...sparseJson(published, view), ...sparseState(catalog, artifact, published) };
  return `${JSON.stringify(line)}\n`;
}

/** What became of a version, as far as a resolver must say it; keys without a value are left out. */
function sparseState(catalog: Catalog, artifact: PublishedArtifact, published: PublishedVersion): object {
  const { yanked } = published.state.record ?? {};
  const deprecation = deprecationOf(catalog, published);
  const redirect = redirectOf(catalog, artifact);
  const named = (['channels', 'tags'] as const).flatMap((which) =>
    namedVersions(artifact, which).flatMap(([name, version]) =>
      version === published.version ? [name] : [],
    ),
  );
  return {
    ...(yanked === undefined ? {} : { yank: yanked }),
    ...(deprecation === undefined ? {} : { deprecation }),
    ...(named.length === 0 ? {} : { named }),
    ...(redirect === undefined ? {} : { moved: redirect.artifact }),
  };
}

function sparseJson(published: PublishedVersion, { facts, manifest, signatures }: ReleaseView): object {
  const { state, version } = published;
  const signer = signatures === undefined ? undefined : signersOf(signatures);
  const { content } = manifest;
  return {
    v: version,
    id: facts.id,
    type: facts.type,
    state: stateWordOf(published),
    yanked: state.isYanked,
    deprecated: state.state === 'deprecated',
    deps: manifest.dependencies.map(({ artifact, range, type, optional, condition, registry }) => {
      const row = [artifact, range, type, optional, condition ?? null];
      return registry === undefined ? row : [...row, registry];
    }),
    digests: content?.digests ?? null,
    size: content?.size ?? null,
    source: content === undefined ? null : (content.uri ?? content.path ?? 'inline'),
    manifest: facts.sha256,
    released: releasedAt(facts),
    ...(signer === undefined ? {} : { signer }),
  };
}

/** Links in the API are relative to `api/v1/`, whichever file they stand in. */
export function fromApi(path: string): string {
  return path
    .slice(API.length + 1)
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

function namespaceHref(catalog: Catalog, { namespace }: PublishedArtifact): string | null {
  const found = catalog.namespaces.get(namespace);
  return found === undefined ? null : fromApi(paths.namespaceApi(found));
}
