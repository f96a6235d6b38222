import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { ArtifactStateManifest } from '../../manifest/index.ts';
import { parseReference } from '../../names/index.ts';
import type { ManifestRule, ManifestSubject } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

/** What artifact.yaml speaks of exists: versions beside it, replacements and redirects in the registry. */
export const stateTargetsRule: ManifestRule = {
  id: 'state-targets',
  family: 'lifecycle',
  summary:
    'artifact.yaml names versions that exist or are tombstones, and replacements and redirects that exist.',
  codes: ['HYPER_LAYOUT_NO_RELEASE', 'HYPER_STATE_UNKNOWN_VERSION', 'HYPER_STATE_UNKNOWN_TARGET'],
  check(subject) {
    const { manifest, role } = subject;
    if (manifest.kind !== 'ArtifactState' || role.kind !== 'state') return NONE;
    return [
      ...bereftFaults(subject, manifest),
      ...versionFaults(subject, manifest),
      ...targetFaults(subject, manifest),
    ];
  },
};

/** A state stands beside a release, or beside the tombstones of all there were. */
function* bereftFaults(
  { surroundings, role }: ManifestSubject,
  state: ArtifactStateManifest,
): Iterable<Diagnostic> {
  if (role.kind !== 'state') return;
  const reference = `${role.namespace}/${role.name}`;
  const isGrave = Object.values(state.releases ?? {}).some(({ tombstone }) => tombstone !== undefined);
  if (isGrave || surroundings.hasReleases(reference)) return;
  yield {
    code: 'HYPER_LAYOUT_NO_RELEASE',
    severity: 'error',
    message: `"${toOneLine(reference)}" has a state but no release`,
    hint: 'add a release, or remove artifact.yaml',
  };
}

function* versionFaults(
  { document, surroundings }: ManifestSubject,
  state: ArtifactStateManifest,
): Iterable<Diagnostic> {
  const reference = `${state.namespace}/${state.name}`;
  const unknown = (version: string, pointer: Pointer, part: 'key' | 'value'): Diagnostic => ({
    code: 'HYPER_STATE_UNKNOWN_VERSION',
    severity: 'error',
    span: document.locate(pointer, part),
    message: `there is no release "${toOneLine(version)}" beside this file`,
    hint: 'correct the version',
  });
  for (const [version, release] of Object.entries(state.releases ?? {})) {
    if (surroundings.hasRelease(reference, version) || release.tombstone !== undefined) continue;
    yield unknown(version, ['releases', version], 'key');
  }
  for (const field of ['channels', 'tags'] as const) {
    for (const [name, version] of Object.entries(state[field] ?? {})) {
      if (!surroundings.hasRelease(reference, version)) yield unknown(version, [field, name], 'value');
    }
  }
}

function* targetFaults(
  { document, surroundings }: ManifestSubject,
  state: ArtifactStateManifest,
): Iterable<Diagnostic> {
  const targets: { target: string | undefined; pointer: Pointer }[] = [
    { target: state.redirect?.artifact, pointer: ['redirect', 'artifact'] },
  ];
  for (const [version, release] of Object.entries(state.releases ?? {})) {
    targets.push({
      target: release.deprecation?.replacement,
      pointer: ['releases', version, 'deprecation', 'replacement'],
    });
  }
  for (const { target, pointer } of targets) {
    if (target === undefined) continue;
    const parsed = parseReference(target);
    if (!parsed.ok || parsed.value.kind === 'id') continue;
    const { namespace = state.namespace, name } = parsed.value;
    if (surroundings.hasArtifact(`${namespace}/${name}`)) continue;
    const message = `the registry holds no artifact "${toOneLine(target)}"`;
    const span = document.locate(pointer);
    yield {
      code: 'HYPER_STATE_UNKNOWN_TARGET',
      severity: 'error',
      span,
      message,
      hint: 'name an artifact that exists',
    };
  }
}
