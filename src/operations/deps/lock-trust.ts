import { HyperError, toOneLine } from '../../core/index.ts';
import type { Lockfile } from '../../lockfile/index.ts';
import { parseConflictSides } from '../../lockfile/index.ts';
import { compareVersions, parseVersion } from '../../version/index.ts';
import type { LockPlace } from './load-project.ts';
import { lockedRegistries } from './lock-resolution.ts';
import type { PackageSet } from './package-set.ts';

/**
 * The versions that a former lock chose: all of them, or, where a merge left its two sides, those of both and the higher
 * one where they differ, so that it makes no difference which branch was merged into which.
 */
export function formerVersions(lock: LockPlace): ReadonlyMap<string, string> | undefined {
  if (lock.read !== undefined) return versionsOf([lock.read.lockfile]);
  const sides = lock.bytes === undefined ? [] : parseConflictSides(lock.bytes);
  return sides.length === 0 ? undefined : versionsOf(sides);
}

/** Refuses a lock of another registry: what it chose means nothing here. Errors: `HYPER_LOCK_REGISTRY`. */
export async function assertSameRegistries(lock: LockPlace, set: PackageSet): Promise<void> {
  const former = lock.read?.lockfile.registries ?? [];
  if (former.length === 0) return;
  const references = [...(lock.read?.lockfile.packages.keys() ?? [])];
  const now = new Map((await lockedRegistries(set, references)).map((one) => [one.name, one]));
  for (const { name, id } of former) {
    const actual = now.get(name)?.id;
    if (id === undefined || actual === undefined || id === actual) continue;
    const message = `"${toOneLine(lock.shown)}" is of the registry ${id}, "${toOneLine(name)}" is ${actual}`;
    throw new HyperError('HYPER_LOCK_REGISTRY', message, {
      hint: 'if the project moved on purpose: hyper deps resolve --fresh',
    });
  }
}

function versionsOf(lockfiles: readonly Lockfile[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const { packages } of lockfiles) {
    for (const [reference, { version }] of packages) {
      const known = versions.get(reference);
      if (known === undefined || isHigher(version, known)) versions.set(reference, version);
    }
  }
  return versions;
}

function isHigher(left: string, right: string): boolean {
  const [one, other] = [parseVersion(left), parseVersion(right)];
  return one.ok && other.ok && compareVersions(one.value, other.value) > 0;
}
