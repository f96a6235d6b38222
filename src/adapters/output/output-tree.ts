import { dirname, join } from 'node:path';
import type { FileSystem } from '../files/index.ts';
import { foldersOf } from './kept-output.ts';
import type { ProvenTree } from './prove-tree.ts';
import { look, provingStamp, rootOf } from './tree-record.ts';
import type { NewRecord, RecordedFile } from './tree-record.ts';

/** A former tree on its way to become the next output. */
export class OutputTree {
  readonly #fileSystem: FileSystem;
  readonly #root: string;
  readonly #proven: ProvenTree;
  readonly #used = new Set<string>();
  #isSettled = false;

  constructor(fileSystem: FileSystem, root: string, proven: ProvenTree) {
    this.#fileSystem = fileSystem;
    this.#root = root;
    this.#proven = proven;
  }

  /** Keeps a file of the tree; false where it has none of this sha256. */
  use(path: string, sha256: string): boolean {
    if (this.#isSettled || this.#proven.files.get(path)?.sha256 !== sha256) return false;
    this.#used.add(path);
    return true;
  }

  /** Takes back what was used; false where nothing was. */
  unuse(path: string): boolean {
    return this.#used.delete(path);
  }

  /** Makes room for a file: what stands at its place, above it or below it goes, unless it is used. */
  async makeRoom(path: string): Promise<void> {
    if (this.#isSettled || this.#used.has(path)) return;
    const { folders } = this.#proven;
    await this.#clear(path);
    for (let above = dirname(path); above !== '.' && !folders.has(above); above = dirname(above)) {
      await this.#clear(above);
    }
    if (folders.has(path)) await this.#removeFolder(path);
  }

  /** Takes away all that is not used and of which no file is needed. From here on nothing more of it is used. */
  async settle(needed: Iterable<string>): Promise<void> {
    const { files, altered, folders } = this.#proven;
    for (const path of files.keys()) if (!this.#used.has(path)) await this.#clear(path);
    for (const path of altered) await this.#clear(path);
    const ofFiles = foldersOf(needed);
    for (const folder of [...folders.keys()].filter((path) => !ofFiles.has(path))) {
      folders.delete(folder);
      this.touch(folder);
      if (parentIsNeeded(folder, ofFiles)) await this.#fileSystem.removeTree(join(this.#root, folder));
    }
    this.#isSettled = true;
  }

  /** The stamps of the folders above a path prove nothing any more: one of them gets or loses a name. */
  touch(path: string): void {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      if (this.#proven.folders.has(folder)) this.#proven.folders.set(folder, '');
    }
  }

  /** What is known of a file that is used. */
  fileAt(path: string): RecordedFile | undefined {
    return this.#used.has(path) ? this.#proven.files.get(path) : undefined;
  }

  folderAt(path: string): string | undefined {
    return this.#proven.folders.get(path);
  }

  async #clear(path: string): Promise<void> {
    const { files, altered } = this.#proven;
    if (this.#used.has(path) || (!files.delete(path) && !altered.delete(path))) return;
    await this.#fileSystem.removeTree(join(this.#root, path));
    this.touch(path);
  }

  /** Where a file below it is used, it stays, and writing fails: a path of an output is a file or a folder. */
  async #removeFolder(path: string): Promise<void> {
    for (const used of this.#used) if (used.startsWith(`${path}/`)) return;
    await this.#fileSystem.removeTree(join(this.#root, path));
    const { files, altered, folders } = this.#proven;
    for (const known of [files, altered, folders]) {
      for (const below of [...known.keys()]) {
        if (below === path || below.startsWith(`${path}/`)) known.delete(below);
      }
    }
    this.touch(path);
  }
}

function parentIsNeeded(folder: string, needed: ReadonlySet<string>): boolean {
  const parent = dirname(folder);
  return parent === '.' || needed.has(parent);
}

/** What a record is made of: files with their digests, what is known of them already, and which prove nothing. */
export interface RecordedParts {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly tree: Pick<OutputTree, 'fileAt' | 'folderAt'> | undefined;
  /** Taken from where somebody may have altered them meanwhile. */
  readonly linked: ReadonlySet<string>;
  readonly moment: bigint;
}

/** The record of a tree that was just made; its folders and files are looked at as they are taken. */
export function recordTree(root: string, { files, tree, linked, moment }: RecordedParts): NewRecord {
  const folders = foldersOf(files.map(({ path }) => path));
  const stampAt = (path: string): string => {
    const stat = look(join(root, path));
    return stat === undefined ? '' : provingStamp(stat, moment);
  };
  const orLook = (known: string | undefined, path: string): string =>
    known === undefined || known === '' ? stampAt(path) : known;
  return {
    root: rootOf(root) ?? '',
    folderCount: folders.size,
    fileCount: files.length,
    *folders() {
      for (const folder of folders) yield [folder, orLook(tree?.folderAt(folder), folder)];
    },
    *files() {
      for (const { path, sha256 } of files) {
        const stamp = tree?.fileAt(path)?.stamp ?? (linked.has(path) ? '' : stampAt(path));
        yield [path, stamp, sha256];
      }
    },
  };
}
