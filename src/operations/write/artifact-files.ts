import { HyperError, sortedBy, toOneLine } from '../../core/index.ts';
import type { StateFile } from '../../lifecycle/index.ts';
import { findArtifact, readManifest, selectVersion, streamReleases } from '../../registry/index.ts';
import type { ArtifactEntry, Snapshot } from '../../registry/index.ts';
import type { ArtifactManifest } from '../../manifest/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { WritePlace } from './write-context.ts';
import type { WriteInput } from './write-data.ts';

/** An artifact that an operation works on. */
export interface FoundArtifact {
  readonly artifact: ArtifactEntry;
  readonly state: StateFile;
  /** What the reference selects; undefined where it names the artifact alone. */
  readonly version: string | undefined;
}

/** One release of an artifact. */
export type FoundRelease = FoundArtifact & { readonly version: string };

/**
 * The artifact that a reference names, and the version that it selects: an exact one, or what a channel or tag names, since
 * a change of whatever a range selects today would be a guess. Errors: those of `findArtifact`, `HYPER_RELEASE_MISSING`,
 * `HYPER_VERSION_MISSING`.
 */
export async function requireArtifact(
  place: WritePlace,
  input: WriteInput,
  reference: string,
): Promise<FoundArtifact> {
  const { snapshot } = place;
  const where = input.namespace === undefined ? {} : { namespace: requireNamespace(input.namespace) };
  const found = findArtifact(snapshot, reference, where);
  if (found.kind === 'id') return requireId(place, found.id);
  const { artifact, selector } = found;
  const state = await readState(place, artifact);
  if (selector === undefined) return { artifact, state, version: undefined };
  if (selector.kind === 'version' && state.manifest?.releases?.[selector.version]?.tombstone !== undefined) {
    return { artifact, state, version: selector.version };
  }
  if (selector.kind === 'digest' || selector.kind === 'range') {
    throw new HyperError('HYPER_VERSION_MISSING', `"${toOneLine(reference)}" names a ${selector.kind}`, {
      hint: `name its version: ${artifact.reference}@1.2.3`,
    });
  }
  return { artifact, state, version: selectVersion(artifact, state.manifest, selector) };
}

/** As `requireArtifact`, for what is done to one release. Errors: also `HYPER_VERSION_MISSING`. */
export async function requireRelease(
  place: WritePlace,
  input: WriteInput,
  reference: string,
): Promise<FoundRelease> {
  const found = await requireArtifact(place, input, reference);
  const { artifact, version } = found;
  if (version !== undefined) return { ...found, version };
  const versions = [...artifact.releases.keys()];
  const [only] = versions;
  if (only !== undefined && versions.length === 1) return { ...found, version: only };
  throw new HyperError('HYPER_VERSION_MISSING', `"${toOneLine(artifact.reference)}" has several releases`, {
    hint: `name one: ${artifact.reference}@${versions.at(-1) ?? '1.0.0'}; hyper version list ${artifact.reference}`,
  });
}

/** The artifact.yaml of an artifact as it is. */
export async function readState(
  place: WritePlace,
  artifact: Pick<ArtifactEntry, 'folder' | 'namespace' | 'name'>,
): Promise<StateFile> {
  const { folder, namespace, name } = artifact;
  const path = `${folder}/artifact.yaml`;
  const bytes = await place.read(path);
  if (bytes === undefined) return { path, namespace, name, bytes, manifest: undefined };
  const manifest = readManifest(path, bytes, () => undefined)?.manifest;
  if (manifest?.kind === 'ArtifactState') return { path, namespace, name, bytes, manifest };
  throw unreadable(path);
}

/** A release's manifest with the bytes that it was read from. */
export interface ReadRelease {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly manifest: ArtifactManifest;
}

/** The manifest of a release that is there, with its bytes. Errors: `HYPER_EDIT_REFUSED` where it has faults. */
export async function readRelease(place: WritePlace, path: string): Promise<ReadRelease> {
  const bytes = await place.read(path);
  const read = bytes === undefined ? undefined : readManifest(path, bytes, () => undefined);
  if (bytes === undefined || read?.manifest.kind !== 'Artifact') throw unreadable(path);
  return { bytes, text: read.text, manifest: read.manifest };
}

/** References of artifacts whose redirect leads to this one, in order. Pure. */
export function redirectedTo({ states }: Snapshot, reference: string): readonly string[] {
  const led = [...states].filter(
    ([, { redirect }]) => redirect?.artifact.replace(/@[^/]*$/u, '') === reference,
  );
  return sortedBy(
    led.map(([from]) => from),
    (from) => from,
  );
}

async function requireId(place: WritePlace, id: string): Promise<FoundArtifact> {
  const { registry, snapshot } = place;
  const all = snapshot.index.artifacts.values();
  for await (const { artifact, manifest, version } of streamReleases(registry.store, all, () => undefined)) {
    if (manifest.id === id) return { artifact, state: await readState(place, artifact), version };
  }
  throw new HyperError('HYPER_RELEASE_MISSING', `no release has the id "${toOneLine(id)}"`, {
    hint: 'hyper registry list shows what there is',
  });
}

function unreadable(path: string): HyperError {
  return new HyperError('HYPER_EDIT_REFUSED', `"${toOneLine(path)}" is not valid`, {
    hint: 'hyper validate shows what is wrong',
  });
}
