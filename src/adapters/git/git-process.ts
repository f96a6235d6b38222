import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessWithoutNullStreams, SpawnOptions } from 'node:child_process';
import { HyperError, toOneLine } from '../../core/index.ts';

/** Options that keep repository content from running anything (ATTACKS C05, G13, G15): no hooks, no file-system
 *  monitor, no external diff or text conversion, no program that looks at signatures, no replace objects, no fetching
 *  of what a clone left out. Filters have names of their own: see `readFilters`. */
export const SAFE_OPTIONS = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'core.quotePath=false',
  '-c',
  'diff.external=',
  '-c',
  'log.showSignature=false',
  '-c',
  'protocol.ext.allow=never',
  '-c',
  'advice.graftFileDeprecated=false',
] as const;

/** Variables that would point git at another repository or run a program, and those that are secrets (ATTACKS C19). */
const REMOVED_VARIABLES = new Set([
  'GIT_DIR',
  'GIT_COMMON_DIR',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_EXTERNAL_DIFF',
  'GIT_REPLACE_REF_BASE',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  // With these, git refuses to take paths as they are.
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'HYPER_PASSPHRASE',
  'SIGSTORE_ID_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
]);

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment given to git: the caller's, without what would redirect it, and with locale and prompts fixed. */
export function gitEnvironment(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !REMOVED_VARIABLES.has(name)) kept[name] = value;
  }
  return {
    ...kept,
    ...quarantineOf(environment),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_ATTR_NOSYSTEM: '1',
  };
}

/** Configuration that wins over every file: names with values. */
export type GitSettings = ReadonlyMap<string, string>;

/** Where git has set the objects of a push apart until a hook lets them in: git says so to hooks alone. */
function quarantineOf(environment: Environment): Record<string, string> {
  const place = environment['GIT_QUARANTINE_PATH'];
  const objects = environment['GIT_ALTERNATE_OBJECT_DIRECTORIES'];
  if (place === undefined || objects === undefined || environment['GIT_OBJECT_DIRECTORY'] !== place)
    return {};
  return { GIT_OBJECT_DIRECTORY: place, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects };
}

export interface GitOptions {
  /** Folder that git runs in. */
  readonly folder: string;
  readonly environment: Environment;
  readonly settings?: GitSettings;
  /** What git may talk over, with colons between; nothing where it is left out (ATTACKS G15). */
  readonly protocols?: string;
}

/** Starts git without a shell, with the safe options before the arguments. */
export function spawnGit(args: readonly string[], options: GitOptions): ChildProcessWithoutNullStreams {
  return spawn('git', [...SAFE_OPTIONS, ...args], { ...surroundings(options), stdio: 'pipe' });
}

/** The folder and the environment that git starts with. */
export function surroundings({ folder, environment, settings, protocols }: GitOptions): SpawnOptions {
  const env = {
    ...gitEnvironment(environment),
    ...settingVariables(settings),
    ...(protocols === undefined ? {} : { GIT_ALLOW_PROTOCOL: protocols }),
  };
  return { cwd: folder, env, windowsHide: true };
}

/** Settings as variables, since a name may hold what `-c name=value` cannot. */
function settingVariables(settings: GitSettings | undefined): Record<string, string> {
  const variables = [...(settings ?? [])].flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ]);
  if (variables.length === 0) return {};
  return { GIT_CONFIG_COUNT: String(settings?.size ?? 0), ...Object.fromEntries(variables) };
}

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git to its end and returns what it wrote, whatever its status. Errors: `HYPER_GIT_MISSING`, `HYPER_INTERRUPTED`. */
export async function runGit(
  args: readonly string[],
  options: GitOptions,
  input?: string,
): Promise<GitResult> {
  // What says nothing to git needs no pipe for it.
  const stdin = input === undefined ? 'ignore' : 'pipe';
  const child = spawn('git', [...SAFE_OPTIONS, ...args], {
    ...surroundings(options),
    stdio: [stdin, 'pipe', 'pipe'],
  });
  const ended = endOf(child, options.folder);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const { status, stopped } = await ended;
  if (stopped !== undefined) throw stopped;
  return { status, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8').trim() };
}

/** As `runGit`, and throws `HYPER_GIT_FAILED` with git's own words unless the status is 0. */
export async function requireGit(
  args: readonly string[],
  options: GitOptions,
  input?: string,
): Promise<Buffer> {
  const result = await runGit(args, options, input);
  if (result.status !== 0) throw gitFailure(args, result.stderr);
  return result.stdout;
}

/** How git ended: its status, 128 where it has none, and what stopped it from outside. */
export interface GitEnd {
  readonly status: number;
  readonly stopped: HyperError | undefined;
}

/** To be asked as soon as git is started. Rejects where it did not start, which only those hear who wait for it. */
export function endOf(child: ChildProcess, folder: string): Promise<GitEnd> {
  const ended = new Promise<GitEnd>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(toGitError(error, folder));
    });
    child.on('close', (status, signal) => {
      resolve({ status: status ?? 128, stopped: stoppedBy(signal) });
    });
  });
  ended.catch(() => undefined);
  return ended;
}

/**
 * What ends git from outside as an error: Ctrl-C reaches every process of the terminal, and git may be gone before the
 * signal has come to us (ATTACKS K09). Undefined where git ended by itself.
 */
export function stoppedBy(signal: NodeJS.Signals | null): HyperError | undefined {
  if (signal !== 'SIGINT' && signal !== 'SIGTERM' && signal !== 'SIGHUP') return undefined;
  return new HyperError('HYPER_INTERRUPTED', `stopped by ${signal}`);
}

/** Git's own words as an error; what a user can mend has codes of its own. */
export function gitFailure(args: readonly string[], stderr: string): HyperError {
  if (/dubious ownership|unsafe repository/u.test(stderr)) return untrusted(stderr);
  const words = toOneLine(stderr.split('\n').slice(0, 3).join('; ').slice(0, 500));
  if (/transport '[^']*' not allowed|lazy fetching disabled/iu.test(stderr)) {
    return new HyperError('HYPER_OBJECT_CORRUPT', 'an object is not in this partial clone', {
      hint: 'fetch what was left out: git fetch --refetch --no-filter',
    });
  }
  if (
    /corrupt|inflate|bad object|unable to (?:read|unpack)|missing (?:blob|tree)|loose object|packfile|not our ref/iu.test(
      stderr,
    )
  ) {
    return new HyperError('HYPER_OBJECT_CORRUPT', `git cannot read an object: ${words}`, {
      hint: 'run git fsck',
    });
  }
  return new HyperError('HYPER_GIT_FAILED', `git ${args[0] ?? ''} failed: ${words}`);
}

/** Git opens no repository of another user, since its settings can run programs. */
function untrusted(stderr: string): HyperError {
  const place = /(?:at|repository) \(?'(.+?)'/u.exec(stderr)?.[1];
  const folder = place === undefined ? '"$PWD"' : `'${toOneLine(place).replaceAll("'", `'\\''`)}'`;
  const message = 'git does not trust the repository, since it belongs to another user';
  return new HyperError('HYPER_REPOSITORY_OWNER', message, {
    hint: `if you trust it: git config --global --add safe.directory ${folder}`,
  });
}

/** That there is no git to start. */
export function gitMissing(cause: unknown): HyperError {
  return new HyperError('HYPER_GIT_MISSING', 'the git program is not on the PATH', {
    hint: 'install git (on Debian: apt-get install git); hyper doctor looks at the rest',
    cause,
  });
}

/** Why git did not start. */
export function toGitError(error: NodeJS.ErrnoException, folder: string): HyperError {
  if (error.code === 'ENOENT') {
    return gitMissing(error);
  }
  return new HyperError(
    'HYPER_GIT_FAILED',
    `git did not start in "${toOneLine(folder)}": ${error.code ?? ''}`,
    {
      cause: error,
    },
  );
}
