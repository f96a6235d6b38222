import type { ArtifactManifest as Artifact, ArtifactStateManifest } from '../manifest/index.ts';
import type { PackageArtifact, PackageContent, PackageRelease } from './package-registry.ts';
import { releaseStateOf } from './release-state.ts';

/** A release with the `namespace/name` that its manifest says it is of. */
export type StatedRelease = PackageRelease & { readonly of: string };

/**
 * What a manifest says, as a release that stands as published. It goes through JSON, which copies every string: parts of a
 * manifest's text would keep the whole text in memory. Pure.
 */
export function toPackageRelease(manifest: Artifact, digest: string, path: string): StatedRelease {
  const { state, ...release } = toPlainRelease(manifest, digest, path);
  return { ...(JSON.parse(JSON.stringify(release)) as typeof release), state };
}

/** The same without copies, for a release that is not kept. Pure. */
export function toPlainRelease(manifest: Artifact, digest: string, path: string): StatedRelease {
  const content = contentOf(manifest);
  return {
    of: `${manifest.namespace}/${manifest.name}`,
    version: manifest.version,
    id: manifest.id,
    manifest: digest,
    ...(content === undefined ? {} : { content }),
    dependencies: manifest.dependencies.map(
      ({ artifact, range, type, optional, condition, registry, pointer }) => ({
        ...{ artifact, range, type, optional, pointer },
        ...(condition === undefined ? {} : { condition }),
        ...(registry === undefined ? {} : { registry }),
      }),
    ),
    publishedAt: manifest.publishedAt ?? manifest.createdAt,
    path,
    state: releaseStateOf(undefined, ''),
  };
}

/** The artifact of releases and of what became of them. Pure. */
export function packageArtifactOf(
  reference: string,
  releases: readonly PackageRelease[],
  state: ArtifactStateManifest | undefined,
): PackageArtifact {
  const tombstones = new Map<string, string>();
  for (const [version, record] of Object.entries(state?.releases ?? {})) {
    if (record.tombstone !== undefined) tombstones.set(version, record.tombstone.reason);
  }
  const redirect = state?.redirect?.artifact;
  return {
    reference,
    releases: new Map(
      releases
        .filter(({ version }) => !tombstones.has(version))
        .map((release) => [release.version, { ...release, state: releaseStateOf(state, release.version) }]),
    ),
    tombstones,
    named: new Map([...Object.entries(state?.tags ?? {}), ...Object.entries(state?.channels ?? {})]),
    ...(redirect === undefined ? {} : { redirect }),
  };
}

/** What a lock and a download go by of a release's content; undefined where it has none. Pure. */
export function contentOf({ content }: Artifact): PackageContent | undefined {
  if (content === undefined) return undefined;
  const { digests, size, path, uri } = content;
  return { digests, ...(size === undefined ? {} : { size }), source: uri ?? path ?? 'inline' };
}
