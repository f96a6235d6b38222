import type { FakeGitHub } from '../fake-github.ts';
import type { TokenPermissions } from '../state.ts';
import type { Trigger } from './payloads.ts';
import type { Runner } from './runner-files.ts';

export interface Deployment {
  readonly commit: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Everything that a job's steps share. */
export interface JobWorld {
  readonly github: FakeGitHub;
  readonly trigger: Trigger;
  readonly runner: Runner;
  /** The number of the workflow's run. */
  readonly run: number;
  readonly token: string;
  readonly permissions: TokenPermissions;
  readonly secrets: Readonly<Record<string, string>>;
  readonly deployments: Deployment[];
}

/** How a job ended, and all that it said. */
export interface JobResult {
  readonly result: 'success' | 'failure' | 'skipped';
  /** stdout and stderr of every step, in order. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly token: string;
  readonly runner: Runner | undefined;
}
