import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { lookupCandidates } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import type { Dependency } from '../../manifest/index.ts';
import type { ManifestRule, ManifestSubject, Surroundings } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

/** Every dependency in this registry names an artifact that it holds. */
export const dependencyExistsRule: ManifestRule = {
  id: 'dependency-exists',
  family: 'dependencies',
  summary: 'Every dependency that names no other registry names an artifact of this one.',
  codes: ['HYPER_DEPENDENCY_UNKNOWN'],
  check(subject) {
    const { manifest, surroundings } = subject;
    if (manifest.kind !== 'Artifact' || manifest.dependencies.length === 0) return NONE;
    let faults: Diagnostic[] | undefined;
    for (const dependency of manifest.dependencies) {
      if (surroundings.hasArtifact(dependency.artifact) || dependency.registry !== undefined) continue;
      if (isFoundOtherwise(dependency, manifest.namespace, surroundings)) continue;
      faults = [...(faults ?? []), unknown(subject, dependency)];
    }
    return faults ?? NONE;
  },
};

/** A bare name is looked up from the namespace upwards; an id is for the resolver to find. */
function isFoundOtherwise(dependency: Dependency, from: NamespacePath, surroundings: Surroundings): boolean {
  const { reference } = dependency;
  if (reference.kind === 'id') return true;
  if (reference.namespace !== undefined) return false;
  const candidates = lookupCandidates(reference.name, from);
  return candidates.some((one) => surroundings.hasArtifact(`${one.namespace}/${one.name}`));
}

function unknown({ document }: ManifestSubject, dependency: Dependency): Diagnostic {
  const [field = '', key = ''] = dependency.pointer;
  const isEntry = typeof key === 'number';
  const span = isEntry
    ? document.locate([field, key, 'artifact'])
    : document.locate(dependency.pointer, 'key');
  return {
    code: 'HYPER_DEPENDENCY_UNKNOWN',
    severity: 'error',
    span,
    message: `the registry holds no artifact "${toOneLine(dependency.artifact)}"`,
    hint: 'correct the reference, publish it first, or name its registry',
  };
}
