import { requireGit, runGit } from './git-process.ts';
import type { Environment, GitOptions } from './git-process.ts';
import { readFilters } from './status/status-settings.ts';

const MAIN_BRANCH = 'main';

/** How a first commit ended. */
export type FirstCommit =
  | { readonly commit: string; readonly uncommitted: null }
  | { readonly commit: null; readonly uncommitted: 'has-history' | 'no-identity' | 'git-refused' };

/** Makes a repository with the branch `main` in an existing folder. Errors: `HYPER_GIT_MISSING`, `HYPER_GIT_FAILED`. */
export async function createRepository(folder: string, environment: Environment): Promise<void> {
  await requireGit(['init', '--quiet', '--initial-branch', MAIN_BRANCH], { folder, environment });
}

/**
 * Commits these files and no others as the first commit of the repository around the folder: nothing where there is a
 * commit already, or where nobody told git who commits. A refusal by git (a key that cannot sign, an ignored folder) is
 * a result, since the files are there. Paths are relative to the folder. Errors: `HYPER_GIT_MISSING`.
 */
export async function commitFirst(
  folder: string,
  paths: readonly string[],
  message: string,
  environment: Environment,
): Promise<FirstCommit> {
  const options = { folder, environment };
  if (await isAnswered(['rev-parse', '--verify', '--quiet', 'HEAD'], options)) {
    return { commit: null, uncommitted: 'has-history' };
  }
  const strict = { ...options, settings: new Map([['user.useConfigOnly', 'true']]) };
  const isKnown =
    (await isAnswered(['var', 'GIT_AUTHOR_IDENT'], strict)) &&
    (await isAnswered(['var', 'GIT_COMMITTER_IDENT'], strict));
  if (!isKnown) return { commit: null, uncommitted: 'no-identity' };
  const plain = { ...options, settings: await readFilters(options) };
  const steps = [
    ['add', '--', ...paths],
    ['commit', '--quiet', '--no-verify', '-F', '-', '--', ...paths],
  ];
  for (const step of steps) {
    const { status } = await runGit(step, plain, message);
    if (status !== 0) return { commit: null, uncommitted: 'git-refused' };
  }
  return {
    commit: (await requireGit(['rev-parse', 'HEAD'], options)).toString('utf8').trim(),
    uncommitted: null,
  };
}

/** Whether git ends well and says something. */
async function isAnswered(args: readonly string[], options: GitOptions): Promise<boolean> {
  const { status, stdout } = await runGit(args, options);
  return status === 0 && stdout.length > 0;
}
