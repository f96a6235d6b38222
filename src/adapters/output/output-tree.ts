import { dirname, join } from 'node:path';
import type { FileTable } from '../../catalog/index.ts';
import type { FileSystem } from '../files/index.ts';
import { GONE, SOUND } from './prove-tree.ts';
import type { ProvenTree } from './prove-tree.ts';
import { findPath, foldersOf } from './tree-paths.ts';

/** A former tree on its way to become the next output. */
export class OutputTree {
  readonly proven: ProvenTree;
  readonly #fileSystem: FileSystem;
  readonly #root: string;
  readonly #isUsed: Uint8Array;
  #isSettled = false;

  constructor(fileSystem: FileSystem, root: string, proven: ProvenTree) {
    this.#fileSystem = fileSystem;
    this.#root = root;
    this.proven = proven;
    this.#isUsed = new Uint8Array(proven.files.length);
  }

  /** Keeps a file of the tree; false where it has none of this sha256. */
  use(path: string, sha256: string): boolean {
    const { files } = this.proven.record;
    const at = files.find(path);
    if (this.#isSettled || this.proven.files[at] !== SOUND || files.sha256At(at) !== sha256) return false;
    this.#isUsed[at] = 1;
    return true;
  }

  /** Keeps the files of a table that it has; gives the numbers of the others. */
  useAll(wanted: FileTable): readonly number[] {
    const { files, record } = this.proven;
    const others: number[] = [];
    for (const [number, at] of wanted.sameIn(record.files).entries()) {
      if (files[at] === SOUND) this.#isUsed[at] = 1;
      else others.push(number);
    }
    return others;
  }

  /** Takes back what was used; false where nothing was. */
  unuse(path: string): boolean {
    const at = this.proven.record.files.find(path);
    if (!this.isUsed(at)) return false;
    this.#isUsed[at] = 0;
    return true;
  }

  /** Whether the file of this number of the record is used. */
  isUsed(at: number): boolean {
    return this.#isUsed[at] === 1;
  }

  /** Makes room for a file: what stands at its place, above it or below it goes, unless it is used. */
  async makeRoom(path: string): Promise<void> {
    if (this.#isSettled || this.isUsed(this.proven.record.files.find(path))) return;
    await this.#clear(path);
    for (let above = dirname(path); above !== '.' && !this.#hasFolder(above); above = dirname(above)) {
      await this.#clear(above);
    }
    if (this.#hasFolder(path)) await this.#removeFolder(path);
  }

  /** Takes away all that is not used and of which no file is needed. From here on nothing more of it is used. */
  async settle(needed: FileTable): Promise<void> {
    const { record, folders } = this.proven;
    const left: string[] = [];
    for (let at = 0; at < record.files.length; at += 1) {
      const path = this.isUsed(at) ? undefined : record.files.pathAt(at);
      if (path === undefined) continue;
      left.push(path);
      await this.#clear(path);
    }
    for (const folder of foldersOf(left)) {
      const at = findPath(record.folders, folder);
      if (folders[at] !== SOUND || needed.hasBelow(folder)) continue;
      folders[at] = GONE;
      this.touch(folder);
      const parent = dirname(folder);
      if (parent === '.' || needed.hasBelow(parent))
        await this.#fileSystem.removeTree(join(this.#root, folder));
    }
    this.#isSettled = true;
  }

  /** The stamps of the folders above a path prove nothing any more: one of them gets or loses a name. */
  touch(path: string): void {
    const { folders, stamps } = this.proven.record;
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      const at = findPath(folders, folder);
      if (at >= 0) stamps.clear(at);
    }
  }

  #hasFolder(path: string): boolean {
    return this.proven.folders[findPath(this.proven.record.folders, path)] === SOUND;
  }

  async #clear(path: string): Promise<void> {
    const { record, files } = this.proven;
    const at = record.files.find(path);
    if (this.isUsed(at) || (files[at] ?? GONE) === GONE) return;
    files[at] = GONE;
    await this.#fileSystem.removeTree(join(this.#root, path));
    this.touch(path);
  }

  /** Where a file below it is used, it stays, and writing fails: a path of an output is a file or a folder. */
  async #removeFolder(path: string): Promise<void> {
    const { record, files, folders } = this.proven;
    const below = record.files.pathsFrom(`${path}/`).map((one) => record.files.find(one));
    if (below.some((at) => this.isUsed(at))) return;
    await this.#fileSystem.removeTree(join(this.#root, path));
    for (const at of below) files[at] = GONE;
    for (const [at, folder] of record.folders.entries()) {
      if (folder === path || folder.startsWith(`${path}/`)) folders[at] = GONE;
    }
    this.touch(path);
  }
}
