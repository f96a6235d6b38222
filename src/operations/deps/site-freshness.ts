import { UNLISTED_PATHS } from '../../catalog/index.ts';
import type { Checkpoint, RememberedCheckpoint } from '../../catalog/index.ts';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Clock } from '../../core/index.ts';
import type { LockFault } from '../../lockfile/index.ts';
import type { LoadedTrust, PackageFiles } from '../../registry/index.ts';
import { readCheckpoint } from '../on-site/site-checkpoint.ts';

/** What the checkpoint of a site says of its files. */
export interface Freshness {
  readonly faults: readonly LockFault[];
  /** To remember: one that holds. */
  readonly checkpoint: RememberedCheckpoint | undefined;
}

/** Of a site that has no checkpoint, and need not have one. */
export const NOT_ASKED: Freshness = { faults: [], checkpoint: undefined };

/**
 * Whether the files that were read of a site are those of its newest state: its checkpoint is signed, has not ended, is not
 * before the one that was believed last, and lists just these files. It is asked for where registry.yaml names who signs
 * it, and where one was believed before (ATTACKS G01, G02, G03, S17). Errors: those of the site.
 */
export async function checkFreshness(
  files: PackageFiles,
  loaded: LoadedTrust,
  remembered: RememberedCheckpoint | undefined,
  { clock }: { readonly clock: Clock },
): Promise<Freshness> {
  const { onlineKey, onlineIdentity } = loaded.registry.manifest;
  if (onlineKey === undefined && onlineIdentity === undefined && remembered === undefined) return NOT_ASKED;
  try {
    const read = await readCheckpoint(files, loaded, { remembered, now: clock() });
    const faults = read.faults.map(toFault);
    if (read.kind === 'read' && faults.length === 0) faults.push(...othersThan(read.checkpoint, files));
    const isHeld = read.kind === 'read' && faults.length === 0;
    return { faults, checkpoint: isHeld ? read.shown : undefined };
  } catch (error) {
    if (!(error instanceof HyperError) || error.code !== 'HYPER_CHECKPOINT_MISSING') throw error;
    return { faults: [toFault(error)], checkpoint: undefined };
  }
}

/** Old files beside the newest checkpoint are told: each that was read is the one that it lists. Pure. */
function othersThan(checkpoint: Checkpoint, { digests }: PackageFiles): LockFault[] {
  const listed = new Map(checkpoint.files.map(({ path, sha256 }) => [path, sha256]));
  const faults: LockFault[] = [];
  for (const [path, digest] of digests) {
    const expected = listed.get(path);
    if (UNLISTED_PATHS.has(path) || digest === expected) continue;
    const name = toOneLine(path);
    if (digest === undefined)
      faults.push(fault('HYPER_SITE_FILE_MISSING', `"${name}" is listed and not there`));
    else if (expected === undefined)
      faults.push(fault('HYPER_SITE_FILE_ADDED', `the checkpoint does not list "${name}"`));
    else faults.push(fault('HYPER_SITE_FILE_CHANGED', `"${name}" is not the file that the checkpoint lists`));
  }
  return faults.sort((one, other) => (one.message < other.message ? -1 : 1));
}

function toFault({
  code,
  message,
  hint,
}: Pick<LockFault, 'code' | 'message'> & { readonly hint?: string | undefined }): LockFault {
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}

function fault(code: LockFault['code'], message: string): LockFault {
  return { code, message, hint: 'the site is half old, or altered: put the whole build in place again' };
}
