import type { JsonValue } from '../../core/index.ts';
import type { ManifestChange } from '../change-set.ts';
import { own, recordOf, textOf } from './act.ts';
import type { Act, ActOperation, JsonRecord } from './act.ts';
import { withoutConsequences } from './consequences.ts';
import { namespaceActs } from './namespace-acts.ts';
import { stateActs } from './state-acts.ts';

/** States of artifacts by `namespace/name`, unchecked. */
export type StateValues = ReadonlyMap<string, JsonValue | undefined>;

interface StateSides {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/**
 * What a change set does, told from its content alone, never from what a commit says of itself; in order of paths. A file
 * that is no part of the registry's record (blobs, observed numbers, workflows) tells no act, and a README or changelog
 * only where nothing else of its folder does. `unchanged` are the states of `readUnchangedStates`: they tell a draft, which may change, from a release, which may not. Pure.
 */
export function actsOf(changes: readonly ManifestChange[], unchanged: StateValues = new Map()): Act[] {
  const states = new Map<string, StateSides>();
  for (const [reference, value] of unchanged) states.set(reference, { before: value, after: value });
  for (const { role, before, after } of changes)
    if (role.kind === 'state') states.set(`${role.namespace}/${role.name}`, { before, after });
  const told = changes.flatMap((change) => actsOfOne(change, states));
  const acts = withoutConsequences(told, changes);
  const created = new Set(acts.flatMap(({ operation, target }) => (operation === 'create' ? [target] : [])));
  // That a new release is a draft is what creating it means.
  return acts.filter(({ operation, target }) => operation !== 'update' || !created.has(target));
}

function actsOfOne(change: ManifestChange, states: ReadonlyMap<string, StateSides>): Act[] {
  const { role, path, status, before, after } = change;
  const one = (operation: ActOperation, target: string, details = ''): Act[] => [
    { operation, target, path, details },
  ];
  switch (role.kind) {
    case 'release': {
      const reference = `${role.namespace}/${role.name}`;
      const target = `${reference}@${role.version}`;
      const sides = states.get(reference);
      const row = rowOf(sides?.after, role.version);
      // What a tombstone took away is told by the state.
      if (status === 'removed') return own(row, 'tombstone') === undefined ? one('remove', target) : [];
      const isDraft = (side: JsonRecord): boolean => textOf(own(side, 'state')) === 'draft';
      if (status === 'added') return one(isDraft(row) ? 'create' : 'publish', target);
      // What it was decides: a release does not become one that may change by being called a draft.
      const mayChange = isDraft(rowOf(sides?.before, role.version));
      return one(mayChange ? 'update' : 'rewrite', target, fieldWords(change));
    }
    case 'state': {
      const acts = stateActs(`${role.namespace}/${role.name}`, path, before, after);
      return acts.length > 0 ? acts : one('update', `${role.namespace}/${role.name}`, fieldWords(change));
    }
    case 'namespace': {
      if (status === 'added') return one('namespace.create', role.namespace);
      if (status === 'removed') return one('namespace.delete', role.namespace);
      const acts = namespaceActs(role.namespace, path, before, after);
      return acts.length > 0 ? acts : one('namespace.update', role.namespace, fieldWords(change));
    }
    case 'policy':
      return one(`policy.${verbOf(status)}`, `${role.namespace}/policies/${role.id}`, fieldWords(change));
    case 'registry':
      return one(registryOperation(change), 'registry.yaml', fieldWords(change));
    case 'trust-root':
      return one('trust.change', path, fieldWords(change));
    case 'signature':
      return one(
        status === 'removed' ? 'rewrite' : 'sign',
        role.signs,
        status === 'removed' ? 'signatures taken away' : '',
      );
    case 'text':
      return one('update', path, status === 'changed' ? '' : status);
    case 'blob':
    case 'observed':
    case 'other':
    case 'foreign':
      return [];
  }
}

function rowOf(state: JsonValue | undefined, version: string): JsonRecord {
  return recordOf(own(recordOf(own(recordOf(state), 'releases')), version));
}

function registryOperation({ status, fields }: ManifestChange): ActOperation {
  if (status === 'added') return 'registry.create';
  const isMigrated = fields.some(
    ({ pointer }) => pointer === '/formatVersion' || pointer.startsWith('/fanOut'),
  );
  return isMigrated ? 'migrate' : 'registry.update';
}

function verbOf(status: ManifestChange['status']): 'create' | 'update' | 'delete' {
  if (status === 'added') return 'create';
  return status === 'removed' ? 'delete' : 'update';
}

function fieldWords({ status, fields }: ManifestChange): string {
  if (status === 'added') return '';
  if (status !== 'changed') return status;
  return fields.map(({ pointer }) => pointer).join(', ');
}
