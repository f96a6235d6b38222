/** What a file is for, told from its path alone (SPEC section 2). Names are as the path spells them, unchecked. */
export type FileRole =
  | { readonly kind: 'registry' }
  | { readonly kind: 'trust-root' }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'policy'; readonly namespace: string; readonly id: string }
  | { readonly kind: 'release'; readonly namespace: string; readonly name: string; readonly version: string }
  | { readonly kind: 'state'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'signature'; readonly signs: string }
  | { readonly kind: 'text'; readonly which: 'README' | 'CHANGELOG' }
  | { readonly kind: 'blob'; readonly hex: string }
  | { readonly kind: 'observed' }
  /** Outside the registry's own folders: documentation, workflows, editor settings. */
  | { readonly kind: 'other' }
  /** Inside one of the registry's own folders, where nothing of that name belongs. */
  | { readonly kind: 'foreign' };

const OTHER: FileRole = { kind: 'other' };
const FOREIGN: FileRole = { kind: 'foreign' };
const README: FileRole = { kind: 'text', which: 'README' };
const CHANGELOG: FileRole = { kind: 'text', which: 'CHANGELOG' };
const ROOT = 'namespaces/';
const SIGNATURE_SUFFIX = '.sigstore.json';

/** The role of a path relative to the registry's root. Pure. */
export function roleOf(path: string): FileRole {
  if (path.startsWith(ROOT)) return roleInNamespaces(path);
  if (path === 'registry.yaml') return { kind: 'registry' };
  if (path === 'registry.sigstore.json') return { kind: 'signature', signs: 'registry.yaml' };
  if (path.startsWith('trust/')) return roleInTrust(path);
  if (path.startsWith('blobs/')) return roleInBlobs(path);
  if (path.startsWith('observed/')) return path.endsWith('/stats.yaml') ? { kind: 'observed' } : FOREIGN;
  return OTHER;
}

function roleInNamespaces(path: string): FileRole {
  const slash = path.lastIndexOf('/');
  const file = path.slice(slash + 1);
  if (slash < ROOT.length) return FOREIGN;
  if (file.endsWith(SIGNATURE_SUFFIX)) {
    return { kind: 'signature', signs: `${path.slice(0, -SIGNATURE_SUFFIX.length)}.yaml` };
  }
  if (file === 'README.md') return README;
  if (file === 'CHANGELOG.md') return CHANGELOG;
  const folder = readFolder(path.slice(0, slash));
  if (file === 'namespace.yaml') return { kind: 'namespace', namespace: folder.whole };
  if (!file.endsWith('.yaml') || folder.namespace === '') return FOREIGN;
  const { namespace, name } = folder;
  const stem = file.slice(0, -'.yaml'.length);
  if (name === 'policies') return { kind: 'policy', namespace, id: stem };
  if (stem === 'artifact') return { kind: 'state', namespace, name };
  return { kind: 'release', namespace, name, version: stem };
}

interface Folder {
  readonly path: string;
  /** The folder read as a namespace. */
  readonly whole: string;
  /** The folder read as an artifact's; the empty string where it lies too high for that. */
  readonly namespace: string;
  readonly name: string;
}

let lastFolder: Folder = { path: '', whole: '', namespace: '', name: '' };

/** Listings come folder by folder, so the last answer serves most calls. */
function readFolder(path: string): Folder {
  if (lastFolder.path === path) return lastFolder;
  const segments = path.split('/').slice(1);
  const whole = namespaceOf(segments);
  const name = segments.pop() ?? '';
  lastFolder = { path, whole, namespace: namespaceOf(segments), name };
  return lastFolder;
}

/** The canonical text of a namespace's folders (`names` says why e-mail owners differ); the segments are unchecked. */
function namespaceOf(folders: readonly string[]): string {
  if (folders.length <= 2 || folders[1]?.includes('@') !== true) return folders.join('.');
  return `${folders.slice(0, 2).join('.')}/${folders.slice(2).join('/')}`;
}

function roleInTrust(path: string): FileRole {
  const match = /^trust\/root(?:\.[1-9][0-9]{0,8})?\.(yaml|sigstore\.json)$/u.exec(path);
  if (match === null) return FOREIGN;
  if (match[1] === 'yaml') return { kind: 'trust-root' };
  return { kind: 'signature', signs: `${path.slice(0, -SIGNATURE_SUFFIX.length)}.yaml` };
}

function roleInBlobs(path: string): FileRole {
  const match = /^blobs\/sha256\/([0-9a-f]{2})\/([0-9a-f]{2})\/([0-9a-f]{64})$/u.exec(path);
  const hex = match?.[3] ?? '';
  if (match === null || !hex.startsWith(`${match[1] ?? ''}${match[2] ?? ''}`)) return FOREIGN;
  return { kind: 'blob', hex };
}

/** Whether files of this role are manifests, read by the YAML parser. */
export function isManifestRole(role: FileRole): boolean {
  switch (role.kind) {
    case 'registry':
    case 'trust-root':
    case 'namespace':
    case 'policy':
    case 'release':
    case 'state':
      return true;
    case 'signature':
    case 'text':
    case 'blob':
    case 'observed':
    case 'other':
    case 'foreign':
      return false;
  }
}
