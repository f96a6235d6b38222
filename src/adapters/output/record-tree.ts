import { compareText } from '../../core/index.ts';
import type { FileTable } from '../../catalog/index.ts';
import type { OutputTree } from './output-tree.ts';
import { GONE } from './prove-tree.ts';
import { Stamps } from './stamps.ts';
import { findPath, foldersOf } from './tree-paths.ts';
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
  const known = knownFiles(parts);
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
  for (let number = 0, count = 1; number < known.length; number += count, count = 1) {
    const at = folders.length + number;
    const from = known[number] ?? -1;
    if (tree !== undefined && from >= 0) {
      while (known[number + count] === from + count) count += 1;
      const { record } = tree.proven;
      stamps.copy(at, record.stamps, record.folders.length + from, count);
      continue;
    }
    const path = files.pathAt(number) ?? '';
    if (!linked.has(path)) stamps.set(at, look(`${root}/${path}`), moment);
  }
  return { root: rootOf(root) ?? '', folders, files, stamps };
}

/** Of each file the number that it has in the former tree, where that had it already and is used for it; else -1. */
function knownFiles({ files, tree }: Pick<RecordedParts, 'files' | 'tree'>): Int32Array {
  if (tree === undefined) return new Int32Array(files.length).fill(-1);
  return files.sameIn(tree.proven.record.files).map((at) => (at >= 0 && tree.isUsed(at) ? at : -1));
}

function foldersIn({ files, tree }: RecordedParts, known: Int32Array): readonly string[] {
  if (tree === undefined) return [...foldersOf(files.paths)].sort(compareText);
  const { record, folders } = tree.proven;
  const kept = record.folders.filter((_, at) => folders[at] !== GONE);
  const fresh: string[] = [];
  for (const [number, at] of known.entries()) if (at === -1) fresh.push(files.pathAt(number) ?? '');
  const others = [...foldersOf(fresh)].filter((folder) => findPath(kept, folder) < 0);
  return others.length === 0 ? kept : [...kept, ...others].sort(compareText);
}
