import { HyperError, toOneLine } from '../../core/index.ts';

/** The system's word for a failed call (`ENOENT`, `EACCES`); undefined for errors that are not the system's. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'no permission'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EEXIST', 'something already stands there'],
  ['EIO', 'the disk reports an error'],
  ['EMFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENFILE', 'too many files are open'],
  ['ENOENT', 'its folder is gone'],
  ['ENOSPC', 'no space is left on the disk'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['ENOTEMPTY', 'the folder is not empty'],
  ['EPERM', 'no permission'],
  ['EROFS', 'the file system is read-only'],
]);

const READ_REASONS: ReadonlyMap<string, string> = new Map([
  ...REASONS,
  ['EISDIR', 'it is a folder'],
  ['ENOENT', 'it is not there'],
]);

const NO_PERMISSION = 'give yourself permission to write there, or name another place';
const NO_SPACE = 'free some space, and run it again';

const HINTS: ReadonlyMap<string, string> = new Map([
  ['EACCES', NO_PERMISSION],
  ['EDQUOT', NO_SPACE],
  ['ENOSPC', NO_SPACE],
  ['EPERM', NO_PERMISSION],
  ['EROFS', 'name a place that can be written to'],
]);

/** The error to throw for a failed write: `HYPER_FILE_UNWRITABLE` for what the system refused, else the error itself. */
export function toWriteError(path: string, error: unknown): unknown {
  const errno = errnoOf(error);
  if (error instanceof HyperError || errno === undefined) return error;
  const hint = HINTS.get(errno);
  return new HyperError(
    'HYPER_FILE_UNWRITABLE',
    `cannot write "${toOneLine(path)}": ${REASONS.get(errno) ?? 'the system refused'} (${errno})`,
    { ...(hint === undefined ? {} : { hint }), cause: error, details: { path, errno } },
  );
}

/** The error to throw for a failed read: `HYPER_FILE_UNREADABLE` for what the system refused, else the error itself. */
export function toReadError(path: string, error: unknown): unknown {
  const errno = errnoOf(error);
  if (error instanceof HyperError || errno === undefined) return error;
  return fileUnreadable(path, READ_REASONS.get(errno) ?? `the system refused (${errno})`, error);
}

/** `HYPER_FILE_UNREADABLE` with the reason; an address in the place of a file is told how to become one. */
export function fileUnreadable(path: string, reason: string, cause?: unknown): HyperError {
  const shown = toOneLine(path);
  const isAddress = /^https?:\/\//u.test(path);
  return new HyperError(
    'HYPER_FILE_UNREADABLE',
    `cannot read "${shown}": ${isAddress ? 'expected a file, got an address' : reason}`,
    {
      ...(isAddress ? { hint: `fetch it first: curl -fsSL -o FILE ${shown}` } : {}),
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
