import type { RegistryManifest } from '../../manifest/index.ts';
import { isChoosable } from '../../registry/index.ts';
import { parseVersion } from '../../version/index.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';

/** Of which releases a build writes locks: `settings.builtLocks` of registry.yaml. */
export type BuiltLocks = NonNullable<NonNullable<RegistryManifest['settings']>['builtLocks']>;

/**
 * The versions of an artifact that get a lock, highest first. `latest`: the latest, and what channels and tags name; `lines`: of
 * each release line the newest that may be chosen as well. Pure.
 */
export function lockedVersions(artifact: PublishedArtifact, wanted: BuiltLocks): readonly string[] {
  const shown = artifact.versions.filter(({ facts }) => facts !== undefined);
  if (wanted === 'all') return shown.map(({ version }) => version);
  if (wanted === 'none') return [];
  const { state, latest } = artifact;
  const chosen = new Set([...Object.values(state?.tags ?? {}), ...Object.values(state?.channels ?? {})]);
  if (latest !== undefined) chosen.add(latest.version);
  if (wanted === 'lines') {
    for (const version of newestOfLines(artifact)) chosen.add(version);
  }
  return shown.map(({ version }) => version).filter((version) => chosen.has(version));
}

/** Of each line the highest version that may be chosen, a pre-release only where the line has nothing else. */
function newestOfLines({ versions }: PublishedArtifact): Iterable<string> {
  const newest = new Map<string, { readonly text: string; readonly isStable: boolean }>();
  for (const { version, state, facts } of versions) {
    const parsed = parseVersion(version);
    if (!parsed.ok || facts === undefined || !isChoosable(state)) continue;
    const { major, minor, prerelease } = parsed.value;
    const line = major > 0 ? String(major) : `0.${String(minor)}`;
    const isStable = prerelease.length === 0;
    const known = newest.get(line);
    if (known === undefined || (isStable && !known.isStable)) newest.set(line, { text: version, isStable });
  }
  return [...newest.values()].map(({ text }) => text);
}
