import { HyperError, mapConcurrently, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { checkFile, surroundingsOf } from '../../gate/index.ts';
import { folderOf, roleOf, sortedVersions, uncommittedFile } from '../../registry/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import type { SignedManifest } from '../../signing/index.ts';
import { releasesBeside } from '../validate/examination.ts';
import type { RegistryFiles } from './signing-context.ts';

const READING_CONCURRENCY = 32;

/** The manifests to sign as their bytes are now, or what is wrong with them. */
export interface SignedManifests {
  readonly subjects: readonly SignedManifest[];
  /** Faults of any of them; where one is an error, none is signed. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and checks the manifests, each once: what is checked, shown and signed are the same bytes (ATTACKS S25).
 * Errors: `HYPER_SIGN_UNIDENTIFIED`, `HYPER_SIGN_CHANGED` for a file that is gone, those of reading files.
 */
export async function readSignedManifests(
  snapshot: Snapshot,
  files: RegistryFiles,
  paths: readonly string[],
): Promise<SignedManifests> {
  const registry = requireRegistryId(snapshot);
  const entries = paths.map(uncommittedFile);
  const { artifacts, blobs } = snapshot.index;
  const surroundings = surroundingsOf(entries, {
    artifacts: artifacts.keys(),
    blobs: blobs.keys(),
    releases: releasesBeside(entries, snapshot.index),
  });
  const subjects: SignedManifest[] = [];
  const diagnostics: Diagnostic[] = [];
  const contents = await mapConcurrently(paths, READING_CONCURRENCY, (path) => files.read(path));
  for (const [index, entry] of entries.entries()) {
    const { path } = entry;
    const bytes = contents[index];
    if (bytes === undefined) throw changed(path, 'it is gone');
    const checked = checkFile({ entry, role: roleOf(path), size: bytes.length, bytes }, surroundings);
    diagnostics.push(...checked.diagnostics);
    const value = parseDocument(bytes).document?.value;
    if (checked.manifest === undefined || value === undefined) continue;
    subjects.push({ registry, path, bytes, value, manifest: checked.manifest });
  }
  return { subjects, diagnostics };
}

/** The error for a file that is not what was shown. */
export function changed(path: string, how: string): HyperError {
  return new HyperError('HYPER_SIGN_CHANGED', `"${toOneLine(path)}" changed while it was signed: ${how}`, {
    hint: 'nothing was written; see what changes it, then run the command again',
  });
}

/** The manifest of the release before, for a release that has one. Pure. */
export function formerReleasePath(snapshot: Snapshot, path: string): string | undefined {
  const role = roleOf(path);
  if (role.kind !== 'release') return undefined;
  const { releases } = snapshot.index.artifacts.get(`${role.namespace}/${role.name}`) ?? {};
  const versions = sortedVersions(releases?.keys() ?? []).map(({ text }) => text);
  const before = versions[versions.indexOf(role.version) + 1];
  return before === undefined ? undefined : `${folderOf(path)}/${before}.yaml`;
}

function requireRegistryId({ registry }: Snapshot): string {
  if (registry.id !== undefined) return registry.id;
  throw new HyperError('HYPER_SIGN_UNIDENTIFIED', 'registry.yaml has no "id" for signatures to name', {
    hint: 'add one: id: "<a UUID of version 7>"',
  });
}
