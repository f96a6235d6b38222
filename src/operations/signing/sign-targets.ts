import { HyperError, sortedBy, toOneLine } from '../../core/index.ts';
import { parseNamespacePath } from '../../names/index.ts';
import { findArtifact, isManifestRole, roleOf, selectVersion, streamReleases } from '../../registry/index.ts';
import type { ArtifactEntry, LookupPlace, Snapshot } from '../../registry/index.ts';
import { isWithinKnown } from '../namespace-filter.ts';
import type { OpenedRegistry } from '../world.ts';

/** What is meant as a path, and as no reference. */
const FILE_NAME = /^\.{0,2}\/|\.(?:json|md|ya?ml)$/u;

export interface TargetInput {
  /** References, ids, namespaces, or paths of manifests on this machine. */
  readonly targets: readonly string[];
  /** The targets are namespaces, and all releases, states and policies in and below them are meant. */
  readonly isAll: boolean;
  /** Where bare names are looked up. */
  readonly place: LookupPlace;
}

/**
 * The paths of the manifests that are meant, each once, in byte order. A namespace means its namespace.yaml; with `isAll`
 * everything that its keys sign: releases, states and policies in it and below, and not the manifests of namespaces,
 * which the keys above them sign. Errors: `HYPER_SIGN_NOTHING`, `HYPER_SIGN_TARGET`, those of references.
 */
export async function findSignTargets(
  registry: OpenedRegistry,
  snapshot: Snapshot,
  input: TargetInput,
): Promise<readonly string[]> {
  const paths = new Set<string>();
  if (input.isAll) {
    for (const path of everythingBelow(snapshot, input.targets)) paths.add(path);
  } else {
    for (const target of input.targets) paths.add(await findOne(registry, snapshot, target, input.place));
  }
  if (paths.size > 0) return sortedBy(paths, (path) => path);
  throw new HyperError('HYPER_SIGN_NOTHING', 'there is nothing to sign', {
    hint: 'name a reference, a manifest, or a namespace with --all',
  });
}

async function findOne(
  registry: OpenedRegistry,
  snapshot: Snapshot,
  target: string,
  place: LookupPlace,
): Promise<string> {
  const path = registry.toRegistryPath(target);
  if (path !== undefined && isManifest(snapshot, path)) return path;
  const { signatures, texts } = snapshot.index;
  if (path !== undefined && (signatures.has(path) || texts.has(path))) {
    throw new HyperError('HYPER_SIGN_TARGET', `"${toOneLine(path)}" is no manifest`, {
      hint: 'name a release, artifact.yaml, namespace.yaml, a policy, registry.yaml or a root of trust',
    });
  }
  if (path !== undefined && isManifestRole(roleOf(path))) {
    throw new HyperError('HYPER_SIGN_TARGET', `there is no "${toOneLine(path)}"`, {
      hint: 'hyper trust status lists what is to be signed',
    });
  }
  if (FILE_NAME.test(target)) {
    throw new HyperError('HYPER_SIGN_TARGET', `"${toOneLine(target)}" is no manifest of this registry`, {
      hint: 'hyper trust status lists what is to be signed',
    });
  }
  const namespace = parseNamespacePath(target);
  const manifest = namespace.ok ? snapshot.index.namespaces.get(namespace.value)?.manifest : undefined;
  if (manifest !== undefined) return manifest.path;
  const found = findArtifact(snapshot, target, place);
  if (found.kind === 'id') return findById(registry, snapshot, found.id);
  const { artifact, selector } = found;
  if (selector?.kind === 'digest') throw unselected(target);
  const version = selectVersion(artifact, snapshot.states.get(artifact.reference), selector);
  const entry = artifact.releases.get(version);
  if (entry === undefined) throw unselected(target);
  return entry.path;
}

async function findById(registry: OpenedRegistry, snapshot: Snapshot, id: string): Promise<string> {
  const all = snapshot.index.artifacts.values();
  for await (const release of streamReleases(registry.store, all, () => undefined)) {
    if (release.manifest.id === id) return release.entry.path;
  }
  throw unselected(id);
}

function unselected(target: string): HyperError {
  return new HyperError('HYPER_RELEASE_MISSING', `"${toOneLine(target)}" selects no release to sign`, {
    hint: 'name it by version: namespace/name@1.2.3; hyper registry list shows what there is',
  });
}

function isManifest({ index }: Snapshot, path: string): boolean {
  const role = roleOf(path);
  switch (role.kind) {
    case 'release':
      return index.artifacts.get(`${role.namespace}/${role.name}`)?.releases.get(role.version)?.path === path;
    case 'state':
      return index.artifacts.get(`${role.namespace}/${role.name}`)?.state?.path === path;
    case 'namespace':
      return index.namespaces.get(role.namespace)?.manifest?.path === path;
    case 'policy':
      return index.namespaces.get(role.namespace)?.policies.get(role.id)?.path === path;
    case 'registry':
      return index.registry !== undefined;
    case 'trust-root':
      return index.trustRoots.some((entry) => entry.path === path);
    case 'signature':
    case 'text':
    case 'blob':
    case 'observed':
    case 'other':
    case 'foreign':
      return false;
  }
}

function* everythingBelow(snapshot: Snapshot, targets: readonly string[]): Iterable<string> {
  const known = [...snapshot.index.namespaces.keys()];
  const tests = (targets.length === 0 ? [undefined] : targets).map((one) => isWithinKnown(one, known));
  const isMeant = (namespace: string): boolean => tests.some((isWithin) => isWithin(namespace));
  const { artifacts, namespaces } = snapshot.index;
  for (const [path, namespace] of namespaces) {
    if (isMeant(path)) for (const policy of namespace.policies.values()) yield policy.path;
  }
  for (const artifact of artifacts.values()) if (isMeant(artifact.namespace)) yield* pathsOf(artifact);
}

function* pathsOf({ state, releases }: ArtifactEntry): Iterable<string> {
  if (state !== undefined) yield state.path;
  for (const release of releases.values()) yield release.path;
}
