import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HyperError, toOneLine } from '../../core/index.ts';
import { LOCK_PREFIX, newClaim, parseClaim } from './claim.ts';
import type { Claim } from './claim.ts';
import { toWriteError } from './file-errors.ts';
import type { FilesContext } from './files-context.ts';

export interface LockOptions {
  /** How long to wait for another writer, in milliseconds; 2,000 unless told. */
  readonly waitMs?: number;
  /** The one entry of the folder that is locked; the folder as a whole unless told. Locks of unlike names do not meet. */
  readonly entry?: string;
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
  const prefix = options.entry === undefined ? LOCK_PREFIX : `${LOCK_PREFIX}${options.entry}.`;
  const path = await acquire(context, { folder, prefix }, options.waitMs ?? 2000);
  try {
    return await work();
  } finally {
    await context.fileSystem.removeFile(path).catch(() => undefined);
  }
}

interface LockPlace {
  readonly folder: string;
  /** What the names of its claims begin with. */
  readonly prefix: string;
}

async function acquire(context: FilesContext, place: LockPlace, waitMs: number): Promise<string> {
  const stopAt = performance.now() + waitMs;
  for (let attempt = 0; ; attempt += 1) {
    const held = await tryAcquire(context, place);
    if (typeof held === 'string') return held;
    if (performance.now() >= stopAt) throw lockedError(place, held);
    await delay(1 + Math.floor(backoffShare(context) * Math.min(200, 5 * 2 ** Math.min(attempt, 8))));
  }
}

/** The path of our claim, or the claim that stands in its way. */
async function tryAcquire(context: FilesContext, place: LockPlace): Promise<string | Claim> {
  const { fileSystem } = context;
  const { folder, prefix } = place;
  try {
    const present = await otherClaim(context, place, '');
    if (present !== undefined) return present;
    const own = newClaim(context.processes, context.token());
    const path = join(folder, `${prefix}${own.text}`);
    try {
      await (await fileSystem.createFile(path)).close();
      const other = await otherClaim(context, place, own.text);
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

async function otherClaim(
  context: FilesContext,
  { folder, prefix }: LockPlace,
  own: string,
): Promise<Claim | undefined> {
  for (const name of await context.fileSystem.list(folder)) {
    if (!name.startsWith(prefix)) continue;
    const claim = parseClaim(name.slice(prefix.length));
    if (claim === undefined || claim.text === own) continue;
    if (context.processes.isRunning(claim.owner)) return claim;
    await context.fileSystem.removeFile(join(folder, name));
  }
  return undefined;
}

/** Whether a hyper that runs holds the lock of a folder. Removes nothing. */
export async function isLocked({ fileSystem, processes }: FilesContext, folder: string): Promise<boolean> {
  const claims = (await fileSystem.list(folder)).flatMap((name) =>
    name.startsWith(LOCK_PREFIX) ? (parseClaim(name.slice(LOCK_PREFIX.length)) ?? []) : [],
  );
  return claims.some(({ owner }) => processes.isRunning(owner));
}

function backoffShare(context: FilesContext): number {
  return Number.parseInt(context.token().slice(0, 4), 16) / 0xffff;
}

function lockedError({ folder, prefix }: LockPlace, claim: Claim): HyperError {
  const path = join(folder, `${prefix}${claim.text}`);
  return new HyperError('HYPER_LOCKED', `process ${claim.owner.pid} is writing to "${toOneLine(folder)}"`, {
    hint: `wait for it to end; if it ran on another machine and is gone, remove "${toOneLine(path)}"`,
    details: { pid: claim.owner.pid, path },
  });
}
