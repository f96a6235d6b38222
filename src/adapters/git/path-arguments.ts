import { MAX_PATH_UNITS } from '../../core/index.ts';

/** What one command line takes on every system. */
const MAX_ARGUMENT_UNITS = 24_000;

/** Whether git takes the path of a folder behind `<tree>:` as it stands: neither two lines nor relative. */
export function isPlainName(folder: string): boolean {
  return !/\n|^\.{1,2}(?:\/|$)/u.test(folder);
}

/** The paths in parts that a command line takes; one empty part where there are none. A longer path is left out: it has
 *  no place in a registry, and the rules for paths say so. */
export function batchesOf(paths: readonly string[]): string[][] {
  const batches: string[][] = [[]];
  let units = 0;
  for (const path of paths) {
    if (path.length > MAX_PATH_UNITS + 1) continue;
    if (units + path.length > MAX_ARGUMENT_UNITS) {
      batches.push([]);
      units = 0;
    }
    batches.at(-1)?.push(path);
    units += path.length + 1;
  }
  return paths.length > 0 && batches[0]?.length === 0 ? [] : batches;
}
