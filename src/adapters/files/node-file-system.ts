import { constants, lstat, readFile, readdir } from 'node:fs';
import type { Stats } from 'node:fs';
import { copyFile, link, mkdir, open, readlink, realpath, rename, rm, rmdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { compareText } from '../../core/index.ts';
import { errnoOf } from './file-errors.ts';
import type { FileStat, FileSystem, NewFile, OpenFolder } from './file-system.ts';

/** Node takes the number here too; only its types of the callback form ask for a text. */
export const READING = (constants.O_RDONLY | constants.O_NOFOLLOW) as unknown as string;

/** For writing a file that is not there yet. */
export const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** How systems say that a folder is not empty, not there, no folder, in use, or not this user's to remove. */
const NO_EMPTY_FOLDER: ReadonlySet<string | undefined> = new Set([
  'ENOTEMPTY',
  'EEXIST',
  'ENOENT',
  'ENOTDIR',
  'EBUSY',
  'EACCES',
  'EPERM',
]);

/** The real file system. */
export const nodeFileSystem: FileSystem = {
  // These three are not those of promises: most commands look at a few files, and loading that module costs more than that.
  stat: (path) =>
    new Promise((resolve, reject) => {
      lstat(path, (error, stat) => {
        if (error === null) resolve({ kind: kindOf(stat), size: stat.size });
        else if (errnoOf(error) === 'ENOENT') resolve(undefined);
        else reject(error);
      });
    }),
  list: (path) =>
    new Promise((resolve, reject) => {
      readdir(path, (error, names) => {
        if (error === null) resolve(names.sort(compareText));
        else reject(error);
      });
    }),
  readFile: (path) =>
    new Promise((resolve, reject) => {
      readFile(path, { flag: READING }, (error, bytes) => {
        if (error === null) resolve(bytes);
        else reject(error);
      });
    }),
  realPath: (path) => realpath(path),
  openFolder,
  createFile,
  createFolder: async (path, mode = 0o777) => {
    try {
      await mkdir(path, { mode });
      return true;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return false;
      throw error;
    }
  },
  rename: (from, to) => rename(from, to),
  link: (from, to) => link(from, to),
  copy: (from, to) => copyFile(from, to, constants.COPYFILE_EXCL),
  removeFile: (path) => rm(path, { force: true }),
  removeEmptyFolder: async (path) => {
    try {
      await rmdir(path);
      return true;
    } catch (error) {
      if (NO_EMPTY_FOLDER.has(errnoOf(error))) return false;
      throw error;
    }
  },
  // A git that a killed run started may write into its folder for a moment longer.
  removeTree: (path) => rm(path, { recursive: true, force: true, maxRetries: 6, retryDelay: 50 }),
};

/** What stands at a path, as node tells it. */
export function kindOf(stat: Stats): FileStat['kind'] {
  if (stat.isSymbolicLink()) return 'symlink';
  if (stat.isDirectory()) return 'folder';
  return stat.isFile() ? 'file' : 'other';
}

async function createFile(path: string, mode = 0o644): Promise<NewFile> {
  const file = await open(path, NEW_FILE, mode);
  return {
    write: (bytes) => file.writeFile(bytes),
    sync: () => file.sync(),
    close: () => file.close(),
  };
}

/** Node has no `openat`; on Linux the open folder is reachable as `/proc/self/fd/N`, which is as good. */
async function openFolder(path: string): Promise<OpenFolder> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const anchor = `/proc/self/fd/${folder.fd}`;
    const real = await readlink(anchor).catch(() => undefined);
    if (real !== undefined) return opened(folder, anchor, real);
    return opened(folder, path, await realpath(path));
  } catch (error) {
    await folder.close();
    throw error;
  }
}

function opened(folder: FileHandle, anchor: string, realPath: string): OpenFolder {
  return { anchor, realPath, sync: () => folder.sync(), close: () => folder.close() };
}
