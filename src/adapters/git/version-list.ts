import type { FileVersions, TreeEntry } from '../../registry/index.ts';

/** Gathers the versions of files, in the order in which they are met, each content once. */
export class VersionList {
  /** That there are earlier ones, which are left out. */
  isCut = false;
  readonly #found = new Map<string, TreeEntry[]>();
  readonly #most: number;

  /** `most`: of each file. */
  constructor(paths: readonly string[], most: number) {
    this.#most = most;
    for (const path of paths) this.#found.set(path, []);
  }

  add(entry: TreeEntry): void {
    const versions = this.#found.get(entry.path);
    if (versions === undefined || !entry.mode.startsWith('100')) return;
    if (versions.some(({ oid }) => oid === entry.oid)) return;
    if (versions.length < this.#most) versions.push(entry);
    else this.isCut = true;
  }

  /** What was gathered from a repository, of which a shallow clone holds the end alone. */
  conclude(isShallow: boolean): FileVersions {
    return { byPath: this.#found, cut: this.isCut ? 'long' : isShallow ? 'shallow' : undefined };
  }
}
