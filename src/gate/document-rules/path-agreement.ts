import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { parseNamespacePath } from '../../names/index.ts';
import type { FileRole } from '../../registry/index.ts';
import { kindOf } from '../kind-of.ts';
import type { DocumentRule, DocumentSubject } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

/** Namespace, name, version and id say what the path says (SPEC section 2.1). */
export const pathAgreementRule: DocumentRule = {
  id: 'path-agreement',
  family: 'path',
  summary: 'The namespace, name, version or policy id in a manifest is that of its path.',
  codes: ['HYPER_PATH_DISAGREES'],
  check(subject) {
    const { fields, role } = subject;
    if (fields['kind'] !== kindOf(role) || isRelease(fields, role)) return NONE;
    let faults: Diagnostic[] | undefined;
    for (const [field, wanted] of identityOf(subject.role)) {
      const got = subject.fields[field];
      if (got === wanted || typeof got !== 'string' || isOtherSpelling(field, got, wanted)) continue;
      faults = [...(faults ?? []), disagreement(subject, field, wanted, got)];
    }
    return faults ?? NONE;
  },
};

/** Nearly every file of a registry is a release that agrees with its path. */
function isRelease(fields: DocumentSubject['fields'], role: FileRole): boolean {
  return (
    role.kind === 'release' &&
    fields['namespace'] === role.namespace &&
    fields['name'] === role.name &&
    fields['version'] === role.version
  );
}

type Identity = readonly (readonly [field: string, value: string])[];

const NO_IDENTITY: Identity = [];

function identityOf(role: FileRole): Identity {
  switch (role.kind) {
    case 'release':
      return [
        ['namespace', role.namespace],
        ['name', role.name],
        ['version', role.version],
      ];
    case 'state':
      return [
        ['namespace', role.namespace],
        ['name', role.name],
      ];
    case 'namespace':
      return [['path', role.namespace]];
    case 'policy':
      return [['id', role.id]];
    case 'registry':
    case 'trust-root':
    case 'signature':
    case 'text':
    case 'blob':
    case 'observed':
    case 'other':
    case 'foreign':
      return NO_IDENTITY;
  }
}

/** The slash form of a namespace says the same as the canonical one. */
function isOtherSpelling(field: string, got: string, wanted: string): boolean {
  if (field !== 'namespace' && field !== 'path') return false;
  const parsed = parseNamespacePath(got);
  return parsed.ok && parsed.value === wanted;
}

function disagreement({ document }: DocumentSubject, field: string, wanted: string, got: string): Diagnostic {
  const message = `expected ${field} "${toOneLine(wanted)}", as the path says, got "${toOneLine(got)}"`;
  const hint = `${field}: ${field === 'version' ? `"${wanted}"` : wanted}`;
  return { code: 'HYPER_PATH_DISAGREES', severity: 'error', span: document.locate([field]), message, hint };
}
