import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { compareText } from '../../core/index.ts';
import type { FileSystem } from './file-system.ts';
import { kindOf, nodeFileSystem, READING } from './node-file-system.ts';

/**
 * The real file system for a command that looks at a few small files: these looks are done at once, as the threads that
 * node starts for the first of the others cost more than all of them.
 */
export const atOnceFileSystem: FileSystem = {
  ...nodeFileSystem,
  stat: (path) =>
    told(() => {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      return stat === undefined ? undefined : { kind: kindOf(stat), size: stat.size };
    }),
  list: (path) => told(() => readdirSync(path).sort(compareText)),
  readFile: (path) => told(() => readFileSync(path, { flag: READING })),
};

/** What fails rejects, as it does in the others. */
function told<Value>(look: () => Value): Promise<Value> {
  return new Promise((resolve) => {
    resolve(look());
  });
}
