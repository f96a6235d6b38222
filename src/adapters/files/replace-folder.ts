import { basename, dirname, join, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import { newClaim, parseClaim, REPLACED_SUFFIX, STAGING_SUFFIX } from './claim.ts';
import { cleanLeftovers } from './clean-leftovers.ts';
import { errnoOf, toWriteError } from './file-errors.ts';
import type { FileSystem } from './file-system.ts';
import type { FilesContext } from './files-context.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

const JOURNAL_SUFFIX = '.hyper-journal';

/** Tells from the names in a folder whether hyper made it, so that it may be replaced. */
export type IsOurs = (names: readonly string[]) => boolean;

/**
 * Makes an empty folder beside the target, to be filled and then given to `replaceFolder`, and returns its path. First
 * finishes or undoes what a killed run left. Errors: `HYPER_FILE_UNWRITABLE`.
 */
export async function createStaging(context: FilesContext, target: string): Promise<string> {
  await recoverFolder(context, target);
  const claim = newClaim(context.processes, context.token());
  const { staging } = pathsOf(target, claim.text);
  try {
    await makeFolders(context.fileSystem, dirname(staging));
    await context.fileSystem.createFolder(staging);
  } catch (error) {
    throw toWriteError(staging, error);
  }
  return staging;
}

async function makeFolders(fileSystem: FileSystem, folder: string): Promise<void> {
  if ((await fileSystem.stat(folder)) !== undefined) return;
  await makeFolders(fileSystem, dirname(folder));
  await fileSystem.createFolder(folder);
}

/** Throws `HYPER_OUTPUT_FOREIGN` unless the target is absent, an empty folder, or ours; writes nothing. */
export async function assertReplaceableFolder(
  context: FilesContext,
  target: string,
  isOurs: IsOurs,
): Promise<void> {
  const { fileSystem } = context;
  try {
    const stat = await fileSystem.stat(target);
    if (stat === undefined) return;
    if (stat.kind !== 'folder') throw foreign(target, `is a ${stat.kind}`);
    const names = await fileSystem.list(target);
    if (names.length > 0 && !isOurs(names)) throw foreign(target, 'holds something that hyper did not write');
  } catch (error) {
    throw toWriteError(target, error);
  }
}

/**
 * Puts a filled staging folder in the place of the target, which must be absent, empty or ours. A journal beside the
 * target tells the next run (`recoverFolder`) where a killed one stopped, so that the outcome is the old folder or the
 * new one (K01, K02). Between the two renames the target is absent for an instant, since no system call that node
 * offers swaps two folders. Errors: `HYPER_OUTPUT_FOREIGN`, `HYPER_FILE_UNWRITABLE`; then the target is as it was.
 */
export async function replaceFolder(
  context: FilesContext,
  staging: string,
  target: string,
  isOurs: IsOurs,
): Promise<void> {
  await assertReplaceableFolder(context, target, isOurs);
  try {
    if ((await context.fileSystem.stat(target)) === undefined) {
      await context.fileSystem.rename(staging, target);
    } else {
      await swap(context, staging, target);
    }
  } catch (error) {
    throw toWriteError(target, error);
  }
}

async function swap(context: FilesContext, staging: string, target: string): Promise<void> {
  const { fileSystem } = context;
  const paths = pathsOf(target, claimTextOf(staging, target));
  await writeFileAtomic(
    context,
    dirname(paths.journal),
    basename(paths.journal),
    Buffer.from(`${paths.claim}\n`),
  );
  try {
    await fileSystem.rename(target, paths.replaced);
    await fileSystem.rename(staging, target);
  } catch (error) {
    await undo(context, target, paths).catch(() => undefined);
    throw error;
  }
  // The new folder is in its place: a failure to tidy up is left to the next run, which reads the journal.
  try {
    await fileSystem.removeTree(paths.replaced);
    await fileSystem.removeFile(paths.journal);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

async function undo(context: FilesContext, target: string, paths: SwapPaths): Promise<void> {
  const { fileSystem } = context;
  if (
    (await fileSystem.stat(paths.replaced)) !== undefined &&
    (await fileSystem.stat(target)) === undefined
  ) {
    await fileSystem.rename(paths.replaced, target);
  }
  await fileSystem.removeFile(paths.journal);
}

/**
 * Finishes or undoes a replacement that was killed, and removes staging folders of dead processes beside the target.
 * Safe to call at any time; returns true where something was mended. Errors: `HYPER_OUTPUT_FOREIGN` for a journal that
 * hyper did not write, `HYPER_FILE_UNWRITABLE`.
 */
export async function recoverFolder(context: FilesContext, target: string): Promise<boolean> {
  const { fileSystem } = context;
  const journal = journalOf(target);
  try {
    let isMended = false;
    if ((await fileSystem.stat(journal)) !== undefined) {
      const claim = parseClaim(
        Buffer.from(await fileSystem.readFile(journal))
          .toString('utf8')
          .trim(),
      );
      if (claim === undefined) throw foreign(journal, 'is not a journal of hyper');
      if (context.processes.isRunning(claim.owner) && claim.owner.pid !== context.processes.self.pid) {
        throw new HyperError(
          'HYPER_LOCKED',
          `process ${claim.owner.pid} is replacing "${toOneLine(target)}"`,
        );
      }
      await finish(context, target, pathsOf(target, claim.text));
      isMended = true;
    }
    const parent = dirname(journal);
    if ((await fileSystem.stat(parent)) === undefined) return isMended;
    return (await cleanLeftovers(context, parent)).length > 0 || isMended;
  } catch (error) {
    throw toWriteError(target, error);
  }
}

async function finish(context: FilesContext, target: string, paths: SwapPaths): Promise<void> {
  const { fileSystem } = context;
  if ((await fileSystem.stat(target)) === undefined) {
    const source = (await fileSystem.stat(paths.staging)) === undefined ? paths.replaced : paths.staging;
    if ((await fileSystem.stat(source)) !== undefined) await fileSystem.rename(source, target);
  }
  await fileSystem.removeTree(paths.staging);
  await fileSystem.removeTree(paths.replaced);
  await fileSystem.removeFile(paths.journal);
}

interface SwapPaths {
  readonly claim: string;
  readonly staging: string;
  readonly replaced: string;
  readonly journal: string;
}

/** Every name follows from the claim, so that a journal can never lead to a path outside the target's folder. */
function pathsOf(target: string, claim: string): SwapPaths {
  const absolute = resolve(target);
  const stem = join(dirname(absolute), `.${basename(absolute)}.${claim}`);
  return {
    claim,
    staging: `${stem}${STAGING_SUFFIX}`,
    replaced: `${stem}${REPLACED_SUFFIX}`,
    journal: journalOf(target),
  };
}

function journalOf(target: string): string {
  return `${resolve(target)}${JOURNAL_SUFFIX}`;
}

function claimTextOf(staging: string, target: string): string {
  const text = basename(staging).slice(basename(resolve(target)).length + 2, -STAGING_SUFFIX.length);
  if (parseClaim(text) !== undefined && pathsOf(target, text).staging === staging) return text;
  throw new HyperError(
    'HYPER_INTERNAL',
    `"${toOneLine(staging)}" is no staging folder of "${toOneLine(target)}"`,
  );
}

function foreign(path: string, why: string): HyperError {
  return new HyperError('HYPER_OUTPUT_FOREIGN', `"${toOneLine(path)}" ${why}`, {
    hint: 'name a folder that is empty or not there yet',
  });
}
