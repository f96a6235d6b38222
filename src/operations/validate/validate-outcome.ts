import { compareDiagnostics } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { FileFindings } from '../../gate/index.ts';
import type { Outcome } from '../outcome.ts';

export interface ValidateData {
  /** Full commit id, or null where the working tree differs from every commit. */
  readonly commit: string | null;
  readonly scope: 'registry' | 'path' | 'changes';
  readonly files: number;
  readonly manifests: number;
  readonly namespaces: number;
  readonly artifacts: number;
  readonly releases: number;
  readonly bytes: number;
  /** Manifests that needed the slower parser, the one with positions. */
  readonly slowManifests: number;
  readonly errors: number;
  readonly warnings: number;
}

type Counted = Pick<ValidateData, 'files' | 'manifests' | 'bytes' | 'slowManifests'>;

/** What was counted while files were checked, as it is told. Pure. */
export function countsOf(counts: FileFindings['counts']): Counted {
  return {
    files: counts.files,
    manifests: counts.manifests,
    bytes: counts.bytes,
    slowManifests: counts.fallbacks,
  };
}

/** The outcome of findings, in report order. Pure. */
export function concludeValidation(
  found: readonly Diagnostic[],
  data: Omit<ValidateData, 'errors' | 'warnings'>,
): Outcome<ValidateData> {
  const diagnostics = [...found].sort(compareDiagnostics);
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const warnings = diagnostics.filter((one) => one.severity === 'warning').length;
  return { verdict: errors > 0 ? 'findings' : 'pass', diagnostics, data: { ...data, errors, warnings } };
}
