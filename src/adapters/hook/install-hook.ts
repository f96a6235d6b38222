import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import { writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';

/** Writes the hook of a bare repository, as `HookInstallContext.installHook` says. */
export async function installHook(
  context: FilesContext,
  folder: string,
  script: string,
): Promise<{ readonly file: string; readonly isNew: boolean }> {
  const isBare = ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)));
  if (!isBare) {
    throw new HyperError('HYPER_HOOK_FOLDER', `"${toOneLine(folder)}" is no bare repository`, {
      hint: 'make one with git init --bare, or name the folder that ends with .git',
    });
  }
  const file = join(folder, 'hooks/pre-receive');
  const isThere = existsSync(file);
  if (isThere && readFileSync(file, 'utf8') === script) return { file, isNew: false };
  if (isThere) {
    throw new HyperError('HYPER_HOOK_PRESENT', `"${toOneLine(file)}" is another hook`, {
      hint: 'call "hyper hook pre-receive" in it, with what git gives it on stdin, and end with its exit status',
    });
  }
  await writeFileAtomic(context, folder, 'hooks/pre-receive', Buffer.from(script), { mode: 0o755 });
  chmodSync(file, 0o755);
  return { file, isNew: true };
}
