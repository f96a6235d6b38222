import { parseArtifactName, parseNamespacePath, segmentsOf } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { latestOf, releaseStateOf, sortedVersions } from '../../registry/index.ts';
import type { ArtifactEntry, ReleaseState, Snapshot } from '../../registry/index.ts';
import type { Version } from '../../version/index.ts';
import type { ReleaseFacts, Visibility } from '../facts/release-facts.ts';
import { isIncluded } from './visibility.ts';

type ArtifactState = NonNullable<ReturnType<Snapshot['states']['get']>>;

/** A version that the site shows: a release, or the tombstone of one. */
export interface PublishedVersion {
  readonly version: string;
  readonly state: ReleaseState;
  /** Undefined for a tombstone, which has no content. */
  readonly facts: ReleaseFacts | undefined;
}

/** An artifact that the site shows, with what of it may be seen. */
export interface PublishedArtifact {
  readonly entry: ArtifactEntry;
  readonly reference: string;
  readonly namespace: NamespacePath;
  readonly name: string;
  /** Folders of the namespace and the name: `['org', 'acme', 'nexus-auth']`. */
  readonly segments: readonly string[];
  /** Highest first, at least one. */
  readonly versions: readonly PublishedVersion[];
  /** What `latest` means to those who see the site; undefined where there are only tombstones. */
  readonly latest: ReleaseFacts | undefined;
  readonly state: ArtifactState | undefined;
  /** Whether every version of it may be seen. */
  readonly isWhole: boolean;
}

/** What decides which of an artifact's versions are shown. */
export interface ArtifactSight {
  readonly facts: ReadonlyMap<string, ReleaseFacts> | undefined;
  readonly state: ArtifactState | undefined;
  /** Of the namespace. */
  readonly inherited: Visibility;
  readonly shown: Visibility;
}

/** Where an artifact's pages go. */
export interface ArtifactPlace {
  readonly namespace: NamespacePath;
  readonly segments: readonly string[];
}

/** Tells where an artifact's pages go, or undefined where its folder does not spell a canonical name. Each namespace is
 *  parsed once. */
export function placeFinder(): (entry: ArtifactEntry) => ArtifactPlace | undefined {
  const known = new Map<string, NamespacePath | undefined>();
  const namespaceOf = (text: string): NamespacePath | undefined => {
    if (!known.has(text)) {
      const parsed = parseNamespacePath(text);
      known.set(text, parsed.ok && parsed.value === text ? parsed.value : undefined);
    }
    return known.get(text);
  };
  return (entry) => {
    const namespace = namespaceOf(entry.namespace);
    const name = parseArtifactName(entry.name);
    if (namespace === undefined || !name.ok || name.value !== entry.name) return undefined;
    const segments = [...segmentsOf(namespace), name.value];
    return entry.folder === `namespaces/${segments.join('/')}` ? { namespace, segments } : undefined;
  };
}

/** The artifact as the site shows it; undefined where nothing of it may be seen. Pure. */
export function publishArtifact(
  entry: ArtifactEntry,
  place: ArtifactPlace,
  sight: ArtifactSight,
): PublishedArtifact | undefined {
  const { facts = new Map<string, ReleaseFacts>(), state, inherited, shown } = sight;
  const isWhole =
    isIncluded(inherited, shown) &&
    [...facts.values()].every((one) => isIncluded(one.visibility ?? inherited, shown));
  const named = new Set([...facts.keys(), ...Object.keys(state?.releases ?? {})]);
  const versions: PublishedVersion[] = [];
  const visible: Version[] = [];
  for (const version of sortedVersions(named)) {
    const found = publishVersion(version.text, facts.get(version.text), sight, isWhole);
    if (found === undefined) continue;
    versions.push(found);
    if (found.facts !== undefined) visible.push(version);
  }
  if (versions.length === 0) return undefined;
  const latest = facts.get(latestOf(visible, state) ?? '');
  const { reference, name } = entry;
  return { entry, reference, ...place, name, versions, latest, state, isWhole };
}

/** A tombstone without a manifest is only told of where nothing else of the artifact is hidden. */
function publishVersion(
  version: string,
  facts: ReleaseFacts | undefined,
  { state: artifactState, inherited, shown }: ArtifactSight,
  isWhole: boolean,
): PublishedVersion | undefined {
  const state = releaseStateOf(artifactState, version);
  const isVisible = facts === undefined ? isWhole : isIncluded(facts.visibility ?? inherited, shown);
  if (!isVisible) return undefined;
  if (state.isTombstone) return { version, state, facts: undefined };
  if (facts === undefined || state.isUnpublished || state.state === 'draft') return undefined;
  return { version, state, facts };
}
