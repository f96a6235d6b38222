import type { LockChange, LockStrategy, Lockfile } from '../../lockfile/index.ts';

/** A release of a resolution, as it is listed. */
export interface ResolvedRow {
  readonly artifact: string;
  readonly version: string;
  readonly types: readonly string[];
  readonly isOptional: boolean;
  /** Empty: always. */
  readonly conditions: readonly object[];
}

export interface DepsResolveData {
  /** The name of the project, or the reference. */
  readonly subject: string;
  readonly strategy: LockStrategy;
  /** Where the lock is; null where a release was resolved and no lock was asked for. */
  readonly lock: string | null;
  readonly isDryRun: boolean;
  readonly isWritten: boolean;
  readonly packages: readonly ResolvedRow[];
  /** Against the former lock. */
  readonly changes: readonly LockChange[];
  /** Optional dependencies that could not be met. */
  readonly leftOut: readonly {
    readonly by: string | null;
    readonly artifact: string;
    readonly range: string;
  }[];
  /** Each with its first member repeated at the end. */
  readonly cycles: readonly (readonly string[])[];
}

/** What a lock says of itself in the data of a resolution. Pure. */
export function describe(
  subject: string,
  lockfile: Lockfile,
): Pick<DepsResolveData, 'subject' | 'strategy' | 'packages' | 'isDryRun'> {
  const packages = [...lockfile.packages].map(([artifact, { version, types, optional, conditions }]) => ({
    ...{ artifact, version, types, conditions },
    isOptional: optional,
  }));
  return { subject, strategy: lockfile.strategy, packages, isDryRun: false };
}
