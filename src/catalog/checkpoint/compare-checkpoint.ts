import type { Code } from '../../core/index.ts';
import type { Checkpoint } from './checkpoint.ts';

/** What a client keeps of the last checkpoint that it believed. */
export interface RememberedCheckpoint {
  readonly sequence: number;
  readonly commit: string;
  /** Of the exact bytes of `checkpoint.json`. */
  readonly digest: string;
  /** As the checkpoint wrote it. */
  readonly time: string;
  /** Some of the commits that led to it, the oldest first, each with its place from 1 (`trailOf`). */
  readonly trail: readonly (readonly [sequence: number, commit: string])[];
}

/** What a checkpoint is compared with. */
export interface CheckpointFacts {
  /** The id of the registry that was asked for; undefined where none is known yet. */
  readonly registry: string | undefined;
  readonly remembered: RememberedCheckpoint | undefined;
  /** The commits that led to it, the oldest first. */
  readonly history: readonly string[];
  /** Of the exact bytes. */
  readonly digest: string;
  readonly now: Date;
}

export interface CheckpointFault {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
}

/** A clock may be wrong by so much (ATTACKS S21). */
const TOLERANCE_MS = 5 * 60 * 1000;

/**
 * Everything that is wrong with a checkpoint whose signature is good: another registry's, from the future, stale
 * (`HYPER_CHECKPOINT_EXPIRED`, G03), older than what was seen (`HYPER_CHECKPOINT_ROLLBACK`, G02, S18), or of another
 * history (`HYPER_CHECKPOINT_FORK`, G01). Pure.
 */
export function compareCheckpoint(
  checkpoint: Checkpoint,
  facts: CheckpointFacts,
): readonly CheckpointFault[] {
  return [
    ...ofRegistry(checkpoint, facts),
    ...ofTime(checkpoint, facts.now),
    ...ofHistory(checkpoint, facts.history),
    ...(facts.remembered === undefined ? [] : ofMemory(checkpoint, facts, facts.remembered)),
  ];
}

function ofRegistry({ registry }: Checkpoint, facts: CheckpointFacts): CheckpointFault[] {
  if (facts.registry === undefined || facts.registry === registry) return [];
  return [
    {
      code: 'HYPER_CHECKPOINT_INVALID',
      message: `the checkpoint is of the registry "${registry}", expected "${facts.registry}"`,
      hint: 'the site serves a build of another registry: see that its address is right',
    },
  ];
}

function ofTime({ time, expiresAt }: Checkpoint, now: Date): CheckpointFault[] {
  if (Date.parse(time) > now.getTime() + TOLERANCE_MS) {
    return [
      {
        code: 'HYPER_CHECKPOINT_FUTURE',
        message: `the checkpoint says it was made at ${time}, which is still to come`,
        hint: 'see that the clock of this machine is right',
      },
    ];
  }
  if (Date.parse(expiresAt) > now.getTime()) return [];
  return [
    {
      code: 'HYPER_CHECKPOINT_EXPIRED',
      message: `the checkpoint ended at ${expiresAt}`,
      hint: 'the site is old, or somebody keeps showing an old one: build it again (hyper build --key KEY), or look at it all the same: hyper verify --site SITE --stale',
    },
  ];
}

function ofHistory({ sequence, commit }: Checkpoint, history: readonly string[]): CheckpointFault[] {
  if (history.length === sequence && history.at(-1) === commit) return [];
  return [
    {
      code: 'HYPER_CHECKPOINT_INVALID',
      message: `the history does not lead to commit ${commit} as number ${sequence}`,
      hint: 'build the site again: hyper build --clean --key KEY',
    },
  ];
}

function ofMemory(
  checkpoint: Checkpoint,
  { history, digest }: CheckpointFacts,
  remembered: RememberedCheckpoint,
): CheckpointFault[] {
  if (checkpoint.sequence < remembered.sequence) {
    return [
      rollback(`it is number ${checkpoint.sequence}, and number ${remembered.sequence} was seen before`),
    ];
  }
  if (history[remembered.sequence - 1] !== remembered.commit) return [fork(history, remembered)];
  if (checkpoint.sequence > remembered.sequence || digest === remembered.digest) return [];
  if (Date.parse(checkpoint.time) > Date.parse(remembered.time)) return [];
  return [rollback(`it is of ${checkpoint.time}, and one of ${remembered.time} was seen before`)];
}

function rollback(what: string): CheckpointFault {
  return {
    code: 'HYPER_CHECKPOINT_ROLLBACK',
    message: `the checkpoint goes back: ${what}`,
    hint: 'ask the operator why an older state is served; hyper verify --site SITE --forget drops what was remembered',
  };
}

function fork(
  history: readonly string[],
  { commit, sequence, trail }: RememberedCheckpoint,
): CheckpointFault {
  const differs = trail.find(([place, known]) => history[place - 1] !== known) ?? [sequence, commit];
  const same = trail.findLast(([place, known]) => place < differs[0] && history[place - 1] === known);
  const since = same === undefined ? '' : `, after commit ${same[1]} as number ${same[0]}`;
  return {
    code: 'HYPER_CHECKPOINT_FORK',
    message: `the history was rewritten: commit number ${differs[0]} is ${history[differs[0] - 1] ?? 'gone'}, and was ${differs[1]}${since}`,
    hint: 'ask the operator what became of the commits; hyper verify --site SITE --forget drops what was remembered',
  };
}
