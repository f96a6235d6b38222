import { HyperError, sortedBy } from '../../core/index.ts';
import type { ArtifactStateManifest } from '../../manifest/index.ts';
import { latestVersion, releaseStateOf, sortedVersions } from '../../registry/index.ts';
import type { ArtifactEntry, Revision } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { siteOf } from '../on-site/site-of.ts';
import { loadArtifact, openLookup } from '../open-snapshot.ts';
import type { Lookup, ReadInput } from '../open-snapshot.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';
import { assertWholeArtifact } from '../whole-artifact.ts';

export interface VersionListInput extends ReadInput {
  readonly reference: string;
  /** Where a bare name is looked up first. */
  readonly namespace: string | undefined;
}

/** One version, deleted ones too. */
export interface VersionRow {
  readonly version: string;
  readonly state: string;
  readonly isYanked: boolean;
  readonly isUnpublished: boolean;
  readonly isLatest: boolean;
  /** In order of names. */
  readonly channels: readonly string[];
  readonly tags: readonly string[];
  /** Why it was yanked, deprecated, unpublished or deleted. */
  readonly reason: string | null;
}

export interface VersionListData {
  readonly reference: string;
  /** Where the artifact moved to. */
  readonly redirect: string | null;
  /** Highest first. */
  readonly versions: readonly VersionRow[];
}

/** Lists the versions of an artifact with what became of each, and what names it. Errors: `HYPER_VERSION_UNUSED`. */
export const versionList: Operation<VersionListInput, VersionListData, RegistryContext> = {
  id: 'version.list',
  group: 'versions',
  summary: 'List the versions of an artifact with their state and names',
  async run(context, input) {
    const { reference, namespace } = input;
    assertWholeArtifact(reference);
    const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
    const lookup = { reference, place };
    const site = await siteOf(context, input);
    if (site !== undefined) return (await import('../on-site/get-on-site.ts')).versionsOnSite(site, lookup);
    const { registry, revision } = await openLookup(context, input, lookup);
    const question = { operation: 'version.list', revision, asked: { reference, namespace } };
    return keptOutcome(registry, question, () => listVersions(registry, revision, lookup));
  },
};

async function listVersions(
  registry: OpenedRegistry,
  revision: Revision,
  lookup: Lookup,
): Promise<Outcome<VersionListData>> {
  const { snapshot, found } = await loadArtifact(registry, revision, lookup);
  if (found.kind === 'id') {
    throw new HyperError('HYPER_ARTIFACT_MISSING', 'the id of one release names no artifact', {
      hint: `hyper registry get ${found.id} shows of which artifact it is`,
    });
  }
  const { artifact } = found;
  return {
    verdict: 'pass',
    diagnostics: [],
    data: describeVersions(artifact, snapshot.states.get(artifact.reference)),
  };
}

/** The versions of an artifact, deleted ones too. Pure. */
export function describeVersions(
  artifact: ArtifactEntry,
  state: ArtifactStateManifest | undefined,
): VersionListData {
  const latest = latestVersion(artifact.releases.keys(), state);
  const deleted = Object.entries(state?.releases ?? {}).flatMap(([version, { tombstone }]) =>
    tombstone === undefined ? [] : [version],
  );
  const all = sortedVersions(new Set([...artifact.releases.keys(), ...deleted]));
  const named = (names: Readonly<Record<string, string>> | undefined, version: string): string[] =>
    sortedBy(
      Object.entries(names ?? {}).flatMap(([name, one]) => (one === version ? [name] : [])),
      (name) => name,
    );
  const versions = all.map(({ text }): VersionRow => {
    const { state: word, isYanked, isUnpublished, isTombstone, record } = releaseStateOf(state, text);
    const said = record?.tombstone ?? record?.yanked ?? record?.unpublished ?? record?.deprecation;
    return {
      version: text,
      state: isTombstone ? 'deleted' : word,
      isYanked,
      isUnpublished,
      isLatest: text === latest,
      channels: named(state?.channels, text),
      tags: named(state?.tags, text),
      reason: said?.reason ?? null,
    };
  });
  const redirect = state?.redirect?.artifact ?? null;
  return { reference: artifact.reference, redirect, versions };
}
