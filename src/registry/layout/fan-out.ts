import { digestHex } from '../../core/index.ts';
import { fromFolder } from '../../names/index.ts';

/** What a folder between a namespace and its artifacts is called; no name of either begins so. */
const FAN_OUT_SEGMENT = /^_[0-9a-f]{2}$/u;
const ROOT = 'namespaces/';

/** Where the files of artifacts lie, told from registry.yaml and the namespaces that there are. */
export interface Layout {
  /** Whether the artifacts of the namespace lie in folders by the digest of their name. */
  isFannedOut(namespace: string): boolean;
  /** Whether the folder is a namespace's, so that its README is no artifact's. */
  isNamespaceFolder(folder: string): boolean;
}

/** The folder between a namespace and an artifact of this name: one of 256, by the sha256 of the name. Pure. */
export function fanOutSegment(name: string): string {
  return `_${digestHex(name).slice(0, 2)}`;
}

/**
 * The path of a file of an artifact without the fan-out folder, which every rule and signature speaks of; undefined for a
 * path that has none, or one where the name does not belong. Pure.
 */
export function withoutFanOut(path: string): string | undefined {
  if (!path.startsWith(ROOT) || !path.includes('/_')) return undefined;
  const segments = path.split('/');
  const [segment = '', name = ''] = segments.slice(-3);
  if (segments.length < 6 || !FAN_OUT_SEGMENT.test(segment) || fanOutSegment(name) !== segment)
    return undefined;
  return [...segments.slice(0, -3), ...segments.slice(-2)].join('/');
}

/** The folder of an artifact with the fan-out folder in it; undefined where it lies too high for an artifact. Pure. */
export function fannedFolder(folder: string): string | undefined {
  const segments = folder.split('/');
  const name = segments.at(-1) ?? '';
  if (!folder.startsWith(ROOT) || segments.length < 4 || name.startsWith('_')) return undefined;
  return [...segments.slice(0, -1), fanOutSegment(name), name].join('/');
}

/** Whether a path is that of a fan-out folder itself. Pure. */
export function isFanOutFolder(path: string): boolean {
  return path.startsWith(ROOT) && FAN_OUT_SEGMENT.test(path.slice(path.lastIndexOf('/') + 1));
}

/** Where a file lies in the repository, by its path without fan-out. Pure. */
export function toPhysicalPath(path: string, layout: Layout): string {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(0, slash));
  if (!isArtifactFolder(folder, path.slice(slash + 1), layout)) return path;
  return `${fannedFolder(folder) ?? folder}${path.slice(slash)}`;
}

function isArtifactFolder(folder: string, file: string, layout: Layout): boolean {
  const segments = folder.split('/');
  if (!folder.startsWith(ROOT) || segments.length < 4) return false;
  if (file.startsWith('namespace.') || segments.at(-1) === 'policies') return false;
  const namespace = fromFolder(segments.slice(1, -1));
  return namespace.ok && layout.isFannedOut(namespace.value) && !layout.isNamespaceFolder(folder);
}
