import { formatReference, parseReference } from '../../names/index.ts';
import type { PackageArtifact, PackageDependency, PackageRelease } from '../../registry/index.ts';
import type { ArtifactCandidates, Candidate, Unavailability } from '../../resolve/index.ts';

/** What a resolution chooses from of an artifact; `nameOf` gives the canonical name of a dependency. Pure. */
export function toCandidates(
  artifact: PackageArtifact,
  nameOf: (dependency: PackageDependency) => string,
): ArtifactCandidates {
  const redirect = canonicalName(artifact.redirect);
  return {
    artifact: artifact.reference,
    releases: [...artifact.releases.values()].map((release) => ({
      ...toCandidate(release, nameOf),
      ...(artifact.downloads === undefined ? {} : { downloads: artifact.downloads }),
    })),
    named: artifact.named,
    ...(redirect === undefined ? {} : { redirect }),
  };
}

function toCandidate(release: PackageRelease, nameOf: (dependency: PackageDependency) => string): Candidate {
  const unavailable = unavailabilityOf(release);
  const { deprecation } = release.state.record ?? {};
  const isDeprecated = release.state.state === 'deprecated';
  return {
    version: release.version,
    dependencies: release.dependencies.map((dependency) => ({ ...dependency, artifact: nameOf(dependency) })),
    publishedAt: release.publishedAt,
    ...(unavailable === undefined ? {} : { unavailable }),
    ...(isDeprecated ? { deprecation: toDeprecation(deprecation) } : {}),
    ...(release.path === undefined ? {} : { path: release.path }),
  };
}

function toDeprecation(
  stated: NonNullable<PackageRelease['state']['record']>['deprecation'],
): NonNullable<Candidate['deprecation']> {
  if (stated === undefined) return {};
  const { reason, replacement } = stated;
  return { reason, ...(replacement === undefined ? {} : { replacement }) };
}

function unavailabilityOf({ state }: PackageRelease): Unavailability | undefined {
  if (state.isTombstone) return 'deleted';
  if (state.isUnpublished) return 'unpublished';
  if (state.isYanked) return 'yanked';
  return state.state === 'draft' || state.state === 'archived' ? state.state : undefined;
}

function canonicalName(text: string | undefined): string | undefined {
  const parsed = text === undefined ? undefined : parseReference(text);
  if (parsed?.ok !== true || parsed.value.kind === 'id') return undefined;
  return formatReference({ ...parsed.value, selector: undefined });
}
