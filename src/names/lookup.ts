import type { ArtifactName } from './artifact-name.ts';
import { lineOf } from './namespace-tree.ts';
import type { NamespacePath } from './namespace-path.ts';

/** A name together with the namespace where it may be. */
export interface QualifiedName {
  readonly namespace: NamespacePath;
  readonly name: ArtifactName;
}

/**
 * Where a bare name is looked up, in this order (SPEC section 1): the namespace itself, its ancestors with the longer
 * path first, then the search path of the project. The first that exists wins; no namespace occurs twice. Pure.
 */
export function lookupCandidates(
  name: ArtifactName,
  from: NamespacePath | undefined,
  searchPath: readonly NamespacePath[] = [],
): readonly QualifiedName[] {
  const own = from === undefined ? [] : lineOf(from).toReversed();
  return [...new Set([...own, ...searchPath])].map((namespace) => ({ namespace, name }));
}
