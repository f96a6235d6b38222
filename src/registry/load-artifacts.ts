import { MAX_MANIFEST_BYTES, digestOf } from '../core/index.ts';
import type { ArtifactStateManifest } from '../manifest/index.ts';
import { keyOfArtifact, parseKept, renderKept } from './kept-artifacts.ts';
import type { KeptArtifacts } from './kept-artifacts.ts';
import { packageArtifactOf, toPackageRelease } from './package-artifact.ts';
import type { StatedRelease } from './package-artifact.ts';
import type { PackageArtifact, PackageRelease } from './package-registry.ts';
import { folderOf } from './registry-index.ts';
import type { ArtifactEntry } from './registry-index.ts';
import type { RegistryStore } from './registry-store.ts';
import { readManifest } from './snapshot.ts';

const NO_FAULTS = (): void => undefined;

/** Artifacts as their files make them: those kept from an earlier run, the others read and kept now. */
export async function loadArtifacts(
  store: RegistryStore,
  entries: readonly ArtifactEntry[],
  kept: KeptArtifacts,
): Promise<Map<ArtifactEntry, PackageArtifact>> {
  const found = new Map<ArtifactEntry, PackageArtifact>();
  const keys = new Map<ArtifactEntry, string>();
  for (const entry of entries) {
    const key = keyOfArtifact(entry);
    if (key === undefined) continue;
    keys.set(entry, key);
    const text = kept.read(key);
    if (text !== undefined) found.set(entry, parseKept(text));
  }
  const unknown = entries.filter((entry) => !found.has(entry));
  if (unknown.length === 0) return found;
  const texts = new Map<string, string>();
  for (const [entry, artifact] of await readFiles(store, unknown)) {
    found.set(entry, artifact);
    const key = keys.get(entry);
    if (key !== undefined) texts.set(key, renderKept(artifact));
  }
  kept.write(texts);
  return found;
}

async function readFiles(
  store: RegistryStore,
  entries: readonly ArtifactEntry[],
): Promise<Map<ArtifactEntry, PackageArtifact>> {
  const wanted = entries.flatMap(({ releases, state }) => [
    ...releases.values(),
    ...(state === undefined ? [] : [state]),
  ]);
  const releases = new Map<string, StatedRelease[]>();
  const states = new Map<string, ArtifactStateManifest>();
  for await (const blobs of store.readBlobs(wanted, MAX_MANIFEST_BYTES)) {
    for (const { request, bytes } of blobs) {
      const read = readManifest(request.path, bytes, NO_FAULTS);
      if (read?.manifest.kind === 'ArtifactState') states.set(folderOf(request.path), read.manifest);
      if (read?.manifest.kind !== 'Artifact') continue;
      const folder = folderOf(request.path);
      const release = toPackageRelease(read.manifest, digestOf(read.text), request.path);
      const known = releases.get(folder);
      if (known === undefined) releases.set(folder, [release]);
      else known.push(release);
    }
  }
  return new Map(
    entries.map((entry) => {
      const sound = soundReleases(entry, releases.get(entry.folder) ?? []);
      return [entry, packageArtifactOf(entry.reference, sound, states.get(entry.folder))] as const;
    }),
  );
}

/** Releases whose manifests speak of themselves, at their own place. */
function soundReleases(entry: ArtifactEntry, releases: readonly StatedRelease[]): PackageRelease[] {
  return releases.flatMap(({ of, ...release }) => {
    const isOwn = of === entry.reference && release.path === `${entry.folder}/${release.version}.yaml`;
    return isOwn ? [release] : [];
  });
}
