import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { SCOPES } from '../../names/index.ts';
import { folderOf } from '../../registry/index.ts';
import type { RegistryIndex, TreeEntry } from '../../registry/index.ts';
import type { TreeRule, TreeSubject } from '../rule.ts';

/** Every file under the registry's own folders has a place in the layout of SPEC section 2 (ATTACKS I12). */
export const layoutRule: TreeRule = {
  id: 'layout',
  family: 'layout',
  summary: 'Every file has a place in the layout, and a folder is a namespace or an artifact, never both.',
  codes: [
    'HYPER_LAYOUT_NO_REGISTRY',
    'HYPER_LAYOUT_FOREIGN',
    'HYPER_LAYOUT_BOTH',
    'HYPER_LAYOUT_NO_NAMESPACE',
    'HYPER_LAYOUT_ORPHAN',
  ],
  *check(subject) {
    const { index, folders } = subject;
    if (folders.has('') && index.registry === undefined) yield noRegistry();
    for (const entry of index.foreign) yield foreign(entry);
    yield* folderKinds(subject);
    yield* missingNamespaces(index, folders);
    yield* orphans(subject);
  },
};

/** What each of the registry's own folders takes. */
const PLACES: ReadonlyMap<string, string> = new Map([
  [
    'namespaces',
    'namespaces/ takes namespace.yaml, policies/<id>.yaml, <artifact>/<version>.yaml, artifact.yaml, README.md, CHANGELOG.md and *.sigstore.json',
  ],
  ['trust', 'trust/ takes root.yaml, root.<n>.yaml and their *.sigstore.json'],
  ['blobs', 'blobs/ takes sha256/<first two>/<next two>/<all 64 hex digits>'],
  ['observed', 'observed/ takes <same path>/stats.yaml'],
]);

function noRegistry(): Diagnostic {
  const message = 'expected a "registry.yaml" at the root, got none';
  return {
    code: 'HYPER_LAYOUT_NO_REGISTRY',
    severity: 'error',
    path: 'registry.yaml',
    message,
    hint: 'hyper init .',
  };
}

function foreign(entry: TreeEntry): Diagnostic {
  return {
    code: 'HYPER_LAYOUT_FOREIGN',
    severity: 'error',
    path: entry.path,
    message: `"${toOneLine(entry.path)}" has no place in the layout`,
    hint: PLACES.get(entry.path.slice(0, entry.path.indexOf('/'))) ?? 'move it out of this folder',
  };
}

function* folderKinds({ index }: TreeSubject): Iterable<Diagnostic> {
  const namespaceFolders = new Set(
    [...index.namespaces.values()].filter((one) => one.manifest !== undefined).map((one) => one.folder),
  );
  for (const artifact of index.artifacts.values()) {
    if (namespaceFolders.has(artifact.folder)) {
      const message = `"${toOneLine(artifact.folder)}" is a namespace and an artifact at once`;
      const hint = 'move the releases into a folder of their own';
      yield { code: 'HYPER_LAYOUT_BOTH', severity: 'error', path: artifact.folder, message, hint };
    }
  }
}

function* missingNamespaces(index: RegistryIndex, folders: TreeSubject['folders']): Iterable<Diagnostic> {
  const artifacts = new Set([...index.artifacts.values()].map((artifact) => artifact.folder));
  const namespaces = new Set([...index.namespaces.values()].map((namespace) => namespace.folder));
  for (const { path: folder, folders: children, files } of folders.values()) {
    const isNeeded = (children.size > 0 && !artifacts.has(folder)) || namespaces.has(folder);
    if (!isNeeded || !needsManifest(folder)) continue;
    if (files.some((entry) => entry.path === `${folder}/namespace.yaml`)) continue;
    const name = toOneLine(folder.split('/').slice(1).join('.'));
    const message = `the namespace "${name}" has no manifest`;
    const hint = `add "${toOneLine(folder)}/namespace.yaml"`;
    yield { code: 'HYPER_LAYOUT_NO_NAMESPACE', severity: 'error', path: folder, message, hint };
  }
}

/** A scope such as `org` is no namespace itself, so its folder has no manifest; `lib` and its kin are both. */
function needsManifest(folder: string): boolean {
  if (!folder.startsWith('namespaces/')) return false;
  const segments = folder.split('/');
  return segments.length > 2 || SCOPES.get(segments[1] ?? '')?.hasOwnerSegment === false;
}

function* orphans({ index, folders }: TreeSubject): Iterable<Diagnostic> {
  for (const path of index.signatures.keys()) {
    const signs = path.replace(/\.sigstore\.json$/u, '.yaml');
    const isThere = folders.get(folderOf(path))?.files.some((entry) => entry.path === signs) ?? true;
    if (isThere) continue;
    const message = `a signature of "${toOneLine(signs)}", which does not exist`;
    yield {
      code: 'HYPER_LAYOUT_ORPHAN',
      severity: 'error',
      path,
      message,
      hint: 'remove it, or add the manifest it signs',
    };
  }
  for (const path of index.texts.keys()) {
    const listing = folders.get(folderOf(path));
    if (listing?.files.some((entry) => entry.path.endsWith('.yaml')) !== false) continue;
    const message = `a text in a folder that is neither a namespace nor an artifact`;
    yield {
      code: 'HYPER_LAYOUT_ORPHAN',
      severity: 'error',
      path,
      message,
      hint: 'remove it, or add a manifest beside it',
    };
  }
}
