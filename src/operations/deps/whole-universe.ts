import { digestOf } from '../../core/index.ts';
import { formatReference, lookupCandidates, parseReference } from '../../names/index.ts';
import { packageArtifactOf, streamReleases, toPackageRelease } from '../../registry/index.ts';
import type {
  PackageArtifact,
  PackageDependency,
  PackageRelease,
  RegistryStore,
  Snapshot,
} from '../../registry/index.ts';
import type { ArtifactCandidates } from '../../resolve/index.ts';
import { toCandidates } from './to-candidates.ts';

/** Every artifact of a snapshot; releases that cannot be read are left out. Memory is linear in the number of releases. */
export async function readWhole(
  store: RegistryStore,
  snapshot: Snapshot,
  tell?: (done: number) => void,
): Promise<Map<string, PackageArtifact>> {
  const releases = new Map<string, PackageRelease[]>();
  let done = 0;
  for await (const release of streamReleases(store, snapshot.index.artifacts.values(), () => undefined)) {
    const { artifact, version, manifest, text, entry } = release;
    const { of, ...found } = toPackageRelease(manifest, digestOf(text), entry.path);
    done += 1;
    if (done % 1000 === 0) tell?.(done);
    if (of !== artifact.reference || found.version !== version) continue;
    const known = releases.get(of);
    if (known === undefined) releases.set(of, [found]);
    else known.push(found);
  }
  return new Map(
    [...snapshot.index.artifacts.keys()].map((reference) => [
      reference,
      packageArtifactOf(reference, releases.get(reference) ?? [], snapshot.states.get(reference)),
    ]),
  );
}

/** The artifact as a resolver of one registry takes it; `exists` says which names there are, for bare ones. Pure. */
export function candidatesOf(
  artifact: PackageArtifact,
  exists: (reference: string) => boolean,
  registry: string,
): ArtifactCandidates {
  return toCandidates(artifact, (dependency) => nameIn(artifact.reference, dependency, exists, registry));
}

function nameIn(
  from: string,
  dependency: PackageDependency,
  exists: (reference: string) => boolean,
  registry: string,
): string {
  if (dependency.registry !== undefined && dependency.registry !== registry) {
    return `${dependency.artifact} (of the registry "${dependency.registry}")`;
  }
  const parsed = parseReference(dependency.artifact);
  if (!parsed.ok || parsed.value.kind === 'id') return dependency.artifact;
  if (parsed.value.namespace !== undefined) return formatReference(parsed.value);
  const owner = parseReference(from);
  const namespace = owner.ok && owner.value.kind === 'name' ? owner.value.namespace : undefined;
  const places = lookupCandidates(parsed.value.name, namespace).map((one) => `${one.namespace}/${one.name}`);
  return places.find(exists) ?? dependency.artifact;
}
