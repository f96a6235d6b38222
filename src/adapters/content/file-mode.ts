import { lstatSync } from 'node:fs';

/** Whether the owner of a plain file may run it; false for what is not there. */
export function isExecutable(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && stat.isFile() && (stat.mode & 0o100) !== 0;
}
