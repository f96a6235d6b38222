import { readFile } from 'node:fs/promises';
import { toReadError } from './file-errors.ts';

/** The text of a UTF-8 file. Errors: `HYPER_FILE_UNREADABLE`. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw toReadError(path, error);
  }
}
