import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { ManifestRule, ManifestSubject } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

/** Namespace, name, version and id say what the path says (SPEC section 2.1). */
export const pathAgreementRule: ManifestRule = {
  id: 'path-agreement',
  family: 'path',
  summary: 'The namespace, name, version or policy id in a manifest is that of its path.',
  codes: ['HYPER_PATH_DISAGREES'],
  check(subject) {
    const { role, manifest } = subject;
    switch (role.kind) {
      case 'release':
        if (manifest.kind !== 'Artifact' || isSame(role, manifest)) return NONE;
        return compare(
          subject,
          { namespace: role.namespace, name: role.name, version: role.version },
          manifest,
        );
      case 'state':
        if (manifest.kind !== 'ArtifactState') return NONE;
        return compare(subject, { namespace: role.namespace, name: role.name }, manifest);
      case 'namespace':
        return manifest.kind === 'Namespace' ? compare(subject, { path: role.namespace }, manifest) : NONE;
      case 'policy':
        return manifest.kind === 'Policy' ? compare(subject, { id: role.id }, manifest) : NONE;
      case 'registry':
      case 'trust-root':
      case 'signature':
      case 'text':
      case 'blob':
      case 'observed':
      case 'other':
      case 'foreign':
        return NONE;
    }
  },
};

interface Identity {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
}

function isSame(left: Identity, right: Identity): boolean {
  return left.version === right.version && left.name === right.name && left.namespace === right.namespace;
}

type Named = { readonly [field in 'namespace' | 'name' | 'version' | 'path' | 'id']?: string };

function compare({ document }: ManifestSubject, expected: Named, manifest: Named): readonly Diagnostic[] {
  const faults: Diagnostic[] = [];
  for (const field of ['namespace', 'name', 'version', 'path', 'id'] as const) {
    const wanted = expected[field];
    const got = manifest[field];
    if (wanted === undefined || wanted === got) continue;
    const message = `expected ${field} "${toOneLine(wanted)}", as the path says, got "${toOneLine(got ?? '')}"`;
    const hint = `${field}: ${field === 'version' ? `"${wanted}"` : wanted}`;
    faults.push({
      code: 'HYPER_PATH_DISAGREES',
      severity: 'error',
      span: document.locate([field]),
      message,
      hint,
    });
  }
  return faults;
}
