import { readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import type { GitLocation } from '../git-location.ts';
import type { Environment } from '../git-process.ts';

/** Variables that git's look at a working tree does not depend on, or that it never gets from here. */
const HARMLESS =
  /^GIT_(?:(?:AUTHOR|COMMITTER|SSH|SSL|HTTP|CURL|CONFIG_KEY|CONFIG_VALUE)_\w+|SSH|EDITOR|SEQUENCE_EDITOR|PAGER|ASKPASS|TERMINAL_PROMPT|OPTIONAL_LOCKS|MERGE_AUTOEDIT|CONFIG_COUNT|CONFIG_PARAMETERS|DIR|WORK_TREE|INDEX_FILE|PREFIX|REFLOG_ACTION)$/u;
const OF_REPOSITORY = [
  ...['HEAD', 'index', 'config', 'config.worktree', 'packed-refs'],
  ...['info/exclude', 'info/attributes', 'info/sparse-checkout'],
];
const IN_FOLDERS = ['.gitignore', '.gitattributes'];

/**
 * The files outside of a registry that git's look at its working tree depends on, whatever the settings say: of the
 * repository, of the folders around, of the user and of the system, and git itself. Undefined where they cannot be told.
 */
export function statusPlaces(
  { folder, prefix, gitFolder }: GitLocation,
  environment: Environment,
): readonly string[] | undefined {
  const odd = Object.keys(environment).some((name) => name.startsWith('GIT_') && !HARMLESS.test(name));
  const home = environment['HOME'];
  const program = findProgram(environment['PATH']);
  if (odd || home === undefined || !isAbsolute(home) || program === undefined) return undefined;
  const branch = branchFile(gitFolder);
  if (branch === undefined) return undefined;
  const named = environment['XDG_CONFIG_HOME'];
  const own = named !== undefined && named !== '' ? resolve(folder, named) : join(home, '.config');
  const above = prefix.split('/').slice(0, -1);
  const around = above.map((_, index) => join(dirname(gitFolder), ...above.slice(0, index)));
  return [
    ...OF_REPOSITORY.map((name) => join(gitFolder, name)),
    ...(branch === '' ? [] : [branch]),
    ...around.flatMap((one) => IN_FOLDERS.map((name) => join(one, name))),
    join(home, '.gitconfig'),
    ...['config', 'ignore', 'attributes'].map((name) => join(own, 'git', name)),
    '/etc/gitconfig',
    join(dirname(dirname(program)), 'etc', 'gitconfig'),
    program,
  ];
}

/** The file of the branch that HEAD names; empty where it names a commit, undefined where it is anything else. */
function branchFile(gitFolder: string): string | undefined {
  try {
    const head = readFileSync(join(gitFolder, 'HEAD'), 'latin1');
    if (/^[0-9a-f]{40}\n$/u.test(head)) return '';
    const name = /^ref: (refs\/[^\s]+)\n$/u.exec(head)?.[1];
    if (name === undefined) return undefined;
    const file = join(gitFolder, name);
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return file;
    return /^[0-9a-f]{40}\n$/u.test(readFileSync(file, 'latin1')) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** The git that a search of the PATH finds, links followed. */
function findProgram(path: string | undefined): string | undefined {
  for (const folder of path?.split(delimiter) ?? []) {
    if (!isAbsolute(folder)) return undefined;
    const file = join(folder, 'git');
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return realpathSync(file);
  }
  return undefined;
}
