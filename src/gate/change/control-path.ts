import { roleOf } from '../../registry/index.ts';
import type { FileRole } from '../../registry/index.ts';

/** Paths outside the registry's own folders that decide who may do what, or what runs (ATTACKS C04, G11). */
const CONTROL_PATHS: readonly RegExp[] = [
  /^\.(?:github|gitlab|circleci|forgejo|gitea|woodpecker)\//iu,
  /(?:^|\/)CODEOWNERS$/iu,
  /(?:^|\/)\.git(?:attributes|modules|config)$/iu,
  /^\.gitlab-ci\.ya?ml$/iu,
  /^\.pre-commit-config\.ya?ml$/iu,
  /(?:^|\/)action\.ya?ml$/iu,
  /^(?:azure-pipelines|bitbucket-pipelines)\.ya?ml$/iu,
  /^Jenkinsfile$/iu,
];

/** What a file of the registry decides: who may do what (`control`), what is published (`content`), or neither. */
export type FilePlane = 'control' | 'content' | 'neutral';

/** The plane of a path from the registry's root; signatures belong to what they sign. Pure. */
export function planeOf(path: string, role: FileRole = roleOf(path)): FilePlane {
  switch (role.kind) {
    case 'registry':
    case 'trust-root':
    case 'namespace':
    case 'policy':
      return 'control';
    case 'release':
    case 'state':
    case 'blob':
    case 'observed':
    case 'text':
    case 'foreign':
      return 'content';
    case 'signature':
      return planeOf(role.signs);
    case 'other':
      return isControlPath(path) ? 'control' : 'neutral';
  }
}

/** Whether a path that is no file of a registry decides who may do what, or what runs. Pure. */
export function isControlPath(path: string): boolean {
  return CONTROL_PATHS.some((pattern) => pattern.test(path));
}
