import type { Digest } from '../../core/index.ts';
import { toOneLine } from '../../core/index.ts';
import type { Step, StepFault } from './step.ts';

/** The newest revision of a file that may change which a client has believed. */
export interface SeenRevision {
  readonly revision: number;
  /** Of the exact bytes of that revision. */
  readonly digest: Digest;
}

/** By the path of the file. */
export type SeenRevisions = ReadonlyMap<string, SeenRevision>;

/**
 * Why a revision is not the newest that this client has believed: an older one was put back (`HYPER_REVISION_ROLLBACK`), or
 * the same one says something else (`HYPER_REVISION_FORK`). Undefined where it is as new, or was never seen. Pure.
 */
export function faultOfRevision(
  path: string,
  shown: SeenRevision,
  seen: SeenRevision | undefined,
): StepFault | undefined {
  if (seen === undefined || shown.revision > seen.revision || shown.digest === seen.digest) return undefined;
  const name = toOneLine(path);
  if (shown.revision < seen.revision)
    return {
      code: 'HYPER_REVISION_ROLLBACK',
      message: `"${name}" is revision ${shown.revision}, and this client has believed revision ${seen.revision}`,
      hint: `fetch the newest commit; to take it back on purpose, write revision ${seen.revision + 1} and sign it; hyper verify ${name} --forget takes what is here, if its keepers say so`,
    };
  return {
    code: 'HYPER_REVISION_FORK',
    message: `"${name}" is revision ${shown.revision} with ${shown.digest}, and this client has believed that revision with ${seen.digest}`,
    hint: `fetch the newest commit; if both are yours, write revision ${seen.revision + 1} and sign it; hyper verify ${name} --forget takes what is here, if its keepers say so`,
  };
}

/** The link of the chain that says whether a file is as new as what was seen. Pure. */
export function toRevisionStep(
  what: string,
  path: string,
  shown: SeenRevision,
  seen: SeenRevision | undefined,
): Step {
  const fault = faultOfRevision(path, shown, seen);
  const { revision, digest } = shown;
  const known = seen === undefined ? {} : { seenRevision: seen.revision, seenDigest: seen.digest };
  return {
    id: 'revision',
    title: `${what} is revision ${revision}, and this client has believed no newer one`,
    path,
    ok: fault === undefined,
    evidence: { revision, digest, ...known },
    ...(fault === undefined ? {} : { fault }),
  };
}
