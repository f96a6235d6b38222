import { canonicalJson, compareText } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { listOf, own, recordOf, textOf, wordOf } from './act.ts';
import type { Act, ActOperation, JsonRecord } from './act.ts';

/** Fields that acts of their own tell, or that every change alters. */
const TOLD = new Set(['access', 'signing', 'revision']);

/** The acts that a change of a namespace.yaml tells: grants, keys, then what else differs. Pure. */
export function namespaceActs(
  namespace: string,
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Act[] {
  const [old, current] = [recordOf(before), recordOf(after)];
  const acts: Act[] = [];
  const add = (operation: ActOperation, details: string): void => {
    acts.push({ operation, target: namespace, path, details });
  };
  const grants = compareLists(listOf(own(old, 'access')), listOf(own(current, 'access')));
  for (const grant of grants.removed) add('namespace.revoke', grantWords(grant));
  for (const grant of grants.added) add('namespace.grant', grantWords(grant));
  for (const { operation, details } of signingActs(
    recordOf(own(old, 'signing')),
    recordOf(own(current, 'signing')),
  ))
    add(operation, details);
  const names = [...new Set([...Object.keys(old), ...Object.keys(current)])].sort(compareText);
  const others = names.filter((name) => !TOLD.has(name) && textIn(old, name) !== textIn(current, name));
  if (others.length > 0) add('namespace.update', others.join(', '));
  return acts;
}

function signingActs(old: JsonRecord, current: JsonRecord): { operation: ActOperation; details: string }[] {
  const acts: { operation: ActOperation; details: string }[] = [];
  const [before, after] = [old, current].map(signersIn);
  for (const name of [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort(compareText)) {
    const [former, present] = [before?.get(name), after?.get(name)];
    if (former === present) continue;
    const operation =
      former === undefined ? 'key.register' : present === undefined ? 'key.remove' : 'key.change';
    acts.push({ operation, details: name });
  }
  const [from, to] = [old, current].map((side) => wordOf(own(side, 'threshold')) || '1');
  if (from !== to) acts.push({ operation: 'key.change', details: `threshold ${from ?? ''} → ${to ?? ''}` });
  return acts;
}

/** Keys by id and identities by issuer and subject, each with its exact text. */
function signersIn(signing: JsonRecord): Map<string, string> {
  const found = new Map<string, string>();
  for (const key of listOf(own(signing, 'keys')))
    found.set(textOf(own(recordOf(key), 'keyId')), canonicalJson(key));
  for (const identity of listOf(own(signing, 'identities'))) {
    const fields = recordOf(identity);
    const name = `${textOf(own(fields, 'issuer'))} ${textOf(own(fields, 'subject'))}`;
    found.set(name, canonicalJson(identity));
  }
  return found;
}

function compareLists(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): { removed: readonly JsonValue[]; added: readonly JsonValue[] } {
  const [old, current] = [before, after].map((list) => new Set(list.map((item) => canonicalJson(item))));
  return {
    removed: before.filter((item) => current?.has(canonicalJson(item)) !== true),
    added: after.filter((item) => old?.has(canonicalJson(item)) !== true),
  };
}

function grantWords(grant: JsonValue): string {
  const fields = recordOf(grant);
  const until = textOf(own(fields, 'expiresAt'));
  const words = `${textOf(own(fields, 'role'))} for ${principalWords(recordOf(own(fields, 'principal')))}`;
  return until === '' ? words : `${words} until ${until}`;
}

function principalWords(principal: JsonRecord): string {
  const [kind = 'nobody'] = Object.keys(principal).sort(compareText);
  const value = own(principal, kind);
  if (typeof value === 'string') return `${kind} ${value}`;
  const fields = recordOf(value);
  const words = Object.keys(fields)
    .sort(compareText)
    .map((name) => wordOf(own(fields, name)));
  return [kind, ...words].join(' ');
}

function textIn(record: JsonRecord, name: string): string {
  const value = own(record, name);
  return value === undefined ? '' : canonicalJson(value);
}
