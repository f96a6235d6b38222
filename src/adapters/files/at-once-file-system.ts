import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { compareText } from '../../core/index.ts';
import { errnoOf } from './file-errors.ts';
import type { FileSystem, NewFile } from './file-system.ts';
import { NEW_FILE, READING, kindOf, nodeFileSystem } from './node-file-system.ts';

/**
 * The real file system for a command that looks at a few small files, or fills a folder with many: what is small is done
 * at once, as handing it to another thread and back costs more than all of it. Who does much lets others get their turn.
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
  createFile: (path, mode = 0o644) => told(() => newFile(openSync(path, NEW_FILE, mode))),
  createFolder: (path, mode = 0o777) => told(() => makeFolder(path, mode)),
  link: (from, to) =>
    told(() => {
      linkSync(from, to);
    }),
};

function newFile(file: number): NewFile {
  return {
    write: (bytes) =>
      told(() => {
        writeFileSync(file, bytes);
      }),
    sync: () =>
      told(() => {
        fsyncSync(file);
      }),
    close: () =>
      told(() => {
        closeSync(file);
      }),
  };
}

function makeFolder(path: string, mode: number): boolean {
  try {
    mkdirSync(path, { mode });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What fails rejects, as it does in the others. */
function told<Value>(act: () => Value): Promise<Value> {
  return new Promise((resolve) => {
    resolve(act());
  });
}
