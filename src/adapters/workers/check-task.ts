import type { Diagnostic } from '../../core/index.ts';
import type { FileCounts } from '../../gate/index.ts';
import type { VerifyFindings, VerifyPlan } from '../../registry/index.ts';
import type { SeenRevision } from '../../signing/index.ts';
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

/** The number of no authority. */
export const NOT_VERIFIED = 0xffff_ffff;

/** `FileFindings` as it is sent. */
export interface PackedFindings {
  readonly diagnostics: readonly Diagnostic[];
  readonly ids: string;
  readonly idEntries: Uint32Array;
  readonly counts: FileCounts;
}

/** `VerifyFindings` as it is sent. */
export interface PackedVerified {
  /** Of each pair that is signed: its number, when that ends (NaN: never), and the lines of its blobs. */
  readonly numbers: Uint32Array;
  readonly ends: Float64Array;
  readonly blobs: string;
  /** Of the files that may change: their place in `numbers`, and what they are. */
  readonly seen: readonly (readonly [place: number, seen: SeenRevision])[];
  readonly rest: Pick<VerifyFindings, 'refused' | 'unproven'>;
}

/** What it answers: progress while it works, then its findings or an error. */
export type CheckReply = Progress | ({ readonly type: 'done' } & PackedFindings) | FailedReply;

/** What a thread that checks and verifies is given: the signatures of each file and by whom they are judged. */
export interface ExamineTask extends CheckTask, Omit<VerifyTask, 'location' | 'environment' | 'entries'> {}

/** What a thread that verifies is given. */
export interface VerifyTask {
  readonly location: GitLocation;
  readonly environment: Environment;
  /** `packEntries` of the manifests. */
  readonly entries: string;
  /** The ids of the signature files, joined by newlines; an empty one where nothing signs the manifest. Their paths follow. */
  readonly signatures: string;
  /** Numbers of authorities in the plan; `NOT_VERIFIED` where a file is only checked. */
  readonly authorities: Uint32Array;
  /** 1 where other releases of the artifact are signed. */
  readonly stripped: Uint8Array;
  readonly plan: VerifyPlan;
}

export type VerifyReply = Progress | ({ readonly type: 'verified' } & PackedVerified) | FailedReply;

/** The numbers of the verified are those of the files. */
export type ExamineReply =
  | Progress
  | { readonly type: 'examined'; readonly found: PackedFindings; readonly verified: PackedVerified }
  | FailedReply;

interface Progress {
  readonly type: 'progress';
  readonly done: number;
}

/** What ended a thread. */
export interface FailedReply {
  readonly type: 'failed';
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}
