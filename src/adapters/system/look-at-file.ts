import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { digestHex } from '../../core/index.ts';

/** Of a file of a project: twice what the largest lock has. */
export const MAX_FILE_BYTES = 128 * 1024 * 1024;

/** Hex sha256 of a plain file's bytes; null where nothing is there, undefined for a link, a folder, and what cannot be read. */
export function digestOfFile(path: string): string | null | undefined {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    return stat.isFile() && stat.size <= MAX_FILE_BYTES ? digestHex(readFileSync(path)) : undefined;
  } catch {
    return undefined;
  }
}

/** A path without links; undefined where nothing is there. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
