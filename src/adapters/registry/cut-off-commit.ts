import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../core/index.ts';
import type { FilesContext } from '../files/index.ts';
import { COMMIT_JOURNAL } from '../files/edit-journal.ts';

/** Whether a commit is on its way in the folder of a registry, or was cut off there: one look at the disk. */
export function hasCommitJournal(folder: string): boolean {
  return lstatSync(join(folder, COMMIT_JOURNAL), { throwIfNoEntry: false }) !== undefined;
}

/** What a read tells of a commit that was cut off; undefined where none was, or its hyper still runs. */
export async function cutOffCommit(files: FilesContext, folder: string): Promise<Diagnostic | undefined> {
  const { isLocked } = await import('../files/with-lock.ts');
  // One that is made right now may have come to its end meanwhile.
  if ((await isLocked(files, folder)) || !hasCommitJournal(folder)) return undefined;
  return {
    code: 'HYPER_COMMIT_CUT_OFF',
    severity: 'warning',
    message: `a commit was cut off: files may be as it left them ("${COMMIT_JOURNAL}" stands)`,
    hint: 'run the command again that was cut off, or any other change: it is taken back first',
  };
}
