import { ARTIFACT } from './artifact.ts';
import { ARTIFACT_STATE } from './artifact-state.ts';
import type { Kind } from './kind.ts';
import { LOCKFILE } from './lockfile.ts';
import { NAMESPACE } from './namespace.ts';
import { POLICY } from './policy.ts';
import { PROJECT } from './project.ts';
import { REGISTRY } from './registry.ts';
import { TRUST_ROOT } from './trust-root.ts';

/** Every kind of manifest, by the name that manifests write. */
export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['Artifact', ARTIFACT],
  ['ArtifactState', ARTIFACT_STATE],
  ['Namespace', NAMESPACE],
  ['Registry', REGISTRY],
  ['TrustRoot', TRUST_ROOT],
  ['Policy', POLICY],
  ['Project', PROJECT],
  ['Lockfile', LOCKFILE],
]);
