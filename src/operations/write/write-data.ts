import type { NextStep } from '../init/init-next-steps.ts';
import type { EditedFile } from '../trust/trust-context.ts';
import type { ProposalData, ProposalInput } from './proposal/proposals.ts';
import type { WriteMode } from './write-context.ts';

/** What every operation takes that writes. */
export interface WriteInput {
  readonly registry: string | undefined;
  /** Where bare names are looked up first. */
  readonly namespace: string | undefined;
  readonly mode: WriteMode;
  /** The branch to commit to; undefined: the one that is checked out, or one of its own for a proposal. */
  readonly branch: string | undefined;
  /** Commits the change and proposes it, whatever the mode. */
  readonly proposal?: ProposalInput | undefined;
}

/** Which operation writes, as the table knows it. */
export interface WriteIdentity {
  readonly id: string;
  readonly capability: string;
  /** What the trailer of a commit calls it, where that is another operation: history is held to what was done. */
  readonly trailer?: string;
}

/** What every operation gives that writes. */
export interface WriteData {
  /** Its id. */
  readonly operation: string;
  /** What was changed: `namespace/name`, with `@version` where it is one release, or a namespace. */
  readonly target: string;
  /** What the change is, in a sentence; the subject of its commit. */
  readonly summary: string;
  readonly isDryRun: boolean;
  /** False where everything was as asked for already. */
  readonly isChanged: boolean;
  /** What whoever merges this must be allowed to do. */
  readonly capability: string;
  readonly files: readonly EditedFile[];
  /** Facts of the operation's own, by name. */
  readonly facts: Readonly<Record<string, string | number | null>>;
  /** Files whose signatures went, since they cover the bytes before. */
  readonly stale: readonly string[];
  /** Manifests of the change without a signature, where signatures are asked for. */
  readonly unsigned: readonly string[];
  /** Manifests that were signed in the same step. */
  readonly signed: readonly string[];
  readonly commit: string | null;
  readonly branch: string | null;
  /** null where none was asked for, or there is nothing to propose. */
  readonly proposal: ProposalData | null;
  readonly nextSteps: readonly NextStep[];
}
