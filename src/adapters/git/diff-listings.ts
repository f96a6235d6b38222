import { comparePaths } from '../../core/index.ts';
import type { TreeChange, TreeEntry } from '../../registry/index.ts';

/** The change of one path; undefined where it is absent on both sides. */
export function changeBetween(
  path: string,
  before: TreeEntry | undefined,
  after: TreeEntry | undefined,
): TreeChange | undefined {
  if (after === undefined) return before === undefined ? undefined : { status: 'removed', path, before };
  return before === undefined ? { status: 'added', path, after } : { status: 'changed', path, before, after };
}

/** What differs between two listings, by path, mode and object id; an empty id differs from every other. Pure. */
export function diffListings(base: readonly TreeEntry[], head: readonly TreeEntry[]): TreeChange[] {
  const before = new Map(base.map((entry) => [entry.path, entry]));
  const changes: TreeChange[] = [];
  for (const after of head) {
    const old = before.get(after.path);
    before.delete(after.path);
    if (old?.oid === after.oid && old.mode === after.mode && after.oid !== '') continue;
    const change = changeBetween(after.path, old, after);
    if (change !== undefined) changes.push(change);
  }
  for (const old of before.values()) changes.push({ status: 'removed', path: old.path, before: old });
  return changes.sort((left, right) => comparePaths(left.path, right.path));
}
