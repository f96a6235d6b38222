import { toOneLine } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import type { Manifest, ManifestKind } from '../../manifest/index.ts';
import { toSignedFile } from '../../signing/index.ts';
import type { SignedFile, StepFault } from '../../signing/index.ts';
import { isManifestRole, roleOf } from '../file-role.ts';
import type { FileRole } from '../file-role.ts';
import { folderOf } from '../registry-index.ts';

type ManifestRole = Extract<
  FileRole,
  { readonly kind: 'registry' | 'trust-root' | 'namespace' | 'policy' | 'release' | 'state' }
>;

const KINDS: Readonly<Record<ManifestRole['kind'], ManifestKind>> = {
  registry: 'Registry',
  'trust-root': 'TrustRoot',
  namespace: 'Namespace',
  policy: 'Policy',
  release: 'Artifact',
  state: 'ArtifactState',
};

export type ParsedFile =
  | { readonly ok: true; readonly file: SignedFile; readonly role: ManifestRole }
  | { readonly ok: false; readonly fault: StepFault };

/** The manifest that the bytes at a path are, of the kind and with the name that the path says, with its signatures. Pure. */
export function parseSigned(
  path: string,
  bytes: Uint8Array | undefined,
  signatures: Uint8Array | undefined,
): ParsedFile {
  const role = roleOf(path);
  if (!isManifest(role)) return unreadable(path, 'is no manifest');
  if (bytes === undefined) return unreadable(path, 'is not there, or too large');
  const parsed = parseDocument(bytes);
  const { document } = parsed;
  if (document === undefined) return unreadable(path, parsed.diagnostics[0]?.message ?? 'is no YAML');
  const { manifest, diagnostics } = parseManifest(document);
  if (manifest === undefined) return unreadable(path, diagnostics[0]?.message ?? 'is no manifest');
  const fault = disagreement(role, manifest);
  if (fault !== undefined) return unreadable(path, fault);
  return { ok: true, role, file: toSignedFile(path, { bytes, value: document.value, manifest }, signatures) };
}

/** How a manifest disagrees with the path that it stands at; undefined where it does not. Pure. */
export function disagreement(role: FileRole, manifest: Manifest): string | undefined {
  if (!isManifest(role)) return 'is no manifest';
  if (KINDS[role.kind] !== manifest.kind) return `is a ${manifest.kind}, expected a ${KINDS[role.kind]}`;
  const differs =
    (role.kind === 'namespace' && manifest.kind === 'Namespace' && manifest.path !== role.namespace) ||
    (role.kind === 'policy' && manifest.kind === 'Policy' && manifest.id !== role.id) ||
    ((role.kind === 'release' || role.kind === 'state') &&
      (manifest.kind === 'Artifact' || manifest.kind === 'ArtifactState') &&
      (manifest.namespace !== role.namespace || manifest.name !== role.name)) ||
    (role.kind === 'release' && manifest.kind === 'Artifact' && manifest.version !== role.version);
  return differs ? 'names something else than its path does' : undefined;
}

/** The fault of a file that nothing can be read from. Pure. */
export function unreadable(path: string, why: string): { readonly ok: false; readonly fault: StepFault } {
  const name = toOneLine(path);
  return {
    ok: false,
    fault: {
      code: 'HYPER_SIGNED_UNREADABLE',
      message: `"${name}" cannot be read: ${toOneLine(why)}`,
      hint: `see what is wrong: hyper validate ${folderOf(name) === '' ? name : folderOf(name)}; restore it from git if it was changed`,
    },
  };
}

function isManifest(role: FileRole): role is ManifestRole {
  return isManifestRole(role);
}
