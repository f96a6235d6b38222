import { lineOf, toFolder } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import { inheritedBy } from '../registry/index.ts';
import type { PolicyInForce, Snapshot } from '../registry/index.ts';
import type { GoverningPolicy } from './governing-policy.ts';
import { shippedPolicy } from './shipped-policies.ts';

/** What `policiesInForce` reads of a snapshot. */
export type PolicySource = Pick<Snapshot, 'index' | 'namespaces' | 'registry'>;

/**
 * The policies that govern a namespace, from the top: those that registry.yaml puts in force everywhere, then those declared
 * on the way down, after overrides. A policy or a namespace on the way that cannot be read stands as one that refuses (O14). A
 * disabled one is listed, and says nothing. Pure.
 */
export function policiesInForce(snapshot: PolicySource, namespace: NamespacePath): GoverningPolicy[] {
  const defaults = defaultPolicies(snapshot);
  const above = defaults.flatMap(({ policy, enforcement }) =>
    policy === undefined || enforcement === 'disabled'
      ? []
      : { policy, from: REGISTRY, enforcement, overriddenBy: undefined },
  );
  const readable = inheritedBy(snapshot, namespace, above).policies.map((one) => toGoverning(snapshot, one));
  const missing = defaults.filter(({ policy }) => policy === undefined);
  return [...missing, ...unreadableOnTheWay(snapshot, namespace), ...readable];
}

/** Where a shipped policy is put in force; no namespace has this path. */
const REGISTRY = '';

/** Those that registry.yaml puts in force everywhere, before any override. Pure. */
export function defaultPolicies({ registry }: PolicySource): GoverningPolicy[] {
  return (registry.settings?.defaultPolicies ?? []).map((id) => {
    const policy = shippedPolicy(id);
    const enforcement = policy?.enforcement ?? 'mandatory';
    return { id, from: undefined, path: 'registry.yaml', enforcement, overriddenBy: undefined, policy };
  });
}

function toGoverning(
  snapshot: PolicySource,
  { policy, from, enforcement, overriddenBy }: PolicyInForce,
): GoverningPolicy {
  const { id } = policy;
  if (from === REGISTRY)
    return { id, from: undefined, path: 'registry.yaml', enforcement, overriddenBy, policy };
  const path = snapshot.index.namespaces.get(from)?.policies.get(id)?.path ?? `${from}/policies/${id}.yaml`;
  return { id, from, path, enforcement, overriddenBy, policy };
}

function* unreadableOnTheWay(snapshot: PolicySource, namespace: NamespacePath): Iterable<GoverningPolicy> {
  for (const from of lineOf(namespace)) {
    const entry = snapshot.index.namespaces.get(from);
    if (entry === undefined) continue;
    const record = snapshot.namespaces.get(from);
    const unread = (id: string, path: string): GoverningPolicy => {
      return { id, from, path, enforcement: 'mandatory', overriddenBy: undefined, policy: undefined };
    };
    if (record === undefined && entry.manifest !== undefined) yield unread('namespace', entry.manifest.path);
    for (const [id, file] of entry.policies) {
      if (record !== undefined && !record.policies.has(id)) yield unread(id, file.path);
    }
    if (record === undefined && entry.manifest === undefined && entry.policies.size > 0) {
      yield unread('namespace', `${toFolder(from)}/namespace.yaml`);
    }
  }
}
