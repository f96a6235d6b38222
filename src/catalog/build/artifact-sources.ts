import type { TreeEntry } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';

const TEXTS = ['README.md', 'CHANGELOG.md'];

/** The texts that stand beside an artifact. */
export function textSources({ snapshot }: Catalog, { entry }: PublishedArtifact): readonly TreeEntry[] {
  return TEXTS.flatMap((name) => snapshot.index.texts.get(`${entry.folder}/${name}`) ?? []);
}

/** The releases that are shown, from the highest down. What signs a release comes before it, so that both are at hand
 *  when it is rendered. */
export function releaseSources(catalog: Catalog, artifact: PublishedArtifact): readonly TreeEntry[] {
  return artifact.versions.flatMap(({ version, facts }) =>
    facts === undefined ? [] : sourcesOf(catalog, artifact, version),
  );
}

/** The latest release alone, after what signs it; nothing where only tombstones are left. */
export function latestSource(catalog: Catalog, artifact: PublishedArtifact): readonly TreeEntry[] {
  return artifact.latest === undefined ? [] : sourcesOf(catalog, artifact, artifact.latest.version);
}

function sourcesOf(
  { snapshot }: Catalog,
  { entry }: PublishedArtifact,
  version: string,
): readonly TreeEntry[] {
  const release = entry.releases.get(version);
  if (release === undefined) return [];
  const signature = snapshot.index.signatures.get(signaturePathOf(release.path));
  return signature === undefined ? [release] : [signature, release];
}

export function isSignature({ path }: TreeEntry): boolean {
  return path.endsWith('.sigstore.json');
}

/** Whether any is a signature file of the working tree that no object id stands for. */
export function hasUnsavedSignature(sources: readonly TreeEntry[]): boolean {
  return sources.some((entry) => entry.oid === '' && isSignature(entry));
}
