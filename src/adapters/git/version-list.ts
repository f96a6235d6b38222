import type { TreeEntry } from '../../registry/index.ts';

/** Gathers the versions of files, in the order in which they are met, each content once. */
export class VersionList {
  readonly found = new Map<string, TreeEntry[]>();

  constructor(paths: readonly string[]) {
    for (const path of paths) this.found.set(path, []);
  }

  add(entry: TreeEntry): void {
    const versions = this.found.get(entry.path);
    if (versions === undefined || !entry.mode.startsWith('100')) return;
    if (!versions.some(({ oid }) => oid === entry.oid)) versions.push(entry);
  }
}
