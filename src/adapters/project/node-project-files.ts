import { Buffer } from 'node:buffer';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { ProjectFiles, ReadNotes } from '../../operations/index.ts';
import { withLock, writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { errnoOf } from '../files/file-errors.ts';
import { MAX_FILE_BYTES } from '../system/index.ts';
import { findProjectFile } from './find-project-file.ts';

const LOCK_FILE = 'hyper.lock';

/** The files of the project in or above a folder, on the real disk; `notes` takes what was found and read. */
export function createProjectFiles(files: FilesContext, folder: string, notes?: ReadNotes): ProjectFiles {
  return {
    find: (named) => {
      const path = findProjectFile(folder, named);
      notes?.search({ named: named ?? null, path: path ?? null });
      return path;
    },
    lockOf: (project, named) =>
      named === undefined
        ? join(project === undefined ? folder : dirname(project), LOCK_FILE)
        : resolve(folder, named),
    folderOf: dirname,
    show: (path) => {
      const shown = relative(folder, path);
      return shown.startsWith(`..${sep}..${sep}..`) ? path : shown;
    },
    read: async (path) => {
      const bytes = await readOrNothing(files, path);
      notes?.file(path, bytes);
      return bytes;
    },
    write: async (path, text, former) => {
      notes?.spoil();
      const place = realFolder(dirname(path));
      const bytes = Buffer.from(text);
      await withLock(files, place, async () => {
        const now = await readOrNothing(files, path);
        if (now !== undefined && bytes.equals(now)) return;
        if (!isSame(now, former)) throw changed(path);
        await writeFileAtomic(files, place, basename(path), bytes);
      });
    },
  };
}

function realFolder(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : folder;
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : Buffer.compare(one, other) === 0;
}

function changed(path: string): HyperError {
  const message = `"${toOneLine(basename(path))}" changed since it was read`;
  return new HyperError('HYPER_FILE_CHANGED', message, { hint: 'run the command again' });
}

/** A device or a pipe might never end. */
async function readOrNothing({ fileSystem }: FilesContext, path: string): Promise<Uint8Array | undefined> {
  try {
    const stat = await fileSystem.stat(path);
    const isPlain = stat?.kind !== 'other' && (stat?.size ?? 0) <= MAX_FILE_BYTES;
    if (isPlain) return await fileSystem.readFile(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw new HyperError('HYPER_FILE_UNREADABLE', `cannot read "${toOneLine(path)}"`, { cause: error });
  }
  throw new HyperError('HYPER_FILE_UNREADABLE', `"${toOneLine(path)}" is no file of a project or a lock`);
}
