import { dirname } from 'node:path';
import { placeAmong } from '../../core/index.ts';

/** The folders that hold files, and those above them, in an order that has those above first. Pure. */
export function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  const add = (folder: string): void => {
    if (folder === '.' || folders.has(folder)) return;
    add(dirname(folder));
    folders.add(folder);
  };
  for (const file of files) add(dirname(file));
  return folders;
}

/** The number of a path among paths in `compareText` order; -1 where it is not there. Pure. */
export function findPath(paths: readonly string[], path: string): number {
  const at = placeAmong(paths, path);
  return paths[at] === path ? at : -1;
}
