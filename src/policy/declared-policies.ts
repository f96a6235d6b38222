import { compareText } from '../core/index.ts';
import { parseNamespacePath } from '../names/index.ts';
import type { GoverningPolicy } from './governing-policy.ts';
import { policiesInForce } from './policies-in-force.ts';
import type { PolicySource } from './policies-in-force.ts';

/**
 * Every policy of these namespaces (all of the snapshot, unless told) where it is declared, in order of namespaces; those of
 * registry.yaml first. Pure.
 */
export function declaredPolicies(
  snapshot: PolicySource,
  namespaces: Iterable<string> = snapshot.index.namespaces.keys(),
): GoverningPolicy[] {
  const found = new Map<string, GoverningPolicy>();
  for (const path of namespaces) {
    const namespace = parseNamespacePath(path);
    if (!namespace.ok) continue;
    for (const one of policiesInForce(snapshot, namespace.value)) {
      const isHome = one.from === undefined || one.from === path;
      if (isHome) found.set(`${one.from ?? ''} ${one.id}`, one);
    }
  }
  return [...found].sort(([left], [right]) => compareText(left, right)).map(([, one]) => one);
}
