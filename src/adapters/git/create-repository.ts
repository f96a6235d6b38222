import type { SimpleGit } from 'simple-git';
import { HyperError } from '../../core/index.ts';
import type { Environment } from './git-process.ts';
import { openSimpleGit, toSimpleGitError } from './open-simple-git.ts';

/** Signing a commit may ask the user for a passphrase, so there is time for an answer. */
const COMMIT_SILENCE_MS = 120_000;
const MAIN_BRANCH = 'main';

/** How a first commit ended. */
export type FirstCommit =
  | { readonly commit: string; readonly uncommitted: null }
  | { readonly commit: null; readonly uncommitted: 'has-history' | 'no-identity' | 'git-refused' };

/** Makes a repository with the branch `main` in an existing folder. Errors: `HYPER_GIT_MISSING`, `HYPER_GIT_FAILED`. */
export async function createRepository(folder: string, environment: Environment): Promise<void> {
  try {
    const git = openSimpleGit(folder, environment, { silenceMs: COMMIT_SILENCE_MS });
    await git.init(false, { '--initial-branch': MAIN_BRANCH });
  } catch (error) {
    throw toSimpleGitError('init', error);
  }
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
  const options = { silenceMs: COMMIT_SILENCE_MS };
  const git = openSimpleGit(folder, environment, options);
  if (await isAnswered(git, ['rev-parse', '--verify', '--quiet', 'HEAD'])) {
    return { commit: null, uncommitted: 'has-history' };
  }
  const strict = openSimpleGit(folder, environment, { ...options, settings: ['user.useConfigOnly=true'] });
  const isKnown =
    (await isAnswered(strict, ['var', 'GIT_AUTHOR_IDENT'])) &&
    (await isAnswered(strict, ['var', 'GIT_COMMITTER_IDENT']));
  if (!isKnown) return { commit: null, uncommitted: 'no-identity' };
  try {
    await git.add([...paths]);
    await git.commit(message, [...paths], { '--quiet': null, '--no-verify': null });
    return { commit: (await git.revparse(['HEAD'])).trim(), uncommitted: null };
  } catch (error) {
    const known = toSimpleGitError('commit', error);
    if (known.code === 'HYPER_GIT_MISSING') throw known;
    return { commit: null, uncommitted: 'git-refused' };
  }
}

/** Whether git ends well and says something. */
async function isAnswered(git: SimpleGit, args: string[]): Promise<boolean> {
  try {
    return (await git.raw(args)).trim() !== '';
  } catch (error) {
    const known = toSimpleGitError(args[0] ?? '', error);
    if (known instanceof HyperError && known.code === 'HYPER_GIT_MISSING') throw known;
    return false;
  }
}
