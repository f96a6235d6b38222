import { HyperError, digestOf, sortedBy, toOneLine } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import type { ArtifactManifest, ArtifactStateManifest } from '../../manifest/index.ts';
import {
  inheritedBy,
  latestVersion,
  releaseStateOf,
  selectVersion,
  sortedVersions,
  streamReleases,
} from '../../registry/index.ts';
import type { ArtifactEntry, Found, Release, Snapshot } from '../../registry/index.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { mergeLabels } from './merge-labels.ts';
import { siteOf } from '../on-site/site-of.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { loadArtifact, openLookup } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';

export interface RegistryGetInput extends ReadInput {
  /** A reference, an id, or a bare name to look up. */
  readonly reference: string;
  /** Where a bare name is looked up first. */
  readonly namespace: string | undefined;
}

/** A version with what became of it. */
export interface ListedVersion {
  readonly version: string;
  readonly state: string;
  readonly isYanked: boolean;
}

/** A release with its place in the artifact. */
export interface RegistryGetData {
  readonly reference: string;
  readonly version: string;
  readonly latest: string;
  readonly state: string;
  readonly visibility: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Highest first. */
  readonly versions: readonly ListedVersion[];
  readonly channels: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Where the artifact moved to; null where it did not. */
  readonly redirect: string | null;
  /** What its keepers want everybody to know; null where they say nothing. */
  readonly notice: string | null;
  readonly deprecation: { readonly reason: string; readonly replacement: string | null } | null;
  readonly yanked: {
    readonly reason: string;
    readonly severity: string | null;
    readonly advisory: string | null;
  } | null;
  /** Of the manifest, from the registry's root. */
  readonly path: string;
  /** sha256 of the manifest's exact bytes. */
  readonly manifestDigest: Digest;
  readonly manifest: ArtifactManifest;
}

/** Reads one release: the one that the reference selects, or the latest. */
export const registryGet: Operation<RegistryGetInput, RegistryGetData, RegistryContext> = {
  id: 'registry.get',
  group: 'CRUD',
  summary: 'Show one release and what is known of its artifact',
  async run(context, input) {
    const { reference, namespace } = input;
    const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
    const lookup = { reference, place };
    const site = await siteOf(context, input);
    if (site !== undefined) return (await import('../on-site/get-on-site.ts')).getOnSite(site, lookup);
    const { registry, revision } = await openLookup(context, input, lookup);
    const question = { operation: 'registry.get', revision, asked: { reference, namespace } };
    return keptOutcome(registry, question, async () => {
      const { snapshot, found } = await loadArtifact(registry, revision, lookup);
      const release = await readRelease(registry, snapshot, found, reference);
      return { verdict: 'pass', diagnostics: [], data: describe(snapshot, release) };
    });
  },
};

/** The release that was found; of several with one selector, the first. Errors: `HYPER_RELEASE_MISSING`. */
export async function readRelease(
  registry: OpenedRegistry,
  snapshot: Snapshot,
  found: Found,
  asked: string,
): Promise<Release> {
  if (found.kind === 'id')
    return firstRelease(
      registry,
      snapshot.index.artifacts.values(),
      (one) => one.manifest.id === found.id,
      asked,
    );
  const { artifact, selector } = found;
  if (selector?.kind === 'digest') {
    const isAsked = (one: Release): boolean =>
      `sha256:${one.manifest.content?.digests.sha256 ?? ''}` === selector.digest ||
      digestOf(one.text) === selector.digest;
    return firstRelease(registry, [artifact], isAsked, asked);
  }
  const version = selectVersion(artifact, snapshot.states.get(artifact.reference), selector);
  const entry = artifact.releases.get(version);
  const only = { ...artifact, releases: new Map(entry === undefined ? [] : [[version, entry]]) };
  return firstRelease(registry, [only], () => true, asked);
}

async function firstRelease(
  registry: OpenedRegistry,
  artifacts: Iterable<ArtifactEntry>,
  isAsked: (release: Release) => boolean,
  asked: string,
): Promise<Release> {
  let reason = '';
  for await (const release of streamReleases(
    registry.store,
    artifacts,
    (fault) => (reason = fault.message),
  )) {
    if (isAsked(release)) return release;
  }
  throw new HyperError('HYPER_RELEASE_MISSING', `"${toOneLine(asked)}" selects no readable release`, {
    hint:
      reason === ''
        ? 'hyper registry list shows what there is'
        : `its manifest is not valid: ${toOneLine(reason)}`,
  });
}

function describe(snapshot: Snapshot, release: Release): RegistryGetData {
  const { reference, namespace } = release.artifact;
  const inherited = inheritedBy(snapshot, namespace);
  return describeRelease(release, {
    versions: [...(snapshot.index.artifacts.get(reference) ?? release.artifact).releases.keys()],
    state: snapshot.states.get(reference),
    visibility: release.manifest.visibility ?? inherited.visibility,
    labels: mergeLabels(inherited.labels, release.manifest.labels),
  });
}

/** What is around a release in its registry. */
export interface ReleaseSurroundings extends Pick<RegistryGetData, 'visibility' | 'labels'> {
  /** Of the artifact. */
  readonly versions: readonly string[];
  readonly state: ArtifactStateManifest | undefined;
}

/** The release with its place in the artifact. Pure. */
export function describeRelease(
  { artifact, version, entry, manifest, text }: Release,
  { versions, state, visibility, labels }: ReleaseSurroundings,
): RegistryGetData {
  const own = releaseStateOf(state, version);
  const { deprecation, yanked } = own.record ?? {};
  return {
    reference: artifact.reference,
    version,
    latest: latestVersion(versions, state) ?? version,
    state: own.state,
    visibility,
    labels,
    versions: sortedVersions(versions).map(({ text }) => {
      const one = releaseStateOf(state, text);
      return { version: text, state: one.state, isYanked: one.isYanked };
    }),
    channels: sortedRecord(state?.channels),
    tags: sortedRecord(state?.tags),
    redirect: state?.redirect?.artifact ?? null,
    notice: state?.notice ?? null,
    deprecation:
      deprecation === undefined
        ? null
        : { reason: deprecation.reason, replacement: deprecation.replacement ?? null },
    yanked:
      yanked === undefined
        ? null
        : { reason: yanked.reason, severity: yanked.severity ?? null, advisory: yanked.advisory ?? null },
    path: entry.path,
    manifestDigest: digestOf(text),
    manifest,
  };
}

function sortedRecord(names: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(sortedBy(Object.entries(names ?? {}), ([name]) => name));
}
