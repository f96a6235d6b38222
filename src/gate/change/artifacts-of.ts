import { roleOf } from '../../registry/index.ts';
import type { ArtifactEntry, RegistryIndex } from '../../registry/index.ts';
import type { ArtifactSide, ChangedArtifact, ChangedFile } from './change-subject.ts';
import { formerRelease } from './read-sides.ts';
import type { Indexes } from './indexes.ts';
import type { Sides } from './read-sides.ts';

/** The artifacts that a change touches, with what they were and will be. Pure. */
export function artifactsOf(
  files: readonly ChangedFile[],
  indexes: Indexes,
  sides: Sides,
): ReadonlyMap<string, ChangedArtifact> {
  const byReference = new Map<string, ChangedFile[]>();
  for (const file of files) {
    const reference = artifactOf(file.path);
    if (reference === undefined) continue;
    const known = byReference.get(reference);
    if (known === undefined) byReference.set(reference, [file]);
    else known.push(file);
  }
  const artifacts = new Map<string, ChangedArtifact>();
  for (const [reference, own] of byReference) {
    const [before, tip, after] = [indexes.before, indexes.tip, indexes.after].map(({ artifacts: at }) =>
      at.get(reference),
    );
    const any = after ?? before ?? tip;
    if (any === undefined) continue;
    const former = before === undefined ? undefined : sides.of(formerRelease(before.releases))?.manifest;
    const { namespace, name, folder } = any;
    artifacts.set(reference, {
      ...{ reference, namespace, name, folder, files: own },
      before: sideOf(before, indexes.before, sides),
      tip: sideOf(tip, indexes.tip, sides),
      after: sideOf(after, indexes.after, sides),
      former: former?.kind === 'Artifact' ? former : undefined,
    });
  }
  return artifacts;
}

/** `namespace/name` of the artifact that a release, a state or a signature of one belongs to. Pure. */
export function artifactOf(path: string): string | undefined {
  const role = roleOf(path);
  if (role.kind === 'release' || role.kind === 'state') return `${role.namespace}/${role.name}`;
  return role.kind === 'signature' ? artifactOf(role.signs) : undefined;
}

function sideOf(entry: ArtifactEntry | undefined, { signatures }: RegistryIndex, sides: Sides): ArtifactSide {
  const signed = new Set<string>();
  for (const [version, { path }] of entry?.releases ?? []) {
    if (signatures.has(path.replace(/\.yaml$/u, '.sigstore.json'))) signed.add(version);
  }
  return { releases: entry?.releases ?? new Map(), signed, state: sides.stateOf(entry?.state) };
}
