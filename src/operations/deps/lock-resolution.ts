import { compareText, invariant } from '../../core/index.ts';
import { findGaps, isFollowed, makeLockfile } from '../../lockfile/index.ts';
import type { ChosenRelease, Gap, LockedRegistry, Lockfile } from '../../lockfile/index.ts';
import type { PackageKey } from '../../registry/index.ts';
import type { PackageSet } from './package-set.ts';
import { needsOf } from './resolve-request.ts';
import type { Asked } from './resolve-request.ts';

/** The lock of chosen versions, and what an independent check finds open in it: nothing, where a resolver chose. */
export interface LockedChoice {
  readonly lockfile: Lockfile;
  readonly gaps: readonly Gap[];
}

/** Locks versions whose artifacts were read before. A version that does not exist is left out, and so leaves gaps. */
export async function lockVersions(
  asked: Asked,
  versions: ReadonlyMap<string, string>,
  set: PackageSet,
): Promise<LockedChoice> {
  const keys = [...versions].map(([reference, version]): PackageKey => ({ reference, version }));
  const signers = await set.signers(keys);
  const versionOf = (reference: string): string | undefined => versions.get(reference);
  const chosen = new Map<string, ChosenRelease>();
  keys.forEach((key, at) => {
    const identity = set.identityOf(key, signers[at]);
    const dependencies = set.release(key)?.dependencies ?? [];
    const needs = dependencies.map((dependency) => set.needOf(key.reference, dependency, versionOf));
    if (identity !== undefined) chosen.set(key.reference, { identity, needs: needs.filter(isFollowed) });
  });
  const needs = needsOf(asked, set, versionOf);
  const registries = await lockedRegistries(set, [...versions.keys()]);
  const { strategy, locked: requirements } = asked;
  const overrides = new Map([...asked.overrides].map(([name, { range }]) => [name, range]));
  return {
    lockfile: makeLockfile({ strategy, registries, requirements, needs, chosen }),
    gaps: findGaps({ needs, chosen, overrides }),
  };
}

/** The registries that packages come from, as a lock holds them. */
export async function lockedRegistries(
  set: PackageSet,
  references: readonly string[],
): Promise<LockedRegistry[]> {
  const used = new Set(references.map((reference) => set.registryOf(reference)?.name));
  const { registries } = set.bindings;
  const wanted = registries.filter(({ name }) => used.has(name) || registries.length === 1);
  const locked = await Promise.all(
    wanted.map(async (registry): Promise<LockedRegistry> => {
      const { name, url } = registry;
      const { id, commit, rootVersion } = await (await set.open(registry)).identity();
      return {
        name,
        ...(id === undefined ? {} : { id }),
        ...(url === undefined ? {} : { url }),
        ...(commit === undefined ? {} : { commit }),
        ...(rootVersion === undefined ? {} : { rootVersion }),
      };
    }),
  );
  invariant(locked.length > 0 || references.length === 0, 'what was chosen comes from somewhere');
  return locked.sort((left, right) => compareText(left.name, right.name));
}
