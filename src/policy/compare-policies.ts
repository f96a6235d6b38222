import { canonicalJson, sortedBy } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import { lineOf, parseNamespacePath } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { Place, PlacedFault } from '../registry/index.ts';
import { weaknessesOf } from './compare/weaker-than.ts';
import type { Weakness } from './compare/weaker-than.ts';
import { compilePolicies } from './compile/compile-policies.ts';
import type { CompiledPolicy } from './compile/compile-policies.ts';
import { comparisonsOf, targetsOf } from './language/condition.ts';
import { valueAt } from './language/field.ts';
import { namespaceFieldsOf } from './namespace-fields.ts';
import { policiesInForce } from './policies-in-force.ts';
import type { PolicySource } from './policies-in-force.ts';

/** A mandatory policy that a change makes weaker, or that can no longer be shown to be as strict. */
export interface Weakening {
  readonly kind: Weakness['kind'] | 'removed' | 'labels';
  /** The highest namespace in which it is weaker. */
  readonly namespace: NamespacePath;
  readonly policy: { readonly id: string; readonly from: string | undefined };
  /** In the head; in the base for a file that is gone. */
  readonly place: Place;
  /** One clause. */
  readonly message: string;
}

/**
 * In which ways a change of policies, overrides, exceptions or labels could make something accepted that is refused now (O04).
 * Sound: where it finds nothing, whatever the mandatory policies of the base refuse is refused by the head too. It may find what
 * is none, since not everything can be shown. Loads engines as `compilePolicies` does.
 */
export async function comparePolicies(base: PolicySource, head: PolicySource): Promise<Weakening[]> {
  const found = new Map<string, Weakening>();
  for (const namespace of touchedNamespaces(base, head)) {
    const before = await compilePolicies(policiesInForce(base, namespace));
    const after = await compilePolicies(policiesInForce(head, namespace));
    for (const policy of before.filter(({ enforcement }) => enforcement === 'mandatory')) {
      for (const weakening of weakeningsOf(policy, after, namespace, base, head)) {
        const key = JSON.stringify([weakening.kind, weakening.policy, weakening.message]);
        if (!found.has(key)) found.set(key, weakening);
      }
    }
  }
  return [...found.values()];
}

/** The weakenings as faults of the head. Pure. */
export function faultsOfWeakenings(weakenings: readonly Weakening[]): PlacedFault[] {
  return weakenings.map(({ policy, namespace, place, message }) => ({
    code: 'HYPER_POLICY_WEAKENED',
    severity: 'error',
    message: `the mandatory policy "${policy.id}" of ${policy.from ?? 'the registry'} is weaker in ${namespace}: ${message}`,
    hint: 'put it into a pull request of its own, for those who answer for the policy',
    place,
  }));
}

/** Namespaces on whose way down anything differs that policies depend on, from the top. */
function touchedNamespaces(base: PolicySource, head: PolicySource): NamespacePath[] {
  const settings = ({ registry }: PolicySource): string =>
    registry.settings?.defaultPolicies?.join(' ') ?? '';
  const isEverywhere = settings(base) !== settings(head);
  const paths = new Set(
    [base, head].flatMap((side) => [...side.index.namespaces.keys(), ...side.namespaces.keys()]),
  );
  const changed = new Set([...paths].filter((path) => ownPart(base, path) !== ownPart(head, path)));
  const namespaces = sortedBy(paths, (path) => path).flatMap((path) => {
    const parsed = parseNamespacePath(path);
    return parsed.ok ? [parsed.value] : [];
  });
  return namespaces
    .filter((path) => isEverywhere || lineOf(path).some((one) => changed.has(one)))
    .sort((left, right) => lineOf(left).length - lineOf(right).length);
}

/** What a namespace's own files say that policies may depend on. */
function ownPart({ index, namespaces }: PolicySource, path: string): string {
  const record = namespaces.get(path);
  const files = [...(index.namespaces.get(path)?.policies.keys() ?? [])];
  const policies = sortedBy(record?.policies.values() ?? [], ({ id }) => id);
  return canonicalJson({ manifest: record?.manifest ?? null, policies, files } as unknown as JsonValue);
}

function weakeningsOf(
  before: CompiledPolicy,
  after: readonly CompiledPolicy[],
  namespace: NamespacePath,
  base: PolicySource,
  head: PolicySource,
): Weakening[] {
  const { id, from } = before;
  const about = { namespace, policy: { id, from } };
  const compared = after
    .filter(({ enforcement }) => enforcement !== 'disabled')
    .map((policy) => ({ policy, weaknesses: weaknessesOf(before, policy) }));
  const best = compared.find(({ weaknesses }) => weaknesses.length === 0);
  if (best !== undefined) {
    const why = movedFact(before, namespace, base, head);
    const place = { path: head.index.namespaces.get(namespace)?.manifest?.path ?? before.path, pointer: [] };
    return why === undefined ? [] : [{ kind: 'labels', ...about, place, message: why }];
  }
  const same = compared.find(({ policy }) => policy.id === id && policy.from === from);
  if (same === undefined) {
    const place = { path: before.path, pointer: [] };
    return [{ kind: 'removed', ...about, place, message: 'it is no longer in force' }];
  }
  return same.weaknesses.map(({ kind, pointer, text }) => {
    return { kind, ...about, place: { path: same.policy.path, pointer }, message: text };
  });
}

/** A label or field of the namespace that the policy looks at and the change moves; undefined where there is none. */
function movedFact(
  policy: CompiledPolicy,
  namespace: NamespacePath,
  base: PolicySource,
  head: PolicySource,
): string | undefined {
  const [before, after] = [base, head].map((side) => namespaceFieldsOf(side, namespace) ?? {});
  const isMoved = (pointer: readonly (string | number)[]): boolean =>
    canonicalJson(valueAt(before, pointer) ?? null) !== canonicalJson(valueAt(after, pointer) ?? null);
  for (const name of policy.scope.selector.keys()) {
    if (isMoved(['labels', name])) return `its selector looks at the label "${name}", which the change edits`;
  }
  for (const { condition } of policy.rules) {
    for (const { target, field } of comparisonsOf(condition)) {
      const isLabel = target === 'artifact' && field[0] === 'labels';
      const isField = target === 'namespace' || isLabel;
      if (isField && isMoved(field))
        return `it looks at ${field.join('.')} of the namespace, which the change edits`;
    }
    const asksCel =
      hasCel(condition) &&
      ['artifact', 'namespace'].some((one) => targetsOf(condition).has(one as 'artifact'));
    const isAny = canonicalJson(before ?? null) !== canonicalJson(after ?? null);
    if (asksCel && isAny) return 'its expression may look at the namespace, which the change edits';
  }
  return undefined;
}

function hasCel(condition: CompiledPolicy['rules'][number]['condition']): boolean {
  if (condition.kind === 'cel') return true;
  if (condition.kind === 'not') return hasCel(condition.part);
  return condition.kind !== 'compare' && condition.parts.some(hasCel);
}
