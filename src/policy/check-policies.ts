import type { Diagnostic, When } from '../core/index.ts';
import { hasEnded } from '../access/index.ts';
import { sortedBy, toOneLine } from '../core/index.ts';
import { parentOf, parseNamespacePath } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { PlacedFault } from '../registry/index.ts';
import { compilePolicies } from './compile/compile-policies.ts';
import type { CompiledPolicy } from './compile/compile-policies.ts';
import type { GoverningPolicy } from './governing-policy.ts';
import { policiesInForce } from './policies-in-force.ts';
import type { PolicySource } from './policies-in-force.ts';
import { shippedPolicy } from './shipped-policies.ts';

/**
 * What is wrong with the policies of a registry themselves: those that cannot be run, exceptions that have ended or reach too
 * far, overrides that have no effect. Loads engines as `compilePolicies` does.
 */
export async function checkPolicies(snapshot: PolicySource, at: When): Promise<PlacedFault[]> {
  const found: PlacedFault[] = unknownDefaults(snapshot);
  for (const text of sortedBy(snapshot.namespaces.keys(), (path) => path)) {
    const namespace = parseNamespacePath(text);
    if (!namespace.ok) continue;
    const policies = policiesInForce(snapshot, namespace.value);
    const own = await compilePolicies(policies.filter(({ from }) => from === text));
    found.push(...own.flatMap((policy) => [...breaksOf(policy), ...exceptionFaults(policy, at)]));
    found.push(...overrideFaults(snapshot, namespace.value));
  }
  return found;
}

function unknownDefaults({ registry }: PolicySource): PlacedFault[] {
  const ids = registry.settings?.defaultPolicies ?? [];
  return ids.flatMap((id, index) => {
    if (shippedPolicy(id) !== undefined) return [];
    const message = `"${toOneLine(id)}" is no shipped policy, so it refuses everything`;
    const place = { path: 'registry.yaml', pointer: ['settings', 'defaultPolicies', index] };
    return [{ code: 'HYPER_POLICY_BROKEN' as const, severity: 'error' as const, message, place }];
  });
}

function breaksOf({ id, path, breaks, policy }: CompiledPolicy): PlacedFault[] {
  if (policy === undefined) return [];
  return breaks.map(({ pointer, message, hint }) => ({
    code: 'HYPER_POLICY_BROKEN',
    severity: 'error',
    message: `the policy "${id}" cannot be run: ${message}`,
    ...(hint === undefined ? {} : { hint }),
    place: { path, pointer },
  }));
}

function exceptionFaults({ exceptions, path, from }: CompiledPolicy, at: When): PlacedFault[] {
  return exceptions.flatMap(({ target, expiresAt, covers }, index): PlacedFault[] => {
    const shown = toOneLine(target);
    if (covers === undefined) {
      const message = `"${shown}" is no part of ${from ?? 'the registry'}, so the exception has no effect`;
      const place = { path, pointer: ['exceptions', index, 'target'] };
      return [{ code: 'HYPER_POLICY_EXCEPTION_WIDE', severity: 'error', message, place }];
    }
    if (!hasEnded(expiresAt, at)) return [];
    const message = `the exception for "${shown}" ended at ${expiresAt}`;
    const place = { path, pointer: ['exceptions', index, 'expiresAt'] };
    return [{ code: 'HYPER_POLICY_EXCEPTION_ENDED', severity: 'warning', message, place }];
  });
}

/** Overrides are compared with what comes from above: a namespace edits its own policies instead. */
function overrideFaults(snapshot: PolicySource, namespace: NamespacePath): PlacedFault[] {
  const overrides = snapshot.namespaces.get(namespace)?.manifest.policies?.overrides ?? [];
  const above = parentOf(namespace);
  const known: readonly GoverningPolicy[] =
    overrides.length === 0 ? [] : fromAbove(snapshot, namespace, above);
  const path = snapshot.index.namespaces.get(namespace)?.manifest?.path ?? '';
  return overrides.flatMap(({ policy, enforcement }, index) => {
    const place = { path, pointer: ['policies', 'overrides', index] };
    const meant = known.filter(({ id }) => id === policy);
    if (meant.length === 0) {
      const message = `no policy "${toOneLine(policy)}" comes from above ${namespace}`;
      return [fault('HYPER_POLICY_OVERRIDE_UNKNOWN', message, place)];
    }
    const isLoosened = enforcement !== 'mandatory' && meant.some((one) => one.enforcement === 'mandatory');
    const message = `"${toOneLine(policy)}" is mandatory above and may not be made ${enforcement}`;
    return isLoosened ? [fault('HYPER_POLICY_LOOSENED', message, place)] : [];
  });
}

function fromAbove(
  snapshot: PolicySource,
  namespace: NamespacePath,
  above: NamespacePath | undefined,
): readonly GoverningPolicy[] {
  if (above !== undefined) return policiesInForce(snapshot, above);
  return policiesInForce(snapshot, namespace).filter(({ from }) => from === undefined);
}

function fault(code: Diagnostic['code'], message: string, place: PlacedFault['place']): PlacedFault {
  return { code, severity: 'error', message, place };
}
