import { sortedBy } from '../core/index.ts';
import type { DependencyType, LockfileManifest } from '../manifest/index.ts';
import { parseReference, formatReference } from '../names/index.ts';
import { DEPENDENCY_TYPES } from './lockfile.ts';
import type { LockedPackage, LockedRegistry, LockedRequirement, Lockfile } from './lockfile.ts';
import { compareRequirements } from './make-lockfile.ts';

type Entry = LockfileManifest['packages'][string];

/** The lock that a manifest of kind Lockfile says, in its normal form. Pure. */
export function toLockfile(manifest: LockfileManifest): Lockfile {
  const packages = Object.entries(manifest.packages).map(
    ([reference, entry]) => [canonicalReference(reference), toPackage(entry)] as const,
  );
  return {
    strategy: manifest.strategy ?? 'highest',
    registries: sortedBy(manifest.registries as readonly LockedRegistry[], ({ name }) => name),
    requirements: manifest.requirements.map(toRequirement).sort(compareRequirements),
    packages: new Map(sortedBy(packages, ([reference]) => reference)),
  };
}

function toRequirement(entry: LockfileManifest['requirements'][number]): LockedRequirement {
  const { artifact, version, type = 'runtime', optional = false, condition, registry } = entry;
  return {
    artifact: canonicalReference(artifact),
    version: version,
    type,
    optional,
    ...(condition === undefined ? {} : { condition }),
    ...(registry === undefined ? {} : { registry }),
  };
}

function toPackage(entry: Entry): LockedPackage {
  const { dependencies, conditions = [], types, optional = false, ...identity } = entry;
  const named = Object.entries(dependencies ?? {}).map(
    ([name, version]) => [canonicalReference(name), version] as const,
  );
  const stated = new Set<DependencyType>(types ?? ['runtime']);
  return {
    ...identity,
    dependencies: new Map(sortedBy(named, ([name]) => name)),
    conditions,
    types: DEPENDENCY_TYPES.filter((type) => stated.has(type)),
    optional,
  };
}

/** The spelling of an artifact's name in a lock; a text that is none, or names a version, comes back with a mark. Pure. */
export function canonicalReference(text: string): string {
  const parsed = parseReference(text);
  if (!parsed.ok || parsed.value.kind === 'id') return `?${text}`;
  const { namespace, selector } = parsed.value;
  return namespace === undefined || selector !== undefined ? `?${text}` : formatReference(parsed.value);
}
