import type { ManifestKind } from '../manifest/index.ts';
import type { FileRole } from '../registry/index.ts';

/** The kind that belongs to a role; undefined where any does. */
export function kindOf(role: FileRole): ManifestKind | undefined {
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
