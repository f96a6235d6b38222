import { HyperError, toOneLine } from '../../core/index.ts';
import { nearestArtifact } from '../../registry/index.ts';
import type { PackageRegistry } from '../../registry/index.ts';
import type { Bindings, BoundRegistry } from './bind-registries.ts';

/** The part of a `PackageSet` that is needed. */
interface Packages {
  readonly bindings: Bindings;
  open(registry: BoundRegistry): Promise<Pick<PackageRegistry, 'names'>>;
  registryOf(reference: string): BoundRegistry | undefined;
}

/** The artifact that was meant by one that no registry has; undefined where nothing is near. */
export async function nearestPackage(reference: string, set: Packages): Promise<string | undefined> {
  const registry = set.registryOf(reference);
  const registries = registry === undefined ? set.bindings.registries : [registry];
  const names = await Promise.all(
    registries.map(async (one) => {
      const known = await (await set.open(one)).names();
      // A name that this project reads from elsewhere is not meant (ATTACKS R01).
      return known.filter((name) => set.registryOf(name) === one);
    }),
  );
  return nearestArtifact(reference, names.flat());
}

/** The same as a hint. */
export async function meantBy(reference: string, set: Packages): Promise<string | undefined> {
  const near = await nearestPackage(reference, set);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

/** That an artifact is not there, with what was meant. */
export async function missingPackage(reference: string, set: Packages): Promise<HyperError> {
  return new HyperError('HYPER_ARTIFACT_MISSING', `there is no artifact "${toOneLine(reference)}"`, {
    hint: (await meantBy(reference, set)) ?? 'hyper registry list shows what there is',
  });
}
