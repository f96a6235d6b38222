import { gatherFacts } from '../catalog/index.ts';
import type { RegistryFacts } from '../catalog/index.ts';
import type { Diagnostic } from '../core/index.ts';
import { latestVersion, releaseStateOf, streamReleases } from '../registry/index.ts';
import type { ArtifactEntry, RegistryStore, Snapshot } from '../registry/index.ts';

/** Facts of the releases that stand for their artifacts; what is wrong with them goes to `diagnostics`. */
export async function gatherShown(
  store: RegistryStore,
  snapshot: Snapshot,
  diagnostics: Diagnostic[],
): Promise<RegistryFacts> {
  const chosen = [...snapshot.index.artifacts.values()].flatMap((artifact) => onlyShown(artifact, snapshot));
  const facts = await gatherFacts(streamReleases(store, chosen, (fault) => diagnostics.push(fault)));
  diagnostics.push(...facts.diagnostics);
  return facts;
}

/** The artifact with the release that stands for it: the latest of those that are out. */
function onlyShown(artifact: ArtifactEntry, snapshot: Snapshot): ArtifactEntry[] {
  const state = snapshot.states.get(artifact.reference);
  const out = [...artifact.releases.keys()].filter((version) => {
    const release = releaseStateOf(state, version);
    return !release.isTombstone && !release.isUnpublished && release.state !== 'draft';
  });
  const latest = latestVersion(out, state);
  const entry = latest === undefined ? undefined : artifact.releases.get(latest);
  return latest === undefined || entry === undefined
    ? []
    : [{ ...artifact, releases: new Map([[latest, entry]]) }];
}
