import { gatherFacts, renderFacts, restoreFacts } from '../../catalog/index.ts';
import type { RegistryFacts } from '../../catalog/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { latestVersion, readObserved, releaseStateOf, streamReleases } from '../../registry/index.ts';
import type { ArtifactEntry, RegistryStore, Snapshot } from '../../registry/index.ts';
import type { OpenedRegistry } from '../world.ts';

const KEPT_AS = 'shown';

/** Facts of the releases that stand for their artifacts; what is wrong with them goes to `diagnostics`. */
export async function gatherShown(
  store: RegistryStore,
  snapshot: Snapshot,
  diagnostics: Diagnostic[],
): Promise<RegistryFacts> {
  return withObserved(store, snapshot, await gatherChosen(store, chosenOf(snapshot), diagnostics));
}

/** The same, remembered by the tree; releases with faults are read again each time. */
export async function gatherKeptShown(
  { store, cache }: Pick<OpenedRegistry, 'store' | 'cache'>,
  snapshot: Snapshot,
  diagnostics: Diagnostic[],
): Promise<RegistryFacts> {
  const { tree } = snapshot.revision;
  if (tree === null) return gatherShown(store, snapshot, diagnostics);
  const chosen = chosenOf(snapshot);
  const key = `${KEPT_AS}-${tree}`;
  const kept = cache.read(key);
  const artifacts = new Map(chosen.map((artifact) => [artifact.reference, artifact]));
  const known = restoreFacts({ ...snapshot.index, artifacts }, kept?.split('\n') ?? [], KEPT_AS);
  const facts = await gatherChosen(store, known.unread, diagnostics, known.facts);
  if (kept === undefined) {
    const all = [...facts.releases.values()].flatMap((versions) => [...versions.values()]);
    cache.write(key, renderFacts(all, KEPT_AS));
  }
  return withObserved(store, snapshot, facts);
}

/** The facts with what the registry itself saw. Errors: those of the store. */
export async function withObserved(
  store: RegistryStore,
  { index }: Snapshot,
  facts: RegistryFacts,
): Promise<RegistryFacts> {
  return { ...facts, observed: await readObserved(store, index) };
}

function chosenOf(snapshot: Snapshot): readonly ArtifactEntry[] {
  return [...snapshot.index.artifacts.values()].flatMap((artifact) => onlyShown(artifact, snapshot));
}

async function gatherChosen(
  store: RegistryStore,
  chosen: readonly ArtifactEntry[],
  diagnostics: Diagnostic[],
  known?: RegistryFacts,
): Promise<RegistryFacts> {
  const facts = await gatherFacts(
    streamReleases(store, chosen, (fault) => diagnostics.push(fault)),
    known,
  );
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
