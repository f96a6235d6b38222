import { sortedBy } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import {
  inheritanceOf,
  latestVersion,
  loadSnapshot,
  releaseStateOf,
  streamReleases,
} from '../../registry/index.ts';
import type { ArtifactEntry, Inherited, Release, Revision, Snapshot } from '../../registry/index.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { mergeLabels } from './merge-labels.ts';
import { isWithinKnown } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { siteOf } from '../on-site/site-of.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';

export interface RegistryListInput extends ReadInput {
  /** Only artifacts in this namespace and below; any accepted spelling. */
  readonly namespace: string | undefined;
}

/** One artifact as lists show it: what its latest release says. */
export interface ListedArtifact {
  readonly reference: string;
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly latest: string;
  readonly releases: number;
  readonly state: string;
  readonly visibility: string;
  readonly description: string;
  readonly license: string | null;
  readonly tags: readonly string[];
  /** Merged down the namespaces; the artifact's own value wins. In order of names. */
  readonly labels: Readonly<Record<string, string>>;
  /** UTC ISO 8601 of the latest release; null where its manifest does not say. */
  readonly publishedAt: string | null;
}

/**
 * Lists the artifacts of a registry, one row each, in order of reference. Findings say which are missing. Errors:
 * `HYPER_NAMESPACE_MISSING`.
 */
export const registryList: Operation<RegistryListInput, readonly ListedArtifact[], RegistryContext> = {
  id: 'registry.list',
  group: 'CRUD',
  summary: 'List artifacts with their latest release',
  async run(context, input) {
    const site = await siteOf(context, input);
    if (site !== undefined)
      return (await import('../on-site/list-on-site.ts')).listOnSite(site, input.namespace);
    const isWhole = input.namespace === undefined;
    const { registry, revision } = await openRevision(context, input, isWhole ? 'none' : 'list');
    const list = (): Promise<Outcome<readonly ListedArtifact[]>> =>
      listArtifacts(registry, revision, input.namespace);
    return isWhole ? keptOutcome(registry, { operation: 'registry.list', revision }, list) : list();
  },
};

async function listArtifacts(
  { store }: OpenedRegistry,
  revision: Revision,
  namespace: string | undefined,
): Promise<Outcome<readonly ListedArtifact[]>> {
  const snapshot = await loadSnapshot(store, revision);
  const isWanted = isWithinKnown(namespace, snapshot.index.namespaces.keys());
  const chosen: ArtifactEntry[] = [];
  for (const artifact of snapshot.index.artifacts.values()) {
    const only = isWanted(artifact.namespace) ? onlyLatest(artifact, snapshot) : undefined;
    if (only !== undefined) chosen.push(only);
  }
  const faults: Diagnostic[] = [];
  const rows: ListedArtifact[] = [];
  const inheritance = inheritanceOf(snapshot);
  for await (const release of streamReleases(store, chosen, (fault) => faults.push(fault))) {
    rows.push(toRow(release, snapshot, inheritance(release.artifact.namespace)));
  }
  // An artifact whose latest release cannot be read has no row: the list is not whole.
  const isWhole = rows.length === chosen.length;
  return {
    verdict: isWhole ? 'pass' : 'findings',
    diagnostics: faults,
    data: sortedBy(rows, (row) => row.reference),
  };
}

function onlyLatest(artifact: ArtifactEntry, snapshot: Snapshot): ArtifactEntry | undefined {
  const latest = latestVersion(artifact.releases.keys(), snapshot.states.get(artifact.reference));
  const entry = latest === undefined ? undefined : artifact.releases.get(latest);
  return latest === undefined || entry === undefined
    ? undefined
    : { ...artifact, releases: new Map([[latest, entry]]) };
}

function toRow(release: Release, snapshot: Snapshot, inherited: Inherited): ListedArtifact {
  const { artifact, manifest, version } = release;
  const state = releaseStateOf(snapshot.states.get(artifact.reference), version);
  return {
    reference: artifact.reference,
    namespace: artifact.namespace,
    name: artifact.name,
    type: manifest.type,
    latest: version,
    releases: snapshot.index.artifacts.get(artifact.reference)?.releases.size ?? 0,
    state: state.isYanked ? 'yanked' : state.state,
    visibility: manifest.visibility ?? inherited.visibility,
    description: manifest.metadata.description,
    license: manifest.metadata.license ?? null,
    tags: manifest.metadata.tags ?? [],
    labels: mergeLabels(inherited.labels, manifest.labels ?? {}),
    publishedAt: manifest.publishedAt ?? null,
  };
}
