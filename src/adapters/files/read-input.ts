import { Buffer } from 'node:buffer';
import { fileUnreadable } from './file-errors.ts';
import type { FilesContext } from './files-context.ts';

/** The bytes of a file that the user names; `shown` is how. Errors: `HYPER_FILE_UNREADABLE`. */
export async function readInput(
  { fileSystem }: FilesContext,
  path: string,
  { shown, maxBytes }: { readonly shown: string; readonly maxBytes: number },
): Promise<Uint8Array> {
  const stat = await fileSystem.stat(path).catch(() => undefined);
  if (stat?.kind === 'file' && stat.size <= maxBytes) return Buffer.from(await fileSystem.readFile(path));
  const isFile = stat?.kind === 'file';
  throw fileUnreadable(
    shown,
    isFile ? 'it is too large' : stat === undefined ? 'it is not there' : 'it is no file',
  );
}
