import { HyperError, toOneLine, toTypedError } from '../core/index.ts';
import {
  dottedCandidates,
  formatReference,
  formatSelector,
  lookupCandidates,
  parseReference,
  toFolder,
} from '../names/index.ts';
import type { NameReference, NamespacePath, Selector } from '../names/index.ts';
import type { ArtifactStateManifest } from '../manifest/index.ts';
import { parseRange, satisfies } from '../version/index.ts';
import { nearestArtifact } from './nearest-artifact.ts';
import type { ArtifactEntry, RegistryIndex } from './registry-index.ts';
import { isChoosable, latestVersion, releaseStateOf, sortedVersions } from './release-state.ts';

/** What has names: a snapshot, or the part of a registry that may be meant. */
interface Named {
  readonly index: Pick<RegistryIndex, 'artifacts' | 'namespaces'>;
}

/** Where a bare name is looked up. */
export interface LookupPlace {
  readonly namespace?: NamespacePath;
  readonly searchPath?: readonly NamespacePath[];
}

/** An artifact that a reference names, with what it selects of it; the id form needs the releases' content. */
export type Found =
  | { readonly kind: 'artifact'; readonly artifact: ArtifactEntry; readonly selector: Selector | undefined }
  | { readonly kind: 'id'; readonly id: string };

/**
 * Finds the artifact that a reference names: `namespace/name`, the dotted spelling where it is not ambiguous, or a bare
 * name looked up in the namespace, its ancestors and the search path. Pure.
 * Errors: `HYPER_ARTIFACT_MISSING`, `HYPER_ARTIFACT_AMBIGUOUS`, `HYPER_REFERENCE_…` for what is no reference.
 */
export function findArtifact(snapshot: Named, text: string, place: LookupPlace = {}): Found {
  const parsed = parseReference(text);
  if (parsed.ok && parsed.value.kind === 'id') return { kind: 'id', id: parsed.value.id };
  if (parsed.ok && parsed.value.kind === 'name' && parsed.value.namespace !== undefined) {
    const { namespace, name, selector } = parsed.value;
    return { kind: 'artifact', artifact: require(snapshot, `${namespace}/${name}`), selector };
  }
  if (parsed.ok && parsed.value.kind === 'name') {
    const { name, selector } = parsed.value;
    for (const candidate of lookupCandidates(name, place.namespace, place.searchPath ?? [])) {
      const artifact = snapshot.index.artifacts.get(`${candidate.namespace}/${candidate.name}`);
      if (artifact !== undefined) return { kind: 'artifact', artifact, selector };
    }
    throw missing(snapshot, formatReference(parsed.value));
  }
  const dotted = findDotted(snapshot, text);
  if (dotted !== undefined) return dotted;
  if (parsed.ok || snapshot.index.namespaces.has(text)) throw missing(snapshot, text);
  throw toTypedError(parsed.fault);
}

/**
 * The folders of all artifacts among which `findArtifact` chooses; none for an id, which may be in any folder, and for
 * what is no reference. Pure.
 */
export function foldersNamed(text: string, place: LookupPlace = {}): readonly string[] {
  const parsed = parseReference(text);
  const reference = parsed.ok ? parsed.value : undefined;
  if (reference?.kind === 'id') return [];
  const names = reference === undefined ? dottedCandidates(text) : namesMeant(reference, place);
  return names.flatMap(({ namespace, name }) =>
    namespace === undefined ? [] : `${toFolder(namespace)}/${name}`,
  );
}

function namesMeant(
  reference: NameReference,
  { namespace, searchPath = [] }: LookupPlace,
): readonly { readonly namespace?: NamespacePath | undefined; readonly name: string }[] {
  if (reference.namespace !== undefined) return [reference];
  return lookupCandidates(reference.name, namespace, searchPath);
}

/** The version that the selector chooses; without one, the latest. Errors: `HYPER_RELEASE_MISSING`. */
export function selectVersion(
  artifact: ArtifactEntry,
  state: ArtifactStateManifest | undefined,
  selector: Selector | undefined,
): string {
  const versions = artifact.releases.keys();
  const chosen = chooseVersion(artifact, state, selector);
  if (chosen !== undefined && artifact.releases.has(chosen)) return chosen;
  const wanted =
    selector === undefined ? artifact.reference : `${artifact.reference}@${formatSelector(selector)}`;
  const known = sortedVersions(versions)
    .slice(0, 5)
    .map((version) => version.text)
    .join(', ');
  throw new HyperError('HYPER_RELEASE_MISSING', `"${toOneLine(wanted)}" selects no release`, {
    hint: known === '' ? 'it has no release' : `its newest versions: ${known}`,
  });
}

function chooseVersion(
  artifact: ArtifactEntry,
  state: ArtifactStateManifest | undefined,
  selector: Selector | undefined,
): string | undefined {
  const versions = artifact.releases.keys();
  if (selector === undefined) return latestVersion(versions, state);
  switch (selector.kind) {
    case 'version':
      return selector.version;
    case 'tag':
      return selector.tag === 'latest' ? latestVersion(versions, state) : namedVersion(state, selector.tag);
    case 'range':
      return highestIn(versions, selector.range, state);
    case 'digest':
      return undefined;
  }
}

function namedVersion(state: ArtifactStateManifest | undefined, tag: string): string | undefined {
  for (const names of [state?.channels, state?.tags]) {
    if (names !== undefined && Object.hasOwn(names, tag)) return names[tag];
  }
  return undefined;
}

function highestIn(
  versions: Iterable<string>,
  text: string,
  state: ArtifactStateManifest | undefined,
): string | undefined {
  const range = parseRange(text);
  if (!range.ok) throw toTypedError(range.fault);
  const candidates = sortedVersions(versions).filter((version) =>
    isChoosable(releaseStateOf(state, version.text)),
  );
  return candidates.find((version) => satisfies(version, range.value))?.text;
}

function findDotted(snapshot: Named, text: string): Found | undefined {
  const candidates = dottedCandidates(text);
  const found = candidates.flatMap(({ namespace, name, selector }) => {
    const artifact = snapshot.index.artifacts.get(`${namespace ?? ''}/${name}`);
    return artifact === undefined ? [] : [{ kind: 'artifact' as const, artifact, selector }];
  });
  if (found.length > 1) {
    const names = found.map(({ artifact }) => artifact.reference).join(', ');
    throw new HyperError(
      'HYPER_ARTIFACT_AMBIGUOUS',
      `"${toOneLine(text)}" may be any of: ${toOneLine(names)}`,
    );
  }
  const [first] = candidates;
  if (found.length === 0 && first !== undefined) throw missing(snapshot, formatReference(first));
  return found[0];
}

function require(snapshot: Named, reference: string): ArtifactEntry {
  const artifact = snapshot.index.artifacts.get(reference);
  if (artifact === undefined) throw missing(snapshot, reference);
  return artifact;
}

function missing(snapshot: Named, reference: string): HyperError {
  const message = `there is no artifact "${toOneLine(reference)}"`;
  const path = reference.replace('/', '.');
  if (snapshot.index.namespaces.has(path))
    return new HyperError('HYPER_ARTIFACT_MISSING', message, {
      hint: `"${path}" is a namespace: hyper namespace get ${path}`,
    });
  const better = nearestArtifact(reference, snapshot.index.artifacts.keys());
  return new HyperError('HYPER_ARTIFACT_MISSING', message, {
    hint: better === undefined ? 'hyper registry list shows what there is' : `did you mean "${better}"?`,
  });
}
