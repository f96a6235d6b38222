import type {
  LockTruth,
  LockedRegistry,
  Lockfile,
  ReleaseStanding,
  ReleaseTruth,
} from '../../lockfile/index.ts';
import type { PackageKey } from '../../registry/index.ts';
import { toRange } from '../../version/index.ts';
import { lockVersions, lockedRegistries } from './lock-resolution.ts';
import type { PackageSet } from './package-set.ts';
import type { Asked } from './resolve-request.ts';
import { versionsIn } from './resolve-request.ts';

/** What the registries say now of everything in a lock: only its own artifacts are read. */
export async function lockTruth(lockfile: Lockfile, asked: Asked, set: PackageSet): Promise<LockTruth> {
  const versions = versionsIn(lockfile);
  const keys = [...versions].map(([reference, version]): PackageKey => ({ reference, version }));
  await set.load([...versions.keys(), ...asked.requirements.map(({ artifact }) => artifact)]);
  await set.confirm(keys);
  const { lockfile: expected, gaps } = await lockVersions(asked, versions, set);
  const signers = await set.signers(keys);
  const releases = new Map<string, ReleaseTruth>();
  keys.forEach((key, at) => {
    releases.set(key.reference, {
      identity: set.identityOf(key, signers[at]),
      isSignerKnown: signers[at] !== null,
      standing: standingOf(key, set),
    });
  });
  const actual = await lockedRegistries(set, [...versions.keys()]);
  // An address that no project says, such as that of a flag, is nothing that a lock could contradict.
  const registries = set.bindings.isNamed ? actual : actual.map(withoutAddress);
  return { registries: new Map(registries.map((one) => [one.name, one])), releases, expected, gaps };
}

function withoutAddress({ name, id, commit, rootVersion }: LockedRegistry): LockedRegistry {
  return {
    name,
    ...(id === undefined ? {} : { id }),
    ...(commit === undefined ? {} : { commit }),
    ...(rootVersion === undefined ? {} : { rootVersion }),
  };
}

/** What a lock itself says that was asked, for a lock without its project. Pure. */
export function askLock(lockfile: Lockfile): Asked {
  const dependencies = lockfile.requirements.map(({ artifact, version, type, optional, condition }) => {
    const range = toRange(version);
    const shape = { artifact, range: range.ok ? range.value : '*', type, optional };
    return condition === undefined ? shape : { ...shape, condition };
  });
  return {
    requirements: dependencies,
    locked: lockfile.requirements,
    dependencies,
    overrides: new Map(),
    pins: new Map(),
    strategy: lockfile.strategy,
  };
}

/** What became of a release that was read before. */
export function standingOf(key: PackageKey, set: PackageSet): ReleaseStanding {
  const reason = set.artifact(key.reference)?.tombstones.get(key.version);
  if (reason !== undefined) return { tombstone: { reason } };
  const { state } = set.release(key) ?? {};
  if (state === undefined) return {};
  const { yanked, deprecation } = state.record ?? {};
  return {
    ...(state.isUnpublished ? { isUnpublished: true } : {}),
    ...(yanked === undefined ? {} : { yanked }),
    ...(state.state === 'deprecated'
      ? { deprecated: { reason: 'the publisher advises against it', ...deprecation } }
      : {}),
  };
}
