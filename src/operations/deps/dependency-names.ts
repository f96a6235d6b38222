import { lookupCandidates, parseReference } from '../../names/index.ts';
import type { NamespacePath, QualifiedName } from '../../names/index.ts';
import type { PackageDependency } from '../../registry/index.ts';
import type { Requirement } from '../../resolve/index.ts';

/** The requirement of a resolution that a dependency is. Pure. */
export function toRequirement(dependency: PackageDependency, artifact: string): Requirement {
  const { range, type, optional, condition, pointer } = dependency;
  return {
    ...{ artifact, range, type, optional },
    ...(condition === undefined ? {} : { condition }),
    ...(pointer === undefined ? {} : { pointer }),
  };
}

/** A bare name belongs to the artifact that says it. */
export function nameKey(from: string, artifact: string): string {
  return `${from} ${artifact}`;
}

/** The namespace of an artifact's canonical name. Pure. */
export function namespaceOf(reference: string): NamespacePath | undefined {
  const parsed = parseReference(reference);
  return parsed.ok && parsed.value.kind === 'name' ? parsed.value.namespace : undefined;
}

/** Where a bare name may be, in order. Pure. */
export function placesOf(artifact: string, from: NamespacePath | undefined): readonly QualifiedName[] {
  const parsed = parseReference(artifact);
  if (!parsed.ok || parsed.value.kind === 'id') return [];
  return lookupCandidates(parsed.value.name, from);
}
