import { Buffer } from 'node:buffer';
import { sortedBy } from '../../core/index.ts';
import type { Dependency } from '../../manifest/index.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact, PublishedVersion } from '../model/published-artifact.ts';
import type { ReleaseView } from '../model/release-view.ts';
import { deprecationOf, stateWordOf } from '../model/version-state.ts';

/** The release and all that its manifest says (docs/api.md, "A release"). Pure. */
export function releaseJson(
  catalog: Catalog,
  artifact: PublishedArtifact,
  published: PublishedVersion,
  { facts, manifest, document, text, path, signatures }: ReleaseView,
): object {
  const signature = path.replace(/\.yaml$/u, '.sigstore.json');
  const namespace = catalog.namespaces.get(artifact.namespace);
  return {
    reference: `${artifact.reference}@${facts.version}`,
    namespace: artifact.namespace,
    name: artifact.name,
    version: facts.version,
    id: facts.id,
    type: facts.type,
    ...versionState(catalog, published),
    visibility: facts.visibility ?? namespace?.visibility ?? 'public',
    labels: Object.fromEntries(mergedLabels(catalog, artifact, manifest.labels ?? {})),
    dependencies: manifest.dependencies.map((dependency) => dependencyJson(dependency)),
    source: {
      path,
      size: facts.size,
      sha256: facts.sha256,
      signature: catalog.snapshot.index.signatures.has(signature) ? signature : null,
    },
    manifest: document,
    text,
    signatures: signatures === undefined ? null : exactText(signatures),
  };
}

/** The text that is just these bytes in UTF-8; null where none is. */
function exactText(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('utf8');
  return text !== '' && Buffer.from(text).equals(bytes) ? text : null;
}

/** What became of a version; the keys that every list of versions shares. Pure. */
export function versionState(catalog: Catalog, published: PublishedVersion): object {
  const { state } = published;
  return {
    state: stateWordOf(published),
    lifecycle: state.state === 'draft' ? 'published' : state.state,
    deprecation: deprecationOf(catalog, published) ?? null,
    yanked: state.record?.yanked ?? null,
    tombstone: state.record?.tombstone ?? null,
  };
}

/** The labels of the namespaces above, merged down, and those of the release, which win; in order of key. Pure. */
export function mergedLabels(
  catalog: Catalog,
  { namespace }: PublishedArtifact,
  own: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  const inherited =
    catalog.namespaces.get(namespace)?.inherited.labels ?? new Map<string, { value: string }>();
  const merged = new Map([...inherited].map(([name, { value }]) => [name, value] as const));
  for (const [name, value] of Object.entries(own)) merged.set(name, value);
  return sortedBy(merged, ([name]) => name);
}

function dependencyJson(dependency: Dependency): object {
  const { artifact, range, type, optional, condition, registry, scope, reason } = dependency;
  return {
    artifact,
    range,
    type,
    optional,
    condition: condition ?? null,
    registry: registry ?? null,
    scope: scope ?? null,
    reason: reason ?? null,
  };
}
