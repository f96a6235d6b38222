import { checkFile } from '../../gate/index.ts';
import { roleOf, uncommittedFile } from '../../registry/index.ts';
import type { Outcome } from '../outcome.ts';
import { concludeValidation, countsOf } from './validate-outcome.ts';
import type { ValidateData } from './validate-outcome.ts';

/** Checks one manifest that is in no registry, or stands for the file of a path: what its text alone shows. */
export function validateText(bytes: Uint8Array, path: string): Outcome<ValidateData> {
  const entry = uncommittedFile(path);
  const size = bytes.length;
  const isThere = (): boolean => true;
  const surroundings = { hasArtifact: isThere, hasBlob: isThere, hasRelease: isThere, hasReleases: isThere };
  const { diagnostics, isFast } = checkFile({ entry, role: roleOf(path), size, bytes }, surroundings);
  const counts = { files: 1, bytes: size, manifests: 1, releases: 0, fallbacks: isFast === false ? 1 : 0 };
  const data = { commit: null, scope: 'path' as const, namespaces: 0, artifacts: 0, releases: 0 };
  return concludeValidation(diagnostics, { ...data, ...countsOf(counts) });
}
