import { gitFailure, runGit } from './git-process.ts';
import type { Environment } from './git-process.ts';

/** Where a registry lies in a git repository. */
export interface GitLocation {
  /** The registry's root, or the bare repository. */
  readonly folder: string;
  /** The registry's root from the repository's root: `''`, or with forward slashes and one at the end. */
  readonly prefix: string;
  /** The repository's common git directory, absolute. */
  readonly gitFolder: string;
  readonly isBare: boolean;
  readonly isShallow: boolean;
}

/** Finds the repository around a folder; undefined where there is none. Errors: `HYPER_GIT_MISSING`, `HYPER_GIT_FAILED`. */
export async function locateRepository(
  folder: string,
  environment: Environment,
): Promise<GitLocation | undefined> {
  const args = [
    'rev-parse',
    '--path-format=absolute',
    '--git-common-dir',
    '--is-bare-repository',
    '--is-shallow-repository',
    '--show-prefix',
  ];
  const result = await runGit(args, { folder, environment });
  if (result.status !== 0) {
    // With a colon git says that a `.git` file leads nowhere: the history is elsewhere, not missing.
    if (/not a git repository(?!: )/iu.test(result.stderr)) return undefined;
    throw gitFailure(args, result.stderr);
  }
  const [gitFolder = '', bare, shallow, prefix = ''] = result.stdout.toString('utf8').split('\n');
  return { folder, prefix, gitFolder, isBare: bare === 'true', isShallow: shallow === 'true' };
}
