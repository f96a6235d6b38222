import { comparePaths } from '../../core/index.ts';
import type { TreeEntry } from '../../registry/index.ts';

/** The direct children of some folders, told from a recursive listing; folders get mode `040000`. Pure. */
export function childrenOf(entries: readonly TreeEntry[], folders: readonly string[]): TreeEntry[] {
  const wanted = new Set(folders);
  const children = new Map<string, TreeEntry>();
  for (const entry of entries) {
    let end = entry.path.length;
    let child = entry;
    for (;;) {
      const slash = entry.path.lastIndexOf('/', end - 1);
      const folder = slash < 0 ? '' : entry.path.slice(0, slash);
      if (wanted.has(folder) && !children.has(child.path)) children.set(child.path, child);
      if (slash < 0) break;
      end = slash;
      child = { mode: '040000', oid: '', path: folder, isUtf8: entry.isUtf8 };
    }
  }
  return [...children.values()].sort((left, right) => comparePaths(left.path, right.path));
}
