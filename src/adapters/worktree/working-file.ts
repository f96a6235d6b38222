import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { HyperError, toOneLine } from '../../core/index.ts';

/** What was read of a file; `bytes` is undefined where it is larger than the limit. */
export interface WorkingFile {
  readonly size: number;
  readonly bytes: Buffer | undefined;
}

/**
 * Reads a plain file without following a symbolic link at its end, and notices a change under its hands.
 * Errors: `HYPER_FILE_UNREADABLE`, `HYPER_FILE_CHANGED`.
 */
export function readWorkingFile(file: string, path: string, maxBytes: number): WorkingFile {
  const descriptor = open(file, path);
  try {
    const before = fstatSync(descriptor, { bigint: true });
    const size = Number(before.size);
    if (!before.isFile()) throw unreadable(path, 'not a plain file');
    if (size > maxBytes) return { size, bytes: undefined };
    const bytes = Buffer.allocUnsafe(size + 1);
    const length = readFully(descriptor, bytes);
    const after = fstatSync(descriptor, { bigint: true });
    if (length !== size || after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
      throw changed(path, 'changed');
    }
    return { size, bytes: bytes.subarray(0, length) };
  } finally {
    closeSync(descriptor);
  }
}

/** What stands at a path, links not followed; undefined where nothing does. Errors: `HYPER_FILE_UNREADABLE`. */
export function statWorkingFile(file: string, path: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable(path, (error as NodeJS.ErrnoException).code ?? 'unknown error', error);
  }
}

function readFully(descriptor: number, bytes: Buffer): number {
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    length += count;
    if (count === 0 || length === bytes.length) return length;
  }
}

function open(file: string, path: string): number {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw changed(path, 'went away', error);
    throw unreadable(path, code ?? 'unknown error', error);
  }
}

function changed(path: string, how: string, cause?: unknown): HyperError {
  const message = `"${toOneLine(path)}" ${how} while the registry was read`;
  return new HyperError('HYPER_FILE_CHANGED', message, { hint: 'run the command again', cause });
}

/** The error for what the system does not let this process read. */
export function unreadable(path: string, reason: string, cause?: unknown): HyperError {
  return new HyperError('HYPER_FILE_UNREADABLE', `cannot read "${toOneLine(path)}": ${reason}`, {
    hint: 'give yourself permission to read it; what does not belong to the registry can stand in .gitignore',
    cause,
  });
}
