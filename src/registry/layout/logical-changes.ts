import { comparePaths } from '../../core/index.ts';
import { folderOf } from '../registry-index.ts';
import { roleOf } from '../file-role.ts';
import type { TreeChange, TreeEntry } from '../registry-store.ts';
import { withoutFanOut } from './fan-out.ts';

/**
 * Changes of a repository's files by their paths without fan-out, in byte order. A file that was taken away at one place
 * and brought at its other one with the same bytes is in `moves`. Pure.
 */
export function toLogicalChanges(
  raw: readonly TreeChange[],
  isTaken: (folder: string) => boolean = () => false,
): { readonly changes: readonly TreeChange[]; readonly moves: readonly TreeChange[] } {
  if (!raw.some(({ path }) => withoutFanOut(path) !== undefined)) return { changes: raw, moves: [] };
  const sides = new Map<string, { before?: TreeEntry; after?: TreeEntry }>();
  for (const change of raw) {
    const logical = withoutFanOut(change.path);
    const path = logical === undefined || isTaken(folderOf(logical)) ? change.path : logical;
    const known = sides.get(path) ?? {};
    sides.set(path, {
      ...known,
      ...(change.before === undefined ? {} : { before: placed(change.before, path) }),
      ...(change.after === undefined ? {} : { after: placed(change.after, path) }),
    });
  }
  const changes: TreeChange[] = [];
  const moves: TreeChange[] = [];
  for (const [path, { before, after }] of sides) {
    const change = toChange(path, before, after);
    const isMove =
      change.status === 'changed' &&
      before?.oid !== '' &&
      before?.oid === after?.oid &&
      before?.mode === after?.mode;
    (isMove ? moves : changes).push(change);
  }
  return { changes: changes.sort((left, right) => comparePaths(left.path, right.path)), moves };
}

/** Whether each side has the file where its registry.yaml says that the files of this namespace are. Pure. */
export function isExactMove(
  { path, before, after }: TreeChange,
  fanOutBefore: ReadonlySet<string>,
  fanOutAfter: ReadonlySet<string>,
): boolean {
  const namespace = namespaceOfFile(path);
  if (namespace === undefined) return false;
  return (
    fanOutBefore.has(namespace) === (before?.at !== undefined) &&
    fanOutAfter.has(namespace) === (after?.at !== undefined)
  );
}

/** The namespace that the artifact of a file is in, by its path without fan-out. Pure. */
export function namespaceOfFile(path: string): string | undefined {
  const role = roleOf(`${folderOf(path)}/artifact.yaml`);
  return role.kind === 'state' ? role.namespace : undefined;
}

function placed(entry: TreeEntry, path: string): TreeEntry {
  return entry.path === path ? entry : { ...entry, path, at: entry.path };
}

function toChange(path: string, before: TreeEntry | undefined, after: TreeEntry | undefined): TreeChange {
  const status = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return {
    status,
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
