import { compareText } from '../../core/index.ts';
import type { NamespaceManifest, Principal } from '../../manifest/index.ts';
import { compareValues } from '../../registry/index.ts';
import type { ChangedFile } from '../change/change-subject.ts';
import { quoted } from './change-fact.ts';
import type { ChangeFact } from './change-fact.ts';

const MAX_FIELDS = 20;

/** What a change does to a namespace: that it is there, who may do what in it, whose signatures count. Pure. */
export function* namespaceFacts(file: ChangedFile, subject: string): Iterable<ChangeFact> {
  const [old, now] = [file.before, file.after].map((side) =>
    side?.manifest?.kind === 'Namespace' ? side.manifest : undefined,
  );
  const verbs = { added: 'creates', changed: 'changes', removed: 'removes' };
  const others = file.status === 'changed' ? fieldsOf(file, new Set(['access', 'signing', 'revision'])) : [];
  const isOther = file.status !== 'changed' || others.length > 0 || old === undefined || now === undefined;
  if (isOther)
    yield {
      kind: 'namespace',
      subject,
      text: `${verbs[file.status]} the namespace ${quoted(subject)}`,
      details: others,
    };
  yield* grantFacts(subject, old, now);
  yield* keyFacts(subject, old, now);
}

function* grantFacts(
  subject: string,
  old: NamespaceManifest | undefined,
  now: NamespaceManifest | undefined,
): Iterable<ChangeFact> {
  const [before, after] = [old, now].map(
    (one) => new Map((one?.access ?? []).map((grant) => [JSON.stringify(grant), grant] as const)),
  );
  const pairs = [
    ['grants', 'to', after, before],
    ['takes', 'from', before, after],
  ] as const;
  for (const [verb, to, these, those] of pairs) {
    for (const [key, { principal, role, expiresAt }] of these ?? []) {
      if (those?.has(key) === true) continue;
      const until = expiresAt === undefined ? '' : ` until ${quoted(expiresAt)}`;
      const text = `${verb} the role ${quoted(role)} in ${quoted(subject)} ${to} ${describePrincipal(principal)}${until}`;
      yield { kind: 'grant', subject, text, details: [] };
    }
  }
}

function* keyFacts(
  subject: string,
  old: NamespaceManifest | undefined,
  now: NamespaceManifest | undefined,
): Iterable<ChangeFact> {
  const [before, after] = [old, now].map(
    (one) => new Map((one?.signing?.keys ?? []).map((key) => [key.keyId, key] as const)),
  );
  const ids = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  for (const id of [...ids].sort(compareText)) {
    const [was, is] = [before?.get(id), after?.get(id)];
    const verb =
      was === undefined
        ? 'adds the signing key'
        : is === undefined
          ? 'removes the signing key'
          : is.revokedAt !== undefined && was.revokedAt === undefined
            ? 'revokes the signing key'
            : JSON.stringify(was) === JSON.stringify(is)
              ? undefined
              : 'changes the signing key';
    if (verb !== undefined)
      yield { kind: 'key', subject, text: `${verb} ${quoted(id)} of ${quoted(subject)}`, details: [] };
  }
  const [from, to] = [old?.signing?.threshold ?? 1, now?.signing?.threshold ?? 1];
  if (now !== undefined && from !== to) {
    const text = `changes the signatures that ${quoted(subject)} needs from ${from} to ${to}`;
    yield { kind: 'key', subject, text, details: [] };
  }
}

/** A principal in words: the number is who it is, the login is a label. Pure. */
export function describePrincipal(principal: Principal): string {
  if (principal.githubUser !== undefined) return labelled('GitHub user', principal.githubUser);
  if (principal.githubTeam !== undefined) return labelled('GitHub team', principal.githubTeam);
  return quoted(
    Object.values(principal)
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .join(' '),
  );
}

function labelled(what: string, { id, login }: { readonly id: number; readonly login?: string }): string {
  return `${what} ${id}${login === undefined ? '' : ` (${quoted(login)})`}`;
}

/** The fields in which the two sides differ, in words. Pure. */
export function fieldsOf(file: ChangedFile, without: ReadonlySet<string> = new Set()): string[] {
  const [old, now] = [file.before?.document?.value, file.after?.document?.value];
  if (old === undefined || now === undefined) return ['one side cannot be read'];
  const fields = compareValues(old, now).filter(({ pointer }) => !without.has(pointer.split('/')[1] ?? ''));
  const told = fields.slice(0, MAX_FIELDS).map(({ pointer, before, after }) => {
    const name = quoted(pointer.slice(1).replaceAll('/', '.'));
    if (before === undefined) return `adds ${name}`;
    if (after === undefined) return `removes ${name}`;
    const isShort = typeof before !== 'object' && typeof after !== 'object';
    return isShort
      ? `changes ${name} from ${quoted(String(before))} to ${quoted(String(after))}`
      : `changes ${name}`;
  });
  return fields.length > MAX_FIELDS ? [...told, `and ${fields.length - MAX_FIELDS} more fields`] : told;
}
