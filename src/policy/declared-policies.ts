import { compareText } from '../core/index.ts';
import { parseNamespacePath } from '../names/index.ts';
import type { GoverningPolicy } from './governing-policy.ts';
import { defaultPolicies, policiesInForce } from './policies-in-force.ts';
import type { PolicySource } from './policies-in-force.ts';

/**
 * Every policy of these namespaces (all of the snapshot, unless told) where it is declared, in order of namespaces; those of
 * registry.yaml first, as they are there: what a namespace makes of one is for `policiesInForce` of it. Pure.
 */
export function declaredPolicies(
  snapshot: PolicySource,
  namespaces: Iterable<string> = snapshot.index.namespaces.keys(),
): GoverningPolicy[] {
  const found = new Map<string, GoverningPolicy>();
  for (const one of defaultPolicies(snapshot)) found.set(` ${one.id}`, one);
  for (const path of namespaces) {
    const namespace = parseNamespacePath(path);
    if (!namespace.ok) continue;
    for (const one of policiesInForce(snapshot, namespace.value)) {
      if (one.from === path) found.set(`${path} ${one.id}`, one);
    }
  }
  return [...found].sort(([left], [right]) => compareText(left, right)).map(([, one]) => one);
}
