import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import { requireGit, runGit } from '../git/index.ts';
import type { GitOptions } from '../git/index.ts';
import { writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';

const HOOK = 'hooks/pre-receive';

/** The branch of a bare repository, as `HookInstallContext.headBranchOf` says. */
export async function headBranchOf(git: GitOptions): Promise<string> {
  await requireBare(git);
  const ref = (await requireGit(['symbolic-ref', 'HEAD'], git)).toString('utf8').trim();
  return ref.replace(/^refs\/heads\//u, '');
}

/** Writes the hook of a bare repository, as `HookInstallContext.installHook` says. */
export async function installHook(
  context: FilesContext,
  git: GitOptions,
  script: string,
): Promise<{ readonly file: string; readonly isNew: boolean }> {
  const { folder } = git;
  await requireBare(git);
  const elsewhere = await hooksPathOf(git);
  if (elsewhere !== undefined && resolve(folder, elsewhere) !== resolve(folder, 'hooks')) {
    throw new HyperError(
      'HYPER_HOOK_UNSEEN',
      `git looks for the hooks of "${toOneLine(folder)}" in "${toOneLine(elsewhere)}" (core.hooksPath)`,
      { hint: 'let this repository use its own, in it: git config core.hooksPath hooks' },
    );
  }
  const file = join(folder, HOOK);
  const held = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (held !== undefined && withoutBranch(held) !== withoutBranch(script)) {
    throw new HyperError('HYPER_HOOK_PRESENT', `"${toOneLine(file)}" is another hook`, {
      hint: 'call "hyper hook pre-receive" in it, with what git gives it on stdin, and end with its exit status',
    });
  }
  if (held !== script) await writeFileAtomic(context, folder, HOOK, Buffer.from(script), { mode: 0o755 });
  // Git passes over a hook that it may not run.
  chmodSync(file, 0o755);
  return { file, isNew: held !== script };
}

async function requireBare(git: GitOptions): Promise<void> {
  const isThere = ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(git.folder, name)));
  if (isThere && (await isBare(git))) return;
  throw new HyperError('HYPER_HOOK_FOLDER', `"${toOneLine(git.folder)}" is no bare repository`, {
    hint: 'make one with git init --bare, or name the folder of one',
  });
}

async function isBare(git: GitOptions): Promise<boolean> {
  return (await requireGit(['rev-parse', '--is-bare-repository'], git)).toString('utf8').trim() === 'true';
}

/** The setting in files, whoever's: hyper's own calls of git set it too, so that they run no hook. */
async function hooksPathOf(git: GitOptions): Promise<string | undefined> {
  const args = ['config', '-z', '--type=path', '--show-scope', '--get-all', 'core.hooksPath'];
  const fields = (await runGit(args, git)).stdout.toString('utf8').split('\0');
  const isOurs = (index: number): boolean => fields[index - 1] === 'command';
  return fields.filter((_, index) => index % 2 === 1 && !isOurs(index)).at(-1);
}

/** What hyper writes differs by the branch alone, whose flag once had another name. */
function withoutBranch(script: string): string {
  return script.replace(/ --(?:default-)?branch '.*'\n$/u, '');
}
