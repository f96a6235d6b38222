import { simpleGit } from 'simple-git';
import type { SimpleGit, SimpleGitProgressEvent } from 'simple-git';
import { HyperError } from '../../core/index.ts';
import { gitFailure, gitEnvironment, gitMissing } from './git-process.ts';
import type { Environment } from './git-process.ts';

/** What git may fetch over (ATTACKS G15). */
const ALLOWED_PROTOCOLS = 'file:git:https:ssh';

/** As the options of `git-process.ts`: nothing that a repository holds runs (C05), no transport helper starts (G15). */
const SAFE_SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'protocol.ext.allow=never',
  'gc.autoDetach=false',
];

/** Variables that start a program which git needs for nothing that hyper asks of it, or move where git looks. */
const DROPPED_VARIABLES: ReadonlySet<string> = new Set([
  'EDITOR',
  'GIT_EDITOR',
  'GIT_EXEC_PATH',
  'GIT_PAGER',
  'GIT_PROXY_COMMAND',
  'GIT_SEQUENCE_EDITOR',
  'GIT_TEMPLATE_DIR',
  'PAGER',
  'PREFIX',
  'VISUAL',
]);

export interface SimpleGitOptions {
  /** Kills git where it writes nothing for so long. */
  readonly silenceMs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: SimpleGitProgressEvent) => void;
  /** More settings for this call, `name=value`. */
  readonly settings?: readonly string[];
}

/**
 * Git through simple-git, for the acts that change a repository or talk to another one. The user's own choice of ssh
 * program, askpass program and configuration files stays; everything else is as in `runGit`. The folder must exist.
 */
export function openSimpleGit(
  folder: string,
  environment: Environment,
  options: SimpleGitOptions,
): SimpleGit {
  const variables = Object.entries({
    ...gitEnvironment(environment),
    GIT_ALLOW_PROTOCOL: ALLOWED_PROTOCOLS,
  }).filter(([name]) => !DROPPED_VARIABLES.has(name.toUpperCase()));
  return simpleGit({
    baseDir: folder,
    config: [...SAFE_SETTINGS, ...(options.settings ?? [])],
    timeout: { block: options.silenceMs },
    allowEnvironment: variables.map(([name]) => name),
    unsafe: {
      allowUnsafeAskPass: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeSshCommand: true,
    },
    ...(options.signal === undefined ? {} : { abort: options.signal }),
    ...(options.onProgress === undefined ? {} : { progress: options.onProgress }),
  }).env(Object.fromEntries(variables));
}

/** What simple-git threw, as `HYPER_GIT_MISSING`, `HYPER_OBJECT_CORRUPT` or `HYPER_GIT_FAILED`; a `HyperError` stays. */
export function toSimpleGitError(act: string, error: unknown): HyperError {
  if (error instanceof HyperError) return error;
  const words = error instanceof Error ? error.message : '';
  if (/spawn git ENOENT/u.test(words)) {
    return gitMissing(error);
  }
  return gitFailure([act], words);
}
