import { isControlPath } from '../change/control-path.ts';
import type { ChangeSubject, ChangedFile } from '../change/change-subject.ts';
import { quoted } from './change-fact.ts';
import type { ChangeFact } from './change-fact.ts';
import { fieldsOf, namespaceFacts } from './control-facts.ts';
import { releaseFacts } from './release-facts.ts';
import { stateFacts } from './state-facts.ts';

const VERBS = { added: 'adds', changed: 'changes', removed: 'removes' } as const;

/** What a change does, by meaning: control first, then artifacts, then files that mean nothing to the registry. Pure. */
export function summariseChange({
  files,
  artifacts,
  outside,
}: Pick<ChangeSubject, 'files' | 'artifacts' | 'outside'>): ChangeFact[] {
  const facts: ChangeFact[] = [];
  for (const file of files) facts.push(...controlFacts(file));
  for (const { path, status } of outside) {
    if (isControlPath(path)) facts.push(fileFact(path, status, ' outside the registry'));
  }
  for (const artifact of artifacts.values()) {
    facts.push(...releaseFacts(artifact));
    if (artifact.files.some(({ role }) => role.kind === 'state')) facts.push(...stateFacts(artifact));
  }
  for (const file of files) facts.push(...plainFacts(file));
  const rest = outside.filter(({ path }) => !isControlPath(path)).length;
  if (rest > 0)
    facts.push({
      kind: 'file',
      subject: '',
      text: `changes ${rest} ${rest === 1 ? 'file' : 'files'} outside the registry`,
      details: [],
    });
  return facts;
}

function controlFacts(file: ChangedFile): ChangeFact[] {
  const { role, status, path } = file;
  const details = status === 'changed' ? fieldsOf(file, new Set(['revision'])) : [];
  switch (role.kind) {
    case 'registry':
      return [
        { kind: 'registry', subject: path, text: `${VERBS[status]} the registry's own settings`, details },
      ];
    case 'trust-root':
      return [
        { kind: 'trust', subject: path, text: `${VERBS[status]} the trust root ${quoted(path)}`, details },
      ];
    case 'namespace':
      return [...namespaceFacts(file, role.namespace)];
    case 'policy': {
      const text = `${VERBS[status]} the policy ${quoted(role.id)} of ${quoted(role.namespace)}`;
      return [{ kind: 'policy', subject: `${role.namespace}/${role.id}`, text, details }];
    }
    case 'other':
      return isControlPath(path) ? [fileFact(path, status, '')] : [];
    case 'release':
    case 'state':
    case 'signature':
    case 'text':
    case 'blob':
    case 'observed':
    case 'foreign':
      return [];
  }
}

function plainFacts({ role, path, status, before }: ChangedFile): ChangeFact[] {
  if (role.kind === 'signature') {
    const isKnown = status === 'added' && before === undefined;
    const text = isKnown
      ? `signs ${quoted(role.signs)}`
      : `${VERBS[status]} the signatures of ${quoted(role.signs)}`;
    return [{ kind: 'signature', subject: role.signs, text, details: [] }];
  }
  const isPlain =
    role.kind === 'text' || role.kind === 'blob' || role.kind === 'observed' || role.kind === 'foreign';
  const isOther = role.kind === 'other' && !isControlPath(path);
  return isPlain || isOther ? [fileFact(path, status, '')] : [];
}

function fileFact(path: string, status: ChangedFile['status'], where: string): ChangeFact {
  return { kind: 'file', subject: path, text: `${VERBS[status]} ${quoted(path)}${where}`, details: [] };
}
