import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HyperError, toOneLine } from '../../core/index.ts';
import { newClaim, parseClaim } from './claim.ts';
import type { Claim } from './claim.ts';
import { toWriteError } from './file-errors.ts';
import type { FilesContext } from './files-context.ts';

const LOCK_PREFIX = '.hyper-lock.';

export interface LockOptions {
  /** How long to wait for another writer, in milliseconds; 2,000 unless told. */
  readonly waitMs?: number;
}

/**
 * Runs the work while no other hyper writes to the folder (K04). Each writer creates a claim file of its own name, then
 * looks for others: two that arrive together see each other and both step back for a random while. A claim whose
 * process is gone, or whose pid now belongs to another process, is removed (K06); since no name is used twice, that can
 * never remove a living claim. Errors: `HYPER_LOCKED`, `HYPER_FILE_UNWRITABLE`, and whatever the work throws.
 */
export async function withLock<T>(
  context: FilesContext,
  folder: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const path = await acquire(context, folder, options.waitMs ?? 2000);
  try {
    return await work();
  } finally {
    await context.fileSystem.removeFile(path).catch(() => undefined);
  }
}

async function acquire(context: FilesContext, folder: string, waitMs: number): Promise<string> {
  const stopAt = performance.now() + waitMs;
  for (let attempt = 0; ; attempt += 1) {
    const held = await tryAcquire(context, folder);
    if (typeof held === 'string') return held;
    if (performance.now() >= stopAt) throw lockedError(folder, held);
    await delay(1 + Math.floor(backoffShare(context) * Math.min(200, 5 * 2 ** Math.min(attempt, 8))));
  }
}

/** The path of our claim, or the claim that stands in its way. */
async function tryAcquire(context: FilesContext, folder: string): Promise<string | Claim> {
  const { fileSystem } = context;
  try {
    const present = await otherClaim(context, folder, '');
    if (present !== undefined) return present;
    const own = newClaim(context.processes, context.token());
    const path = join(folder, `${LOCK_PREFIX}${own.text}`);
    try {
      await (await fileSystem.createFile(path)).close();
      const other = await otherClaim(context, folder, own.text);
      if (other === undefined) return path;
      await fileSystem.removeFile(path);
      return other;
    } catch (error) {
      await fileSystem.removeFile(path).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw toWriteError(folder, error);
  }
}

async function otherClaim(context: FilesContext, folder: string, own: string): Promise<Claim | undefined> {
  for (const name of await context.fileSystem.list(folder)) {
    if (!name.startsWith(LOCK_PREFIX)) continue;
    const claim = parseClaim(name.slice(LOCK_PREFIX.length));
    if (claim === undefined || claim.text === own) continue;
    if (context.processes.isRunning(claim.owner)) return claim;
    await context.fileSystem.removeFile(join(folder, name));
  }
  return undefined;
}

function backoffShare(context: FilesContext): number {
  return Number.parseInt(context.token().slice(0, 4), 16) / 0xffff;
}

function lockedError(folder: string, claim: Claim): HyperError {
  const path = join(folder, `${LOCK_PREFIX}${claim.text}`);
  return new HyperError('HYPER_LOCKED', `process ${claim.owner.pid} is writing to "${toOneLine(folder)}"`, {
    hint: `wait for it to end; if it ran on another machine and is gone, remove "${toOneLine(path)}"`,
    details: { pid: claim.owner.pid, path },
  });
}
