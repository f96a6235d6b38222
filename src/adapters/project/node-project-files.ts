import { Buffer } from 'node:buffer';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { ProjectFiles } from '../../operations/index.ts';
import { withLock, writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { errnoOf } from '../files/file-errors.ts';

const PROJECT_FILE = 'hyper.yaml';
const LOCK_FILE = 'hyper.lock';

/** The files of the project in or above a folder, on the real disk. */
export function createProjectFiles(files: FilesContext, folder: string): ProjectFiles {
  return {
    find: (named) => (named === undefined ? findUpwards(folder) : fileAt(resolve(folder, named))),
    lockOf: (project, named) =>
      named === undefined
        ? join(project === undefined ? folder : dirname(project), LOCK_FILE)
        : resolve(folder, named),
    folderOf: dirname,
    show: (path) => {
      const shown = relative(folder, path);
      return shown.startsWith(`..${sep}..${sep}..`) ? path : shown;
    },
    read: (path) => readOrNothing(files, path),
    write: async (path, text) => {
      const place = realFolder(dirname(path));
      await withLock(files, place, () => writeFileAtomic(files, place, basename(path), Buffer.from(text)));
    },
  };
}

function findUpwards(folder: string): string | undefined {
  for (let here = folder; ; here = dirname(here)) {
    const path = join(here, PROJECT_FILE);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return path;
    if (dirname(here) === here) return undefined;
  }
}

/** The file, or the project's file in the folder, that a user named. */
function fileAt(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return fileAt(join(path, PROJECT_FILE));
  return stat?.isFile() === true ? path : undefined;
}

function realFolder(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : folder;
}

async function readOrNothing({ fileSystem }: FilesContext, path: string): Promise<Uint8Array | undefined> {
  try {
    return await fileSystem.readFile(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw new HyperError('HYPER_FILE_UNREADABLE', `cannot read "${toOneLine(path)}"`, { cause: error });
  }
}
