import type { ArtifactStateManifest } from '../manifest/index.ts';
import { isPrerelease, parseVersion, sortVersions } from '../version/index.ts';
import type { Version } from '../version/index.ts';

type ReleaseRecord = NonNullable<ArtifactStateManifest['releases']>[string];

/** What became of a release since it was published (SPEC section 2.2). */
export interface ReleaseState {
  readonly state: 'draft' | 'published' | 'deprecated' | 'archived';
  readonly isYanked: boolean;
  readonly isUnpublished: boolean;
  readonly isTombstone: boolean;
  /** The row of artifact.yaml, where there is one. */
  readonly record: ReleaseRecord | undefined;
}

/** The state of a release; one that artifact.yaml does not name is published. Pure. */
export function releaseStateOf(state: ArtifactStateManifest | undefined, version: string): ReleaseState {
  const releases = state?.releases;
  const record = releases !== undefined && Object.hasOwn(releases, version) ? releases[version] : undefined;
  return {
    state: record?.state ?? 'published',
    isYanked: record?.yanked !== undefined,
    isUnpublished: record?.unpublished !== undefined,
    isTombstone: record?.tombstone !== undefined,
    record,
  };
}

/** Whether a resolver may choose the release when nothing names it. */
export function isChoosable(state: ReleaseState): boolean {
  const isLive = state.state === 'published' || state.state === 'deprecated';
  return isLive && !state.isYanked && !state.isUnpublished && !state.isTombstone;
}

/** The versions that parse, highest first. Pure. */
export function sortedVersions(versions: Iterable<string>): Version[] {
  const parsed: Version[] = [];
  for (const text of versions) {
    const version = parseVersion(text);
    if (version.ok) parsed.push(version.value);
  }
  return sortVersions(parsed);
}

/**
 * What `latest` means (ATTACKS I13: computed, never stated): the highest version that may be chosen, stable before
 * pre-release; where none may be chosen, the highest of all. Undefined where there is no version.
 */
export function latestVersion(
  versions: Iterable<string>,
  state: ArtifactStateManifest | undefined,
): string | undefined {
  return latestOf(sortedVersions(versions), state);
}

/** The same of versions that are sorted, highest first. Pure. */
export function latestOf(
  sorted: readonly Version[],
  state: ArtifactStateManifest | undefined,
): string | undefined {
  const choosable = sorted.filter((version) => isChoosable(releaseStateOf(state, version.text)));
  return (choosable.find((version) => !isPrerelease(version)) ?? choosable[0] ?? sorted[0])?.text;
}
