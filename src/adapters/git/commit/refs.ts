import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HyperError, toOneLine } from '../../../core/index.ts';
import { newClaim, parseClaim, TEMP_SUFFIX } from '../../files/claim.ts';
import { errnoOf } from '../../files/file-errors.ts';
import { withLock } from '../../files/index.ts';
import type { FilesContext } from '../../files/index.ts';
import { syncFolder } from './loose-objects.ts';

/** A change of a reference that happens only where it is as expected. */
export interface RefSwap {
  /** Full, such as `refs/heads/main`. */
  readonly name: string;
  /** The commit that it names now; undefined where it is not there yet. */
  readonly expected: string | undefined;
  readonly next: string;
}

const WAIT_MS = 2000;
const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;
const LOCK_FOLDER = 'hyper';

/** The commit that a reference names; undefined where it is not there. Errors: `HYPER_OBJECT_CORRUPT`. */
export async function readRef(
  { fileSystem }: FilesContext,
  gitFolder: string,
  name: string,
): Promise<string | undefined> {
  const loose = await readText(fileSystem, join(gitFolder, name));
  if (loose !== undefined) {
    const id = loose.trim();
    if (ID.test(id)) return id;
    throw new HyperError('HYPER_OBJECT_CORRUPT', `the reference "${toOneLine(name)}" names no commit`, {
      hint: 'run git fsck',
    });
  }
  const packed = await readText(fileSystem, join(gitFolder, 'packed-refs'));
  const line = packed?.split('\n').find((one) => one.endsWith(` ${name}`));
  return line?.split(' ')[0];
}

/**
 * Lets a reference name another commit, under git's own lock, where it still names the expected one; false where it does
 * not. The lock is a second name of a file that says who made it: one that a killed process left is taken away. Errors:
 * `HYPER_LOCKED`, and those of node.
 */
export async function swapRef(context: FilesContext, gitFolder: string, swap: RefSwap): Promise<boolean> {
  const { fileSystem } = context;
  const path = join(gitFolder, swap.name);
  const lock = `${path}.lock`;
  const room = join(gitFolder, LOCK_FOLDER);
  await makeFolders(context, gitFolder, dirname(path));
  await fileSystem.createFolder(room);
  const claim = newClaim(context.processes, context.token());
  const prepared = join(room, `.${encodeURIComponent(swap.name)}.${claim.text}${TEMP_SUFFIX}`);
  await sweepLocks(context, gitFolder);
  try {
    const file = await fileSystem.createFile(prepared);
    try {
      await file.write(Buffer.from(`${swap.next}\n`));
      await file.sync();
    } finally {
      await file.close();
    }
    await takeLock(context, gitFolder, prepared, lock);
    if ((await readRef(context, gitFolder, swap.name)) !== swap.expected) {
      await fileSystem.removeFile(lock);
      return false;
    }
    await fileSystem.rename(lock, path);
    await syncFolder(context, dirname(path));
    return true;
  } finally {
    await fileSystem.removeFile(prepared).catch(() => undefined);
  }
}

async function takeLock(
  context: FilesContext,
  gitFolder: string,
  prepared: string,
  lock: string,
): Promise<void> {
  const stopAt = performance.now() + WAIT_MS;
  for (;;) {
    try {
      await context.fileSystem.link(prepared, lock);
      return;
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
    if (await sweepLocks(context, gitFolder)) continue;
    if (performance.now() >= stopAt) {
      throw new HyperError('HYPER_LOCKED', `another program holds "${toOneLine(lock)}"`, {
        hint: 'wait for it; if no git is running, remove the file',
      });
    }
    await delay(5);
  }
}

/** Takes away what killed processes of hyper left of a change of a reference; true where there was something. */
async function sweepLocks(context: FilesContext, gitFolder: string): Promise<boolean> {
  const room = join(gitFolder, LOCK_FOLDER);
  if ((await leftIn(context, room)).length === 0) return false;
  return withLock(context, room, async () => {
    const left = await leftIn(context, room);
    for (const { file, ref } of left) {
      const text = await readText(context.fileSystem, join(room, file));
      const lock = `${join(gitFolder, ref)}.lock`;
      // The lock is a second name of this very file, unless somebody else holds it.
      if (text !== undefined && text !== '' && (await readText(context.fileSystem, lock)) === text)
        await context.fileSystem.removeFile(lock);
      await context.fileSystem.removeFile(join(room, file));
    }
    return left.length > 0;
  });
}

async function leftIn(
  { fileSystem, processes }: FilesContext,
  room: string,
): Promise<readonly { readonly file: string; readonly ref: string }[]> {
  return (await fileSystem.list(room)).flatMap((file) => {
    const [, encoded = '', text = ''] = /^\.(refs%2F.*)\.([^.]*)\.hyper-tmp$/u.exec(file) ?? [];
    const claim = parseClaim(text);
    if (claim === undefined || processes.isRunning(claim.owner)) return [];
    return [{ file, ref: decodeURIComponent(encoded) }];
  });
}

async function makeFolders(context: FilesContext, top: string, folder: string): Promise<void> {
  if (folder.length <= top.length) return;
  await makeFolders(context, top, dirname(folder));
  await context.fileSystem.createFolder(folder);
}

/** The text of a small file; undefined where there is none. */
export async function readText(
  fileSystem: FilesContext['fileSystem'],
  path: string,
): Promise<string | undefined> {
  try {
    return Buffer.from(await fileSystem.readFile(path)).toString('utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}
