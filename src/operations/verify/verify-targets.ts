import {
  findArtifact,
  loadSnapshot,
  pairsOf,
  roleOf,
  selectVersion,
  streamReleases,
} from '../../registry/index.ts';
import type {
  ArtifactEntry,
  Pair,
  RegistryIndex,
  Release,
  RegistryStore,
  Revision,
  TreeEntry,
} from '../../registry/index.ts';
import { HyperError, compareText, digestOf, toOneLine } from '../../core/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { NamespacePath } from '../../names/index.ts';
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
  const signaturesOf = ({ path }: TreeEntry): TreeEntry | undefined =>
    index.signatures.get(signaturePathOf(path));
  const add = (
    entry: TreeEntry,
    signatures: TreeEntry | undefined,
    namespace: string,
    isStripped: boolean,
  ): void => {
    targets.push({ entry, signatures, namespace, what: '', isStripped });
  };
  for (const { path, policies } of index.namespaces.values()) {
    for (const policy of policies.values()) add(policy, signaturesOf(policy), path, false);
  }
  for (const { namespace, releases, state } of index.artifacts.values()) {
    const pairs = Array.from(releases.values(), (entry) => ({ entry, signatures: signaturesOf(entry) }));
    const isPart = pairs.some(({ signatures }) => signatures !== undefined);
    for (const { entry, signatures } of pairs)
      add(entry, signatures, namespace, isPart && signatures === undefined);
    if (state !== undefined) add(state, signaturesOf(state), namespace, false);
  }
  return targets;
}

/** Files that should be where only their signatures are, in byte order: taken away, or no plain files any more. Pure. */
export function missingTargets(index: RegistryIndex, all: readonly VerifyTarget[]): string[] {
  const entries = [
    index.registry,
    ...index.trustRoots,
    ...[...index.namespaces.values()].map(({ manifest }) => manifest),
  ];
  // A set: a tree that was made by hand may hold a file twice, and it signs but once.
  const links = new Set(entries.flatMap((entry) => (entry === undefined ? [] : signaturePathOf(entry.path))));
  let met = [...links].filter((path) => index.signatures.has(path)).length;
  for (const { signatures } of all) if (signatures !== undefined) met += 1;
  if (met === index.signatures.size) return [];
  const present = new Set([...all.map(({ entry }) => signaturePathOf(entry.path)), ...links]);
  const alone = [...index.signatures.keys()].filter((path) => !present.has(path));
  return alone.map((path) => path.replace(/\.sigstore\.json$/u, '.yaml')).sort(compareText);
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
