import { HyperError } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { verifyLockfile, whyStale } from '../../lockfile/index.ts';
import type { Outcome } from '../outcome.ts';
import { requireLock } from './load-project.ts';
import type { LockPlace } from './load-project.ts';
import { lockTruth } from './lock-truth.ts';
import { assertSameRegistries } from './lock-trust.ts';
import type { PackageSet } from './package-set.ts';
import { describe } from './resolve-data.ts';
import type { DepsResolveData } from './resolve-data.ts';
import type { Asked } from './resolve-request.ts';

/**
 * The lock as it is, if it answers what is asked and is true; nothing is chosen and nothing written. Errors:
 * `HYPER_LOCK_MISSING`, `HYPER_LOCK_STALE`, `HYPER_LOCK_REGISTRY`.
 */
export async function keepFrozen(
  subject: string,
  asked: Asked,
  lock: LockPlace | undefined,
  set: PackageSet,
): Promise<Outcome<DepsResolveData | null>> {
  if (lock === undefined) throw new HyperError('HYPER_LOCK_MISSING', 'there is no lock');
  const required = requireLock(lock);
  if (!required.ok) return untrusted(required.diagnostics);
  const { lockfile } = required.value;
  const stale = whyStale(lockfile, asked.locked, asked.strategy);
  if (stale !== undefined) {
    throw new HyperError('HYPER_LOCK_STALE', stale, { hint: 'run hyper deps resolve and commit the lock' });
  }
  await assertSameRegistries(lock, set);
  const found = verifyLockfile(required.value, await lockTruth(lockfile, asked, set)).map((one) => ({
    ...one,
    path: lock.shown,
    // What happened to a release since is for `deps verify`: a frozen lock is used as it is.
    severity: one.code === 'HYPER_LOCK_YANKED' ? ('warning' as const) : one.severity,
  }));
  if (found.some(({ severity }) => severity === 'error')) return untrusted(found);
  const data = {
    ...describe(subject, lockfile),
    lock: lock.shown,
    isWritten: false,
    changes: [],
    leftOut: [],
    cycles: [],
  };
  return { verdict: 'pass', diagnostics: found, data };
}

function untrusted(diagnostics: readonly Diagnostic[]): Outcome<null> {
  return { verdict: 'untrusted', diagnostics, data: null };
}
