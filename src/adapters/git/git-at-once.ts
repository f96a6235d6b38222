import { spawnSync } from 'node:child_process';
import { SAFE_OPTIONS, stoppedBy, surroundings, toGitError } from './git-process.ts';
import type { GitOptions, GitResult } from './git-process.ts';

/**
 * As `runGit`, for one short question while nothing else is to be done: nothing of node runs until git has ended, and
 * its machinery for streams is not loaded, which costs more than such a git does.
 */
export function runGitAtOnce(args: readonly string[], options: GitOptions): GitResult {
  const { status, signal, error, stdout, stderr } = spawnSync('git', [...SAFE_OPTIONS, ...args], {
    ...surroundings(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) throw toGitError(error, options.folder);
  const stopped = stoppedBy(signal);
  if (stopped !== undefined) throw stopped;
  return { status: status ?? 128, stdout, stderr: stderr.toString('utf8').trim() };
}
