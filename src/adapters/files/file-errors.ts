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

/** The error to throw for a failed write: `HYPER_FILE_UNWRITABLE` for what the system refused, else the error itself. */
export function toWriteError(path: string, error: unknown): unknown {
  const errno = errnoOf(error);
  if (error instanceof HyperError || errno === undefined) return error;
  return new HyperError(
    'HYPER_FILE_UNWRITABLE',
    `cannot write "${toOneLine(path)}": ${REASONS.get(errno) ?? 'the system refused'} (${errno})`,
    { cause: error, details: { path, errno } },
  );
}
