import type { ProcessIdentity, ProcessTable } from '../system/index.ts';

/** Who made a temporary file or lock, as part of its name, so that its owner's death can be told from the name alone. */
export interface Claim {
  readonly text: string;
  readonly owner: ProcessIdentity;
}

/** `<pid>-<start of the process>-<host>-<random>`. */
const CLAIM = '([1-9][0-9]{0,9})-([0-9a-f]{1,12})-([0-9a-f]{8})-[0-9a-f]{12}';
const CLAIM_PATTERN = new RegExp(`^${CLAIM}$`, 'u');

/** The ending of names that an interrupted write may leave behind; registries ignore them. */
export const TEMP_SUFFIX = '.hyper-tmp';
/** The ending of a folder that is being filled and not yet in its place. */
export const STAGING_SUFFIX = '.hyper-new';
/** The ending of a folder that was replaced and not yet removed. */
export const REPLACED_SUFFIX = '.hyper-old';

/** The beginning of the names of lock files. */
export const LOCK_PREFIX = '.hyper-lock.';

const LEFTOVER_PATTERN = new RegExp(
  `^(?:\\..*\\.(${CLAIM})\\.hyper-(?:tmp|new)|\\.hyper-lock\\.(?:.*\\.)?(${CLAIM}))$`,
  'u',
);

/** A claim of this process; the token is 12 random hex digits. Pure. */
export function newClaim(processes: ProcessTable, token: string): Claim {
  const { pid, started, host } = processes.self;
  return { text: `${pid}-${started}-${host}-${token}`, owner: processes.self };
}

/** The claim that a text is, or undefined. */
export function parseClaim(text: string): Claim | undefined {
  const match = CLAIM_PATTERN.exec(text);
  if (match === null) return undefined;
  const [, pid = '', started = '', host = ''] = match;
  return { text, owner: { pid: Number(pid), started, host } };
}

/** The claim in a name of a temporary file, staging folder or lock; undefined for every other name. */
export function claimOfLeftover(name: string): Claim | undefined {
  const match = LEFTOVER_PATTERN.exec(name);
  // The pattern of a claim has three groups of its own.
  const text = match?.[1] ?? match?.[5];
  return text === undefined ? undefined : parseClaim(text);
}
