import type { Diagnostic } from '../../core/index.ts';
import type { FileCounts } from '../../gate/index.ts';
import type { GitLocation } from '../git/index.ts';
import type { Environment } from '../git/index.ts';

/** What a check thread is given. */
export interface CheckTask {
  readonly location: GitLocation;
  readonly environment: Environment;
  /** `packEntries` of the files to check. */
  readonly entries: string;
  /** Joined by newlines. */
  readonly artifacts: string;
  readonly blobs: string;
  readonly releases: string;
}

/** What it answers: progress while it works, then its findings or an error. */
export type CheckReply =
  | { readonly type: 'progress'; readonly done: number }
  | {
      readonly type: 'done';
      readonly diagnostics: readonly Diagnostic[];
      readonly ids: string;
      readonly idEntries: Uint32Array;
      readonly counts: FileCounts;
    }
  | {
      readonly type: 'failed';
      readonly code: string;
      readonly message: string;
      readonly hint: string | undefined;
    };
