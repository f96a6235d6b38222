import { isChoosable, sortedVersions } from '../../registry/index.ts';
import type { PackageArtifact } from '../../registry/index.ts';
import { isPrerelease } from '../../version/index.ts';
import type { Version } from '../../version/index.ts';

/** The versions that may be chosen, highest first. Pure. */
export function choosableVersions({ releases }: PackageArtifact): readonly Version[] {
  return sortedVersions(releases.keys()).filter(({ text }) => {
    const release = releases.get(text);
    return release !== undefined && isChoosable(release.state);
  });
}

/** What `latest` means: the highest that may be chosen, stable before pre-release. Pure. */
export function latestRelease(artifact: PackageArtifact): string | undefined {
  const choosable = choosableVersions(artifact);
  return (choosable.find((version) => !isPrerelease(version)) ?? choosable[0])?.text;
}
