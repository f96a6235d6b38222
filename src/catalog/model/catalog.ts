import { digestHex, sortedBy } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { Discovery } from '../../discovery/index.ts';
import type { DiscoveryArtifact } from '../../discovery/index.ts';
import { inheritanceOf } from '../../registry/index.ts';
import type { Inherited, Observed, Snapshot } from '../../registry/index.ts';
import { leftOut } from '../facts/registry-facts.ts';
import type { RegistryFacts } from '../facts/registry-facts.ts';
import { releasedAt } from '../facts/release-facts.ts';
import type { ReleaseFacts, Visibility } from '../facts/release-facts.ts';
import type { OutputFile } from '../output-file.ts';
import { STYLESHEET } from '../site/stylesheet/stylesheet.ts';
import { discoveryArtifacts } from './discovery-artifacts.ts';
import { findDependents, targetFinder } from './dependents.ts';
import type { Dependent, TargetFinder } from './dependents.ts';
import { placeFinder, publishArtifact } from './published-artifact.ts';
import type { PublishedArtifact } from './published-artifact.ts';
import { placeScripts } from './place-scripts.ts';
import { toSiteHistory } from './site-history.ts';
import type { HistoryEvent, SiteHistory } from './site-history.ts';
import { publishNamespaces } from './published-namespace.ts';
import type { PublishedNamespace } from './published-namespace.ts';

export interface CatalogOptions {
  /** The least public of what the site shows; `public` unless people who see the site may see more. */
  readonly visibility: Visibility;
  /** Names the program and everything of it that shapes the output, for example `hyper 0.1.0`: another generator renders
   *  every unit again. */
  readonly generator: string;
  /** The published JSON Schemas; their paths are relative to `schemas/v1/`. */
  readonly schemas: readonly OutputFile[];
  /** Modules for browsers by their names, such as `search.js`; none where nothing was bundled. */
  readonly scripts?: readonly OutputFile[];
  /** Every act up to the commit, oldest first; undefined where the site tells no history. */
  readonly history?: readonly HistoryEvent[] | undefined;
  /** What namespaces said before, newest first, where that is needed to believe them; by path. */
  readonly former?: ReadonlyMap<string, FormerTexts> | undefined;
}

/** Former texts of a manifest and of what signs it, newest first. */
export interface FormerTexts {
  readonly manifests: readonly string[];
  readonly signatures: readonly string[];
}

/** What the site shows of a registry: everything that is rendered is read from here. */
export interface Catalog {
  readonly snapshot: Snapshot;
  readonly options: CatalogOptions;
  /** By `namespace/name`, in that order. */
  readonly artifacts: ReadonlyMap<string, PublishedArtifact>;
  /** By path, in that order. */
  readonly namespaces: ReadonlyMap<string, PublishedNamespace>;
  readonly dependents: ReadonlyMap<string, readonly Dependent[]>;
  readonly targets: TargetFinder;
  /** By `namespace/name`, what the registry itself saw of an artifact. */
  readonly observed: ReadonlyMap<string, Observed>;
  /** What discovery is made of, in the order of the artifacts. */
  readonly discovered: readonly DiscoveryArtifact[];
  /** What belongs together; worked out where it is asked for. */
  readonly discovery: Discovery;
  /** Newest first. */
  readonly recent: readonly RecentRelease[];
  readonly releaseCount: number;
  /** Where the stylesheet is; its name holds its digest. */
  readonly stylesheetPath: string;
  /** The modules for browsers by their names without the ending: `search`. */
  readonly scripts: ReadonlyMap<string, OutputFile>;
  readonly diagnostics: readonly Diagnostic[];
  readonly history: SiteHistory | undefined;
}

export interface RecentRelease {
  readonly facts: ReleaseFacts;
  readonly artifact: PublishedArtifact;
}

/** Releases in the feed and, the first of them, on the front page. */
const RECENT_RELEASES = 50;

/** Works out what may be shown and how it hangs together. Linear in the number of releases. Pure. */
export function toCatalog(snapshot: Snapshot, facts: RegistryFacts, options: CatalogOptions): Catalog {
  const diagnostics = [...facts.diagnostics];
  const inheritance = inheritanceOf(snapshot);
  const artifacts = publishAll({ snapshot, facts, inheritance }, options, diagnostics);
  const targets = targetFinder(artifacts, snapshot.index.artifacts);
  let releaseCount = 0;
  for (const { versions } of artifacts.values()) releaseCount += versions.filter((one) => one.facts).length;
  const observed = facts.observed ?? new Map<string, Observed>();
  const discovered = [...discoveryArtifacts(artifacts.values(), targets, observed)];
  const catalog: Catalog = {
    snapshot,
    options,
    artifacts,
    namespaces: publishNamespaces({ snapshot, inheritance }, artifacts.values(), options.visibility),
    dependents: findDependents(artifacts.values(), targets),
    targets,
    observed,
    discovered,
    discovery: new Discovery(discovered),
    recent: newest(artifacts.values()),
    releaseCount,
    stylesheetPath: `assets/site-${digestHex(STYLESHEET).slice(0, 12)}.css`,
    scripts: placeScripts(options.scripts ?? []),
    diagnostics,
    history: undefined,
  };
  const { history } = options;
  return history === undefined
    ? catalog
    : { ...catalog, history: toSiteHistory({ ...catalog, visibility: options.visibility }, history) };
}

/** What artifacts are shown by. */
interface PublishSources {
  readonly snapshot: Snapshot;
  readonly facts: RegistryFacts;
  readonly inheritance: (namespace: string) => Inherited;
}

function publishAll(
  { snapshot, facts, inheritance }: PublishSources,
  options: CatalogOptions,
  diagnostics: Diagnostic[],
): Map<string, PublishedArtifact> {
  const found = new Map<string, PublishedArtifact>();
  const placeOf = placeFinder();
  for (const entry of sortedBy(snapshot.index.artifacts.values(), (one) => one.reference)) {
    const place = placeOf(entry);
    if (place === undefined) {
      diagnostics.push(leftOut(entry.folder, 'the folder does not spell a canonical namespace and name'));
      continue;
    }
    const inherited = inheritance(place.namespace).visibility;
    const state = snapshot.states.get(entry.reference);
    const known = facts.releases.get(entry.reference);
    const sight = { facts: known, state, inherited, shown: options.visibility };
    const artifact = publishArtifact(entry, place, sight);
    if (artifact !== undefined) found.set(entry.reference, artifact);
  }
  return found;
}

function newest(artifacts: Iterable<PublishedArtifact>): RecentRelease[] {
  let kept: RecentRelease[] = [];
  // What is older than all of so many is not among the newest.
  let oldest = '';
  for (const artifact of artifacts) {
    for (const { facts } of artifact.versions) {
      if (facts !== undefined && releasedAt(facts) >= oldest) kept.push({ facts, artifact });
    }
    if (kept.length < 8 * RECENT_RELEASES) continue;
    kept = keepNewest(kept);
    const last = kept.at(-1);
    if (last !== undefined) oldest = releasedAt(last.facts);
  }
  return keepNewest(kept);
}

function keepNewest(releases: readonly RecentRelease[]): RecentRelease[] {
  const key = ({ facts }: RecentRelease): string => `${releasedAt(facts)} ${facts.artifact}@${facts.version}`;
  return sortedBy(releases, key).reverse().slice(0, RECENT_RELEASES);
}
