import { lstatSync } from 'node:fs';

const WRITABLE_BY_OTHERS = 0o022;

/**
 * Whether a real folder stands there that belongs to the user and that nobody else may write to: what lies in it was put
 * there by the user. Without a user id, as on Windows, any folder will do.
 */
export function isOwnFolder(path: string, userId: number | undefined): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true) return false;
  return userId === undefined || (stat.uid === userId && (stat.mode & WRITABLE_BY_OTHERS) === 0);
}
