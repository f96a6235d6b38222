import type { Diagnostic } from '../../core/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import type { FileRole } from '../../registry/index.ts';
import type { ManifestRule } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

/** A file holds the kind of manifest that its path says (SPEC section 2). */
export const kindAgreementRule: ManifestRule = {
  id: 'kind-agreement',
  family: 'path',
  summary: 'A file holds the kind of manifest that its path says.',
  codes: ['HYPER_KIND_MISPLACED'],
  check({ role, manifest, document }) {
    const expected = kindOf(role);
    if (expected === undefined || expected === manifest.kind) return NONE;
    const message = `expected kind "${expected}" at this path, got "${manifest.kind}"`;
    const span = document.locate(['kind']);
    return [{ code: 'HYPER_KIND_MISPLACED', severity: 'error', span, message, hint: `kind: ${expected}` }];
  },
};

/** The kind that belongs to a role; undefined where any does. */
export function kindOf(role: FileRole): Manifest['kind'] | undefined {
  switch (role.kind) {
    case 'registry':
      return 'Registry';
    case 'trust-root':
      return 'TrustRoot';
    case 'namespace':
      return 'Namespace';
    case 'policy':
      return 'Policy';
    case 'release':
      return 'Artifact';
    case 'state':
      return 'ArtifactState';
    case 'signature':
    case 'text':
    case 'blob':
    case 'observed':
    case 'other':
    case 'foreign':
      return undefined;
  }
}
