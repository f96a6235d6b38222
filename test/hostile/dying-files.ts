import { appendFileSync } from 'node:fs';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import type { FilesContext } from '../../src/adapters/files/index.ts';
import { faultingFileSystem } from '../unit/adapters/files/faulting-file-system.ts';
import { isIdle } from './chosen-steps.ts';
import type { Step } from './chosen-steps.ts';

/**
 * The files of this machine. The process dies by SIGKILL before the given call to them, counted from 1; never at 0. Where
 * `HYPER_STEPS` names a file, each call that is about to change something is written to it, a `Step` in JSON a line.
 */
export function dyingFiles(killAt: number): FilesContext {
  const told = process.env['HYPER_STEPS'];
  const fileSystem = faultingFileSystem((call, number, path) => {
    if (number === killAt) process.kill(process.pid, 'SIGKILL');
    if (told === undefined || isIdle(call, path)) return;
    appendFileSync(told, `${JSON.stringify({ number, call, path } satisfies Step)}\n`);
  });
  return { ...createFilesContext(process), fileSystem };
}
