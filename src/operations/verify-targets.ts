import {
  findArtifact,
  loadSnapshot,
  pairsOf,
  roleOf,
  selectVersion,
  streamReleases,
} from '../registry/index.ts';
import type {
  ArtifactEntry,
  Pair,
  RegistryIndex,
  Release,
  RegistryStore,
  Revision,
  TreeEntry,
} from '../registry/index.ts';
import { HyperError, compareText, digestOf, toOneLine } from '../core/index.ts';
import { signaturePathOf } from '../signing/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { VerifyTarget } from './verify-one.ts';

/** Every file below the namespaces that must be signed, in byte order of paths: releases, states and policies. */
export function* signedEntries(index: RegistryIndex): Iterable<TreeEntry> {
  for (const { policies } of index.namespaces.values()) yield* policies.values();
  for (const { releases, state } of index.artifacts.values()) {
    yield* releases.values();
    if (state !== undefined) yield state;
  }
}

/** Every signed file of a registry, without the words for people, which nobody reads of so many. Pure. */
export function allTargets(index: RegistryIndex): VerifyTarget[] {
  const targets: VerifyTarget[] = [];
  const add = (entry: TreeEntry, namespace: string, isStripped: boolean): void => {
    const signatures = index.signatures.get(signaturePathOf(entry.path));
    targets.push({
      entry,
      signatures,
      namespace,
      what: '',
      isStripped: isStripped && signatures === undefined,
    });
  };
  for (const { path, policies } of index.namespaces.values()) {
    for (const policy of policies.values()) add(policy, path, false);
  }
  for (const { namespace, releases, state, reference } of index.artifacts.values()) {
    const isPart = hasUnsigned(index, releases.values()) && hasSigned(index, reference);
    for (const release of releases.values()) add(release, namespace, isPart);
    if (state !== undefined) add(state, namespace, false);
  }
  return targets;
}

/** Files that should be where only their signatures are, in byte order: taken away, or no plain files any more. Pure. */
export function missingTargets(index: RegistryIndex): string[] {
  const present = new Set([...signedEntries(index)].map(({ path }) => signaturePathOf(path)));
  const links = [
    index.registry,
    ...index.trustRoots,
    ...[...index.namespaces.values()].map(({ manifest }) => manifest),
  ];
  for (const entry of links) if (entry !== undefined) present.add(signaturePathOf(entry.path));
  const alone = [...index.signatures.keys()].filter((path) => !present.has(path));
  return alone.map((path) => path.replace(/\.sigstore\.json$/u, '.yaml')).sort(compareText);
}

function hasUnsigned(index: RegistryIndex, releases: Iterable<TreeEntry>): boolean {
  for (const { path } of releases) if (!index.signatures.has(signaturePathOf(path))) return true;
  return false;
}

/** The signed files at or below a path, each with its namespace. Pure. */
export function targetsBelow(index: RegistryIndex, path: string): VerifyTarget[] {
  const file = path.replace(/\.sigstore\.json$/u, '.yaml');
  const inside = (one: string): boolean => one === file || one.startsWith(`${path}/`);
  const entries = [...signedEntries(index)].filter((entry) => inside(entry.path));
  entries.sort((left, right) => compareText(left.path, right.path));
  return pairsOf(entries, index).flatMap((pair) => toTarget(index, pair) ?? []);
}

/** The release that a reference selects, and the state of its artifact, which says what became of it. */
export async function targetsOf(
  store: RegistryStore,
  revision: Revision,
  reference: string,
  namespace: NamespacePath | undefined,
): Promise<VerifyTarget[]> {
  const snapshot = await loadSnapshot(store, revision);
  const found = findArtifact(snapshot, reference, namespace === undefined ? {} : { namespace });
  const { index } = snapshot;
  const isExact = found.kind === 'artifact' && found.selector?.kind !== 'digest';
  const [artifact, version] = isExact
    ? [
        found.artifact,
        selectVersion(found.artifact, snapshot.states.get(found.artifact.reference), found.selector),
      ]
    : await search(
        store,
        found.kind === 'id' ? index.artifacts.values() : [found.artifact],
        (release) =>
          found.kind === 'id'
            ? release.manifest.id === found.id
            : found.selector?.kind === 'digest' &&
              (digestOf(release.text) === found.selector.digest ||
                `sha256:${release.manifest.content?.digests.sha256 ?? ''}` === found.selector.digest),
        reference,
      );
  const release = artifact.releases.get(version);
  const entries = [release, artifact.state].filter((entry) => entry !== undefined);
  return pairsOf(entries, index).flatMap((pair) => toTarget(index, pair) ?? []);
}

async function search(
  store: RegistryStore,
  artifacts: Iterable<ArtifactEntry>,
  isAsked: (release: Release) => boolean,
  asked: string,
): Promise<[ArtifactEntry, string]> {
  for await (const release of streamReleases(store, artifacts, () => undefined)) {
    if (isAsked(release)) return [release.artifact, release.version];
  }
  throw new HyperError('HYPER_RELEASE_MISSING', `"${toOneLine(asked)}" selects no readable release`, {
    hint: 'hyper registry list shows what there is',
  });
}

/** A pair below the namespaces as a target; undefined for what is judged as part of the chain. Pure. */
export function toTarget(index: RegistryIndex, pair: Pair): VerifyTarget | undefined {
  const role = roleOf(pair.entry.path);
  switch (role.kind) {
    case 'policy':
      return {
        ...pair,
        namespace: role.namespace,
        what: `Policy ${role.id} of ${role.namespace}`,
        isStripped: false,
      };
    case 'state':
      return {
        ...pair,
        namespace: role.namespace,
        what: `The state of ${role.namespace}/${role.name}`,
        isStripped: false,
      };
    case 'release': {
      const reference = `${role.namespace}/${role.name}`;
      const isStripped = pair.signatures === undefined && hasSigned(index, reference);
      return { ...pair, namespace: role.namespace, what: `${reference}@${role.version}`, isStripped };
    }
    default:
      return undefined;
  }
}

/** Whether any release of the artifact has a file of signatures (ATTACKS S03). */
function hasSigned(index: RegistryIndex, reference: string): boolean {
  const releases = index.artifacts.get(reference)?.releases.values() ?? [];
  for (const { path } of releases) if (index.signatures.has(signaturePathOf(path))) return true;
  return false;
}
