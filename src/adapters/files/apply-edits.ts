import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import { HyperError, digestHex, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { roleOf } from '../../registry/index.ts';
import type { FileRole } from '../../registry/index.ts';
import { cleanLeftovers } from './clean-leftovers.ts';
import { EDIT_JOURNAL } from './edit-journal.ts';
import { toWriteError } from './file-errors.ts';
import type { FilesContext } from './files-context.ts';
import { assertReplaceable, safeSegments } from './safe-path.ts';
import { withLock } from './with-lock.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/** One file of a plan, relative to the registry's root. */
export interface FileEdit {
  readonly path: string;
  /** What the plan was made of; undefined where there was no file. */
  readonly before: Uint8Array | undefined;
  /** What it becomes; undefined removes it. */
  readonly after: Uint8Array | undefined;
}

const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;
/** A change is planned, signed and committed under the lock, and several may wait for their turn. */
const LOCK_WAIT_MS = 60_000;

/** What hyper writes; anything else in a journal, such as a workflow, was put there by somebody else. */
const EDITABLE: ReadonlySet<FileRole['kind']> = new Set([
  'registry',
  'trust-root',
  'namespace',
  'policy',
  'release',
  'state',
  'signature',
  'text',
  'blob',
]);

/**
 * Makes the edits of a plan, all or none, while no other hyper writes to the registry (K01, K02, K04): the journal is
 * written first, and whoever comes after a killed run finishes it (`finishEdits`). Errors: `HYPER_FILE_CHANGED` where a
 * file is not as the plan found it, `HYPER_LOCKED`, `HYPER_FILE_UNWRITABLE`, `HYPER_PATH_UNSAFE`; then nothing is changed.
 */
export async function applyEdits(
  context: FilesContext,
  root: string,
  edits: readonly FileEdit[],
): Promise<void> {
  try {
    await withLock(context, root, () => journaled(context, root, edits));
  } catch (error) {
    throw toWriteError(root, error);
  }
}

/** As `applyEdits`, for whoever holds the lock of the registry (`withEditLock`). */
export async function applyUnderLock(
  context: FilesContext,
  root: string,
  edits: readonly FileEdit[],
): Promise<void> {
  try {
    await journaled(context, root, edits);
  } catch (error) {
    throw toWriteError(root, error);
  }
}

/**
 * Runs work that reads the registry and then changes it, while no other hyper writes to it; what a killed run left is
 * finished first, or cleared away. Errors: `HYPER_LOCKED`, and those of the work.
 */
export function withEditLock<T>(context: FilesContext, root: string, work: () => Promise<T>): Promise<T> {
  return withLock(
    context,
    root,
    async () => {
      await redo(context, root);
      // One that was killed before its journal stood left nothing else.
      await cleanLeftovers(context, root);
      return work();
    },
    { waitMs: LOCK_WAIT_MS },
  );
}

async function journaled(context: FilesContext, root: string, edits: readonly FileEdit[]): Promise<void> {
  await redo(context, root);
  for (const edit of edits) await assertUnchanged(context, root, edit);
  const journal = JSON.stringify(
    edits.map(({ path, after }) => ({ path, after: after && Buffer.from(after).toString('base64') })),
  );
  await writeFileAtomic(context, root, EDIT_JOURNAL, Buffer.from(journal));
  await redo(context, root);
}

/**
 * Finishes what a killed `applyEdits` began, and clears away what it left before there was a journal: called before a
 * registry is read that is then changed. True where something was finished. Errors: as `applyEdits`.
 */
export async function finishEdits(context: FilesContext, root: string): Promise<boolean> {
  const journal = join(root, EDIT_JOURNAL);
  try {
    const isBegun = (await context.fileSystem.stat(journal)) !== undefined;
    const isFinished = isBegun && (await withLock(context, root, () => redo(context, root)));
    await cleanLeftovers(context, root);
    return isFinished;
  } catch (error) {
    throw toWriteError(root, error);
  }
}

async function redo(context: FilesContext, root: string): Promise<boolean> {
  const { fileSystem } = context;
  const journal = join(root, EDIT_JOURNAL);
  try {
    const stat = await fileSystem.stat(journal);
    if (stat === undefined) return false;
    if (stat.kind !== 'file' || stat.size > MAX_JOURNAL_BYTES) throw notOurs(journal);
    const edits = parseJournal(Buffer.from(await fileSystem.readFile(journal)).toString('utf8'), journal);
    for (const { path, after } of edits) {
      if (after !== undefined) await writeFileAtomic(context, root, path, after);
      else await removeInside(context, root, path);
    }
    // While there is a journal, whoever is killed here leaves the cleaning to the next as well.
    for (const folder of new Set(edits.map(({ path }) => join(root, ...safeSegments(path).slice(0, -1))))) {
      if ((await fileSystem.stat(folder)) !== undefined) await cleanLeftovers(context, folder);
    }
    for (const { path, after } of edits) if (after === undefined) await removeEmptied(context, root, path);
    await fileSystem.removeFile(journal);
    return true;
  } catch (error) {
    throw toWriteError(journal, error);
  }
}

async function removeInside({ fileSystem }: FilesContext, root: string, path: string): Promise<void> {
  const place = join(root, ...safeSegments(path));
  if ((await fileSystem.stat(place)) === undefined) return;
  const expected = join(await fileSystem.realPath(root), dirname(path));
  if ((await fileSystem.realPath(dirname(place))) !== expected) throw notOurs(place);
  await fileSystem.removeFile(place);
}

/** Removes the folders that the removal of a file left empty, as git does: it knows none. */
async function removeEmptied({ fileSystem }: FilesContext, root: string, path: string): Promise<void> {
  const segments = safeSegments(path).slice(0, -1);
  for (let length = segments.length; length > 0; length--)
    if (!(await fileSystem.removeEmptyFolder(join(root, ...segments.slice(0, length))))) return;
}

async function assertUnchanged(context: FilesContext, root: string, edit: FileEdit): Promise<void> {
  const { fileSystem } = context;
  assertEditable(edit.path, root);
  const place = join(root, ...safeSegments(edit.path));
  await assertReplaceable(fileSystem, place, edit.path);
  const isThere = (await fileSystem.stat(place)) !== undefined;
  const known = isThere ? digestHex(await fileSystem.readFile(place)) : undefined;
  if (known === (edit.before === undefined ? undefined : digestHex(edit.before))) return;
  throw new HyperError('HYPER_FILE_CHANGED', `"${toOneLine(edit.path)}" changed while the plan was made`, {
    hint: 'run the command again',
  });
}

/** Plans change what a registry consists of, and nothing else: a journal that somebody planted can do no more. */
function assertEditable(path: string, root: string): void {
  if (!EDITABLE.has(roleOf(path).kind)) throw notOurs(join(root, path));
}

function parseJournal(text: string, journal: string): readonly Omit<FileEdit, 'before'>[] {
  const entries = parseJson(text);
  if (!Array.isArray(entries)) throw notOurs(journal);
  return entries.map((entry: JsonValue) => {
    const { path, after } = isJsonObject(entry) ? entry : { path: undefined, after: undefined };
    if (typeof path !== 'string' || (after !== undefined && typeof after !== 'string'))
      throw notOurs(journal);
    safeSegments(path);
    assertEditable(path, journal);
    return { path, after: after === undefined ? undefined : Buffer.from(after, 'base64') };
  });
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function notOurs(path: string): HyperError {
  return new HyperError('HYPER_PATH_UNSAFE', `"${toOneLine(path)}" is nothing that hyper would edit`, {
    hint: 'look at the file, and remove it',
  });
}
