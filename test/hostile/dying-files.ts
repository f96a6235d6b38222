import { createFilesContext } from '../../src/adapters/files/index.ts';
import type { FilesContext } from '../../src/adapters/files/index.ts';
import { faultingFileSystem } from '../unit/adapters/files/faulting-file-system.ts';

/** The files of this machine. The process dies by SIGKILL before the given call to them, counted from 1; never at 0. */
export function dyingFiles(killAt: number): FilesContext {
  const fileSystem = faultingFileSystem((_, count) => {
    if (count === killAt) process.kill(process.pid, 'SIGKILL');
  });
  return { ...createFilesContext(process), fileSystem };
}
