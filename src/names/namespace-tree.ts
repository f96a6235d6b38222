import { invariant } from '../core/index.ts';
import { joinSegments } from './namespace-path.ts';
import type { NamespacePath } from './namespace-path.ts';
import { SCOPES } from './scope.ts';
import type { Scope } from './scope.ts';

/** The folder that holds every namespace. */
const ROOT_FOLDER = 'namespaces';

/** The segments, scope first; an e-mail owner is one segment. Pure. */
export function segmentsOf(path: NamespacePath): readonly string[] {
  if (!path.includes('@')) return path.split('.');
  const dot = path.indexOf('.');
  return [path.slice(0, dot), ...path.slice(dot + 1).split('/')];
}

/** The row of the scopes table that the path belongs to. */
export function scopeOf(path: NamespacePath): Scope {
  const dot = path.indexOf('.');
  const scope = SCOPES.get(dot < 0 ? path : path.slice(0, dot));
  invariant(scope !== undefined, 'a namespace path begins with a scope');
  return scope;
}

/** The namespace above, or undefined at the top: `org.acme` has none, because `org` alone is no namespace. */
export function parentOf(path: NamespacePath): NamespacePath | undefined {
  const segments = segmentsOf(path);
  const top = scopeOf(path).hasOwnerSegment ? 2 : 1;
  return segments.length <= top ? undefined : (joinSegments(segments.slice(0, -1)) as NamespacePath);
}

/** The namespaces above the path, the top one first, without the path itself. */
export function ancestorsOf(path: NamespacePath): readonly NamespacePath[] {
  const ancestors: NamespacePath[] = [];
  for (let above = parentOf(path); above !== undefined; above = parentOf(above)) ancestors.push(above);
  return ancestors.reverse();
}

/** The namespace and those above it, the top one first. */
export function lineOf(path: NamespacePath): readonly NamespacePath[] {
  return [...ancestorsOf(path), path];
}

/** True for the namespace itself and everything below it, by whole segments: `org.acme-x` is not in `org.acme` (O05). */
export function isWithin(path: NamespacePath, ancestor: NamespacePath): boolean {
  if (path === ancestor) return true;
  if (!path.startsWith(ancestor)) return false;
  const hasEmailOwner = ancestor.includes('@');
  return path.charAt(ancestor.length) === (hasEmailOwner ? '/' : '.') && path.includes('@') === hasEmailOwner;
}

/** Where the namespace lives in the repository: `namespaces/org/acme/security`. Forward slashes, none at the end. */
export function toFolder(path: NamespacePath): string {
  return [ROOT_FOLDER, ...segmentsOf(path)].join('/');
}
