import { sortedBy } from '../../core/index.ts';
import { lineOf, parentOf, parseNamespacePath, segmentsOf } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import type { Inherited, NamespaceRecord, Snapshot } from '../../registry/index.ts';
import type { Visibility } from '../facts/release-facts.ts';
import type { PublishedArtifact } from './published-artifact.ts';
import { isIncluded } from './visibility.ts';

/** A namespace that the site shows. */
export interface PublishedNamespace {
  readonly path: NamespacePath;
  readonly segments: readonly string[];
  /** `open`: all of it; `known`: that it is there, what it is for and whose it is; `path`: its path alone. */
  readonly sight: 'open' | 'known' | 'path';
  readonly record: NamespaceRecord | undefined;
  /** What is in force here, as far as the namespaces it comes from are open. */
  readonly inherited: Inherited;
  readonly visibility: Visibility;
  readonly parent: NamespacePath | undefined;
  readonly children: NamespacePath[];
  /** In order of name. */
  readonly artifacts: PublishedArtifact[];
}

/** What namespaces are shown by. */
export interface NamespaceSources {
  readonly snapshot: Snapshot;
  /** As `inheritanceOf` the snapshot. */
  readonly inheritance: (path: string) => Inherited;
}

/**
 * The namespaces to show, by path: those that are open, those that say everyone may see that they are there, and the
 * ones above an artifact or namespace that is shown. Artifacts are given in order of reference. Pure.
 */
export function publishNamespaces(
  { snapshot, inheritance }: NamespaceSources,
  artifacts: Iterable<PublishedArtifact>,
  shown: Visibility,
): Map<string, PublishedNamespace> {
  const sights = new Map<NamespacePath, PublishedNamespace['sight']>();
  const addPath = (path: NamespacePath): void => {
    if (sights.has(path)) return;
    for (const one of lineOf(path)) if (!sights.has(one)) sights.set(one, 'path');
  };
  const held = [...artifacts];
  for (const { namespace } of held) addPath(namespace);
  for (const [path, { manifest }] of snapshot.namespaces) {
    const parsed = parseNamespacePath(path);
    if (!parsed.ok || parsed.value !== path || manifest.path !== path) continue;
    const isOpen = isIncluded(inheritance(path).visibility, shown);
    if (!isOpen && manifest.public !== true) continue;
    addPath(parsed.value);
    sights.set(parsed.value, isOpen ? 'open' : 'known');
  }
  const found = new Map<string, PublishedNamespace>();
  for (const path of sortedBy(sights.keys(), (path) => path)) {
    found.set(path, describe({ snapshot, inheritance }, path, sights));
  }
  for (const namespace of found.values()) {
    if (namespace.parent !== undefined) found.get(namespace.parent)?.children.push(namespace.path);
  }
  for (const artifact of held) found.get(artifact.namespace)?.artifacts.push(artifact);
  return found;
}

function describe(
  { snapshot, inheritance }: NamespaceSources,
  path: NamespacePath,
  sights: ReadonlyMap<string, PublishedNamespace['sight']>,
): PublishedNamespace {
  const sight = sights.get(path) ?? 'path';
  const isOpen = (from: string): boolean => sights.get(from) === 'open';
  const all = inheritance(path);
  return {
    path,
    segments: segmentsOf(path),
    sight,
    record: sight === 'path' ? undefined : snapshot.namespaces.get(path),
    inherited: sight === 'open' ? restrict(all, isOpen) : restrict(all, () => false),
    visibility: all.visibility,
    parent: parentOf(path),
    children: [],
    artifacts: [],
  };
}

/** What comes from a namespace that is not open stays unsaid. */
function restrict(all: Inherited, isOpen: (from: string) => boolean): Inherited {
  const quotas = Object.entries(all.quotas).filter(([, quota]) => isOpen(quota.from));
  return {
    visibility: all.visibility,
    labels: new Map([...all.labels].filter(([, label]) => isOpen(label.from))),
    policies: all.policies
      .filter((one) => isOpen(one.from))
      .map((one) => ({
        ...one,
        overriddenBy:
          one.overriddenBy !== undefined && isOpen(one.overriddenBy) ? one.overriddenBy : undefined,
      })),
    grants: all.grants.filter((one) => isOpen(one.from)),
    quotas: Object.fromEntries(quotas),
  };
}
