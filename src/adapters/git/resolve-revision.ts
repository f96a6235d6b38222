import { HyperError, toOneLine } from '../../core/index.ts';
import { commitTime } from '../../registry/index.ts';
import type { Revision } from '../../registry/index.ts';
import type { GitLocation } from './git-location.ts';
import { gitFailure, runGit } from './git-process.ts';
import type { GitOptions } from './git-process.ts';
import type { ObjectReader } from './object-reader.ts';

/** Past this many bytes nobody wrote the message of a commit (ATTACKS G14). */
const MAX_COMMIT_BYTES = 16 * 1024 * 1024;

/** Tree and committer's time: the header of a commit ends at the first blank line. */
const COMMIT = /^tree ([0-9a-f]{40,64})\n(?:[^\n]+\n)*?committer [^\n]*> (\d+) [^\n]*\n/u;

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/u;

/** The moment that a revision names as a UTC date, or the last second of a day; undefined where it is no date. */
export function momentOf(name: string): string | undefined {
  if (!DATE.test(name)) return undefined;
  const moment = name.length === 10 ? `${name}T23:59:59Z` : name;
  const time = Date.parse(moment);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(name.slice(0, 10));
  return isReal ? moment : undefined;
}

/** Resolves a commit, branch, tag or UTC date. Errors as `RegistryStore.resolveRevision`. */
export async function resolveGitRevision(
  name: string,
  location: GitLocation,
  options: GitOptions,
  reader: ObjectReader,
): Promise<Revision> {
  const moment = momentOf(name);
  if (moment === undefined && !isSafeName(name)) throw unknownRevision(name);
  if (moment !== undefined && isDay(name)) await assertNoName(name, options);
  const wanted = moment === undefined ? name : await commitBefore(moment, options);
  const object = wanted === undefined ? undefined : await reader.read(`${wanted}^{commit}`, MAX_COMMIT_BYTES);
  if (object === undefined) throw await explainFailure(name, reader.complaints, location, options);
  const { oid: commit, bytes } = object;
  const [, rootTree, time] = COMMIT.exec(bytes?.toString('latin1') ?? '') ?? [];
  if (rootTree === undefined || time === undefined)
    throw gitFailure(['cat-file'], `unable to read commit ${commit}`);
  const tree =
    location.prefix === '' ? rootTree : await subtreeOf(rootTree, location.prefix, options, reader);
  return { commit, tree, committedAt: commitTime(time) };
}

/** The last commit at or before a moment on HEAD's first-parent line. */
async function commitBefore(moment: string, options: GitOptions): Promise<string | undefined> {
  const args = ['rev-list', '-1', '--first-parent', `--before=${moment}`, 'HEAD', '--'];
  const result = await runGit(args, options);
  const commit = result.stdout.toString('latin1').trim();
  return result.status === 0 && commit !== '' ? commit : undefined;
}

/** Whether a date has no time: no branch or tag can hold the colons of one. */
export function isDay(name: string): boolean {
  return name.length === 10;
}

async function assertNoName(day: string, options: GitOptions): Promise<void> {
  const patterns = [`refs/heads/${day}`, `refs/tags/${day}`];
  const { stdout } = await runGit(['for-each-ref', '--format=%(refname)', ...patterns], options);
  const found = stdout.toString('utf8').split('\n');
  const ref = patterns.find((pattern) => found.includes(pattern));
  if (ref !== undefined) throw ambiguous(day, ref);
}

/** The error for a day that is also the name of a branch or tag. */
export function ambiguous(day: string, ref: string): HyperError {
  return new HyperError('HYPER_REVISION_AMBIGUOUS', `"${day}" is a date and also ${ref}`, {
    hint: `for the end of that day: ${day}T23:59:59Z; for the other: ${ref}`,
  });
}

/** Refuses what git would read as an option, a range or a path (ATTACKS G15). */
function isSafeName(name: string): boolean {
  return (
    name.length <= 256 &&
    !/[\s\p{Cc}:?*[\\]/u.test(name) &&
    !name.startsWith('-') &&
    !name.startsWith('^') &&
    !name.includes('..')
  );
}

async function subtreeOf(
  root: string,
  prefix: string,
  options: GitOptions,
  reader: ObjectReader,
): Promise<string | null> {
  const name = `${root}:${prefix.replace(/\/$/u, '')}`;
  if (!name.includes('\n')) {
    const object = await reader.read(name, 0);
    return object?.type === 'tree' ? object.oid : null;
  }
  const result = await runGit(['rev-parse', '--verify', '--quiet', '--end-of-options', name], options);
  const tree = result.stdout.toString('latin1').trim();
  return result.status === 0 && tree !== '' ? tree : null;
}

async function explainFailure(
  name: string,
  stderr: string,
  location: GitLocation,
  options: GitOptions,
): Promise<HyperError> {
  const head = await runGit(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], options);
  if (head.status !== 0 && !/corrupt|inflate/iu.test(stderr)) {
    const anywhere = await runGit(['rev-list', '-1', '--all'], options);
    if (anywhere.stdout.length === 0) {
      return new HyperError('HYPER_REPOSITORY_EMPTY', 'the repository has no commit yet', {
        hint: 'commit the registry first: git add -A && git commit -m "Start the registry"',
      });
    }
    if (name === 'HEAD') return headless();
  }
  if (location.isShallow) {
    return new HyperError('HYPER_REPOSITORY_SHALLOW', `"${toOneLine(name)}" is not in this shallow clone`, {
      hint: 'git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0)',
    });
  }
  if (/corrupt|inflate|loose object|packfile|unable to (?:read|unpack)/iu.test(stderr))
    return gitFailure(['log'], stderr);
  return momentOf(name) === undefined ? unknownRevision(name) : beforeHistory(name);
}

/** A bare repository that was made for one branch and got another. */
function headless(): HyperError {
  return new HyperError('HYPER_REVISION_UNKNOWN', 'HEAD names a branch that the repository does not have', {
    hint: 'name one with --at, or set it there: git symbolic-ref HEAD refs/heads/main',
  });
}

/** The error for a date before the first commit. */
export function beforeHistory(date: string): HyperError {
  return new HyperError('HYPER_REVISION_UNKNOWN', `the registry has no commit from ${date} or before`, {
    hint: 'git log --reverse --date=iso shows when it began',
  });
}

/** Why the whole history of a commit cannot be told. */
export function shallowHistory(): HyperError {
  return new HyperError(
    'HYPER_REPOSITORY_SHALLOW',
    'the history of this shallow clone begins in its middle',
    {
      hint: 'git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0)',
    },
  );
}

function unknownRevision(name: string): HyperError {
  return new HyperError(
    'HYPER_REVISION_UNKNOWN',
    `expected a commit, branch, tag or date, got "${toOneLine(name)}"`,
    {
      hint: 'git log --oneline --all shows what there is',
    },
  );
}
