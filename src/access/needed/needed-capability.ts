import type { NamespacePath } from '../../names/index.ts';
import type { ManifestChange, Snapshot } from '../../registry/index.ts';
import { toNamespace } from '../access-control.ts';
import type { Capability } from '../capability.ts';
import type { FactValue } from '../condition.ts';

/** A capability that a change needs, in the form in which `decideAccess` is asked. */
export interface NeededCapability {
  readonly capability: Capability;
  /** Undefined: the registry itself. */
  readonly namespace: NamespacePath | undefined;
  readonly artifact: string | undefined;
  readonly version: string | undefined;
  /** Facts of the resource; `own` is for the caller to add. */
  readonly resource: ReadonlyMap<string, FactValue>;
  /** What of the change needs it, in one clause. */
  readonly why: string;
}

/** The two states that a change lies between. */
export interface ChangeSides {
  readonly base: Pick<Snapshot, 'index' | 'namespaces' | 'registry' | 'states'>;
  readonly head: Pick<Snapshot, 'index' | 'namespaces' | 'registry' | 'states'>;
}

export function isReservedName(name: string, { registry }: ChangeSides['base']): boolean {
  return (registry.settings?.reservedPrefixes ?? []).some((prefix) => name.startsWith(prefix));
}

export function stateFact(state: string | undefined): ReadonlyMap<string, FactValue> {
  return new Map(state === undefined ? [] : [['state', state]]);
}

export function forRegistry(why: string): NeededCapability {
  return {
    capability: 'registry:admin',
    namespace: undefined,
    artifact: undefined,
    version: undefined,
    resource: new Map(),
    why,
  };
}

export function needed(
  capability: Capability,
  namespace: string,
  why: string,
  what: Pick<NeededCapability, 'artifact' | 'version' | 'resource'> = {
    artifact: undefined,
    version: undefined,
    resource: new Map(),
  },
): NeededCapability {
  const path = toNamespace(namespace);
  return path === undefined ? forRegistry(why) : { capability, namespace: path, ...what, why };
}

export function wordFor({ status }: ManifestChange): string {
  return status === 'added' || status === 'removed' ? status : 'changed';
}
