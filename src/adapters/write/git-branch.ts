import { join } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Actor } from '../../operations/index.ts';
import type { FilesContext } from '../files/index.ts';
import { gitFailure, readFilters, requireGit, runGit } from '../git/index.ts';
import type { GitOptions } from '../git/index.ts';

/** Where commits of a repository go. */
export interface GitPlace {
  /** The common folder: objects and references. */
  readonly gitFolder: string;
  /** That of this working tree: HEAD and the index. */
  readonly ownFolder: string;
  /** The registry's root from the repository's root, with a slash at the end unless it is empty. */
  readonly prefix: string;
  readonly isBare: boolean;
  /** The branch that is checked out, in full; undefined where none is. */
  readonly head: string | undefined;
}

/** What a merge, rebase or the like leaves while it is on its way. */
const UNDER_WAY: readonly string[] = [
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'rebase-merge',
  'rebase-apply',
];
const BRANCHES = 'refs/heads/';

/** Finds where commits go; undefined in no repository. Errors: `HYPER_GIT_MISSING`, `HYPER_REPOSITORY_OWNER`. */
export async function findGitPlace(options: GitOptions): Promise<GitPlace | undefined> {
  const words = ['--git-common-dir', '--git-dir', '--is-bare-repository', '--show-prefix'];
  const found = await runGit(['rev-parse', '--path-format=absolute', ...words], options);
  if (found.status !== 0) {
    const failure = gitFailure(words, found.stderr);
    if (failure.code === 'HYPER_REPOSITORY_OWNER') throw failure;
    return undefined;
  }
  const [gitFolder = '', ownFolder = '', bare, prefix = ''] = found.stdout.toString('utf8').split('\n');
  const head = await runGit(['symbolic-ref', '--quiet', 'HEAD'], options);
  const name = head.stdout.toString('utf8').trim();
  const isBranch = head.status === 0 && name.startsWith(BRANCHES);
  return { gitFolder, ownFolder, prefix, isBare: bare === 'true', head: isBranch ? name : undefined };
}

/** The full name of a branch that a user gives. Errors: `HYPER_COMMIT_IMPOSSIBLE` for what is no name of a branch. */
export async function requireBranch(name: string, options: GitOptions): Promise<string> {
  const checked = await runGit(['check-ref-format', '--branch', name], options);
  if (checked.status === 0 && !name.startsWith('-') && !name.includes('@{')) return `${BRANCHES}${name}`;
  throw new HyperError('HYPER_COMMIT_IMPOSSIBLE', `"${toOneLine(name)}" is no name of a branch`, {
    hint: 'write for example --branch publish-nexus-auth-2.2.0',
  });
}

/** Makes sure that nothing of git is half done. Errors: `HYPER_COMMIT_IMPOSSIBLE`, `HYPER_LOCKED`. */
export async function assertSettled({ fileSystem }: FilesContext, { ownFolder }: GitPlace): Promise<void> {
  for (const name of UNDER_WAY) {
    if ((await fileSystem.stat(join(ownFolder, name))) === undefined) continue;
    throw new HyperError('HYPER_COMMIT_IMPOSSIBLE', `a merge or rebase is on its way (${name})`, {
      hint: 'finish it first: git status says how',
    });
  }
  if ((await fileSystem.stat(join(ownFolder, 'index.lock'))) === undefined) return;
  throw new HyperError('HYPER_LOCKED', 'git is writing its index', {
    hint: 'wait for it; if no git is running, remove .git/index.lock',
  });
}

/** Whom git commits as, with the time zone in minutes; undefined where nobody told it. */
export async function readActor(
  options: GitOptions,
): Promise<(Actor & { readonly offset: number }) | undefined> {
  const settings = new Map([['user.useConfigOnly', 'true']]);
  const { status, stdout } = await runGit(['var', 'GIT_AUTHOR_IDENT'], { ...options, settings });
  const match = /^(.+) <([^<>\n]+)> \d+ ([+-])(\d{2})(\d{2})$/u.exec(stdout.toString('utf8').trim());
  if (status !== 0 || match === null) return undefined;
  const [, name = '', email = '', sign, hours, minutes] = match;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return { name, email, offset };
}

/** Whether the user has git sign every commit. */
export async function signsCommits(options: GitOptions): Promise<boolean> {
  const { status, stdout } = await runGit(['config', '--type=bool', '--get', 'commit.gpgsign'], options);
  return status === 0 && stdout.toString('utf8').trim() === 'true';
}

/** Lets git sign and write a commit of a tree. Errors: `HYPER_GIT_FAILED`. */
export async function commitSigned(
  tree: string,
  parent: string,
  message: string,
  options: GitOptions,
): Promise<string> {
  const words = ['commit-tree', '-S', tree, '-p', parent, '-F', '-'];
  return (await requireGit(words, options, message)).toString('utf8').trim();
}

/** One file as the index is to hold it; without an id it is taken out. */
export interface IndexEntry {
  /** From the repository's root. */
  readonly path: string;
  readonly oid: string | undefined;
}

/** Lets the index hold files as a commit does, whatever else is staged. Errors: `HYPER_GIT_FAILED`. */
export async function updateIndex(
  entries: readonly IndexEntry[],
  options: GitOptions & { readonly idUnits: number },
): Promise<void> {
  const none = '0'.repeat(options.idUnits);
  const lines = entries.map(
    ({ path, oid }) => `${oid === undefined ? `0 ${none}` : `100644 ${oid}`}\t${path}\0`,
  );
  const settings = await readFilters(options);
  await requireGit(['update-index', '-z', '--index-info'], { ...options, settings }, lines.join(''));
}
