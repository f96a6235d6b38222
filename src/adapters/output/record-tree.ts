import { compareText } from '../../core/index.ts';
import type { FileTable } from '../../catalog/index.ts';
import type { OutputTree } from './output-tree.ts';
import { GONE } from './prove-tree.ts';
import { Stamps } from './stamps.ts';
import { foldersOf } from './tree-paths.ts';
import { look, rootOf } from './tree-record.ts';
import type { TreeRecord } from './tree-record.ts';

/** What a record is made of: files with their digests, what is known of them already, and which prove nothing. */
export interface RecordedParts {
  readonly files: FileTable;
  readonly tree: OutputTree | undefined;
  /** Taken from where somebody may have altered them meanwhile. */
  readonly linked: ReadonlySet<string>;
  /** Of the clock of the disk, in milliseconds. */
  readonly moment: number;
}

/** The record of a tree that was just made: what is not known of its folders and files is looked at. */
export function recordTree(root: string, parts: RecordedParts): TreeRecord {
  const known = new KnownFiles(parts);
  const folders = foldersIn(parts, known);
  const { files, linked, moment, tree } = parts;
  const stamps = Stamps.none(folders.length + files.length);
  let former = 0;
  for (const [at, folder] of folders.entries()) {
    const names = tree?.proven.record.folders ?? [];
    while (former < names.length && (names[former] ?? '') < folder) former += 1;
    const isKnown = names[former] === folder && tree?.proven.folders[former] !== GONE;
    if (isKnown && tree?.proven.record.stamps.isNothing(former) === false)
      stamps.copy(at, tree.proven.record.stamps, former);
    else stamps.set(at, look(`${root}/${folder}`), moment);
  }
  for (const [number, path] of files.paths.entries()) {
    const at = folders.length + number;
    const from = known.numbers[number] ?? -1;
    if (tree !== undefined && from >= 0) {
      stamps.copy(at, tree.proven.record.stamps, tree.proven.record.folders.length + from);
    } else if (!linked.has(path)) stamps.set(at, look(`${root}/${path}`), moment);
  }
  return { root: rootOf(root) ?? '', folders, files, stamps };
}

/** Which files the former tree had already, by its numbers. */
class KnownFiles {
  readonly numbers: Int32Array;

  constructor({ files, tree }: Pick<RecordedParts, 'files' | 'tree'>) {
    this.numbers = new Int32Array(files.length).fill(-1);
    if (tree === undefined) return;
    const { paths } = tree.proven.record.files;
    let at = 0;
    for (const [number, path] of files.paths.entries()) {
      while (at < paths.length && (paths[at] ?? '') < path) at += 1;
      if (paths[at] === path && tree.isUsed(at)) this.numbers[number] = at;
    }
  }
}

function foldersIn({ files, tree }: RecordedParts, { numbers }: KnownFiles): readonly string[] {
  if (tree === undefined) return [...foldersOf(files.paths)].sort(compareText);
  const { record, folders } = tree.proven;
  const kept = record.folders.filter((_, at) => folders[at] !== GONE);
  const fresh = files.paths.filter((_, number) => numbers[number] === -1);
  return [...new Set([...kept, ...foldersOf(fresh)])].sort(compareText);
}
