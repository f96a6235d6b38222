import { once } from 'node:events';
import { dirname } from 'node:path';
import type { CommitPlan } from '../../importers/index.ts';
import { throwIfInterrupted } from '../../core/index.ts';
import { assertReplaceableFolder, createStaging, replaceFolder } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { commitCommands, endOfCommits } from './fast-import-stream.ts';
import { endOf, gitFailure, requireGit, spawnGit } from './git-process.ts';
import type { Environment, GitOptions } from './git-process.ts';

export interface WriteCommitsOptions {
  readonly files: FilesContext;
  readonly environment: Environment;
  /** The branch to write and check out; `main` unless told. */
  readonly branch?: string;
  /** True leaves out the work tree. */
  readonly isBare?: boolean;
  /** Called after each commit was handed to git. */
  readonly onProgress?: (commits: number) => void;
  /** Stops the import; nothing is left of it. */
  readonly signal?: AbortSignal;
}

export interface WrittenCommits {
  /** Full id of the last commit. */
  readonly commit: string;
  readonly commits: number;
  readonly files: number;
}

/**
 * Writes the commits into a new repository through one `git fast-import`, then puts it in the place of the target,
 * which must be absent or an empty folder. A killed or failed import leaves nothing there; the next one removes the
 * staging folder of the dead. Equal commits give equal ids, whatever the machine, time zone or git configuration.
 * Errors: `HYPER_OUTPUT_FOREIGN`, `HYPER_PATH_UNSAFE`, `HYPER_GIT_MISSING`, `HYPER_GIT_FAILED`,
 * `HYPER_FILE_UNWRITABLE`, `HYPER_INTERRUPTED`.
 */
export async function writeCommits(
  target: string,
  commits: AsyncIterable<CommitPlan> | Iterable<CommitPlan>,
  options: WriteCommitsOptions,
): Promise<WrittenCommits> {
  const { files } = options;
  await assertReplaceableFolder(files, target, isNeverOurs);
  const staging = await createStaging(files, target);
  try {
    const branch = options.branch ?? 'main';
    const git: GitOptions = { folder: staging, environment: withoutConfiguration(options.environment) };
    await requireGit(['check-ref-format', '--branch', branch], { ...git, folder: dirname(staging) });
    const kind = options.isBare === true ? ['--bare'] : [];
    await requireGit(['init', '-q', '--template=', '--object-format=sha1', '-b', branch, ...kind, '.'], git);
    const counts = await streamCommits(commits, `refs/heads/${branch}`, git, options);
    if (options.isBare !== true)
      await requireGit(['-c', 'core.autocrlf=false', 'reset', '-q', '--hard'], git);
    const commit = await requireGit(['rev-parse', '--verify', '--end-of-options', 'HEAD^{commit}'], git);
    throwIfInterrupted(options.signal);
    await replaceFolder(files, staging, target, isNeverOurs);
    return { commit: commit.toString('utf8').trim(), ...counts };
  } catch (error) {
    await files.fileSystem.removeTree(staging).catch(() => undefined);
    throw error;
  }
}

/** A repository is never replaced by an import, not even one that an import made. */
function isNeverOurs(): boolean {
  return false;
}

/** Neither the machine's nor the user's configuration may change what is written or run anything. */
function withoutConfiguration(environment: Environment): Environment {
  return {
    ...environment,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TEMPLATE_DIR: undefined,
  };
}

async function streamCommits(
  commits: AsyncIterable<CommitPlan> | Iterable<CommitPlan>,
  ref: string,
  git: GitOptions,
  options: WriteCommitsOptions,
): Promise<{ readonly commits: number; readonly files: number }> {
  const child = spawnGit(['fast-import', '--quiet', '--done', '--date-format=raw'], git);
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdout.resume();
  // A write after git has gone fails with EPIPE; git's own words, read below, say why it went.
  child.stdin.on('error', () => undefined);
  const ended = endOf(child, git.folder).catch(() => ({ status: 127, stopped: undefined }));
  const counts = { commits: 0, files: 0 };
  try {
    for await (const plan of commits) {
      throwIfInterrupted(options.signal);
      if (child.exitCode !== null) break;
      for (const chunk of commitCommands(plan, ref, counts.commits)) {
        if (!child.stdin.write(chunk))
          await Promise.race([once(child.stdin, 'drain').catch(() => undefined), ended]);
      }
      counts.commits += 1;
      counts.files += plan.files.length;
      options.onProgress?.(counts.commits);
    }
    child.stdin.end(endOfCommits());
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    throw error;
  }
  const { status, stopped } = await ended;
  if (status !== 0)
    throw stopped ?? gitFailure(['fast-import'], Buffer.concat(errors).toString('utf8').trim());
  return counts;
}
