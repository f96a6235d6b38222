import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import { HyperError, digestHex, toOneLine } from '../../core/index.ts';
import type { PlannedText } from '../../lifecycle/index.ts';
import { cleanLeftovers, writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { safeSegments } from '../files/safe-path.ts';

/** Names what a run is about to write, with digests, so that the next one can undo a killed one. */
export const INIT_JOURNAL = '.hyper-init.hyper-journal';

const MAX_JOURNAL_BYTES = 1024 * 1024;
const LINE = /^([0-9a-f]{64}) ([^\s].*)$/u;

/**
 * Writes files into an existing folder that holds none of them, and then runs the work that belongs to it. Where
 * anything fails, the files are removed again; where the process is killed, `undoFilling` does that in the next run.
 * `registry.yaml` comes last, so that a half-filled folder is never a registry. Errors: `HYPER_FILE_UNWRITABLE`,
 * `HYPER_PATH_UNSAFE`, and what the work throws.
 */
export async function fillFolder(
  context: FilesContext,
  folder: string,
  files: readonly PlannedText[],
  work: () => Promise<void>,
): Promise<void> {
  const isLast = (file: PlannedText): boolean => file.path === 'registry.yaml';
  const ordered = [...files.filter((file) => !isLast(file)), ...files.filter(isLast)];
  const lines = ordered.map(({ path, text }) => `${digestHex(text)} ${path}\n`);
  await writeFileAtomic(context, folder, INIT_JOURNAL, Buffer.from(lines.join('')));
  try {
    for (const { path, text } of ordered) await writeFileAtomic(context, folder, path, Buffer.from(text));
    await work();
  } catch (error) {
    await undoFilling(context, folder);
    throw error;
  }
  await context.fileSystem.removeFile(join(folder, INIT_JOURNAL));
}

/**
 * Takes back what a killed or failed `fillFolder` wrote: files that still have the bytes it gave them, and folders that
 * are empty then. What somebody has changed since stays. True where there was something to undo. Errors:
 * `HYPER_INIT_NOT_EMPTY` for a journal that hyper did not write.
 */
export async function undoFilling(context: FilesContext, folder: string): Promise<boolean> {
  const { fileSystem } = context;
  const journal = join(folder, INIT_JOURNAL);
  const stat = await fileSystem.stat(journal);
  if (stat === undefined) return false;
  if (stat.kind !== 'file' || stat.size > MAX_JOURNAL_BYTES) throw notOurs(journal);
  const entries = parseJournal(Buffer.from(await fileSystem.readFile(journal)).toString('utf8'), journal);
  await cleanLeftovers(context, folder, { deep: true });
  for (const { path, digest } of entries) {
    if (!(await isReal(context, folder, dirname(path)))) continue;
    const place = join(folder, path);
    if ((await fileSystem.stat(place))?.kind !== 'file') continue;
    if (digestHex(await fileSystem.readFile(place)) === digest) await fileSystem.removeFile(place);
  }
  await removeEmptyFolders(context, folder, entries);
  await fileSystem.removeFile(journal);
  return true;
}

interface JournalEntry {
  readonly path: string;
  readonly digest: string;
}

function parseJournal(text: string, journal: string): readonly JournalEntry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, digest, path] = LINE.exec(line) ?? [];
      if (digest === undefined || path === undefined) throw notOurs(journal);
      if (safeSegments(path)[0]?.toLowerCase() !== '.git') return { path, digest };
      throw notOurs(journal);
    });
}

/** Whether every folder of the path is a folder, and none a link to somewhere else. */
async function isReal(context: FilesContext, folder: string, path: string): Promise<boolean> {
  if (path === '.') return true;
  if (!(await isReal(context, folder, dirname(path)))) return false;
  return (await context.fileSystem.stat(join(folder, path)))?.kind === 'folder';
}

async function removeEmptyFolders(
  context: FilesContext,
  folder: string,
  entries: readonly JournalEntry[],
): Promise<void> {
  const folders = new Set<string>();
  for (const { path } of entries) {
    for (let above = dirname(path); above !== '.'; above = dirname(above)) folders.add(above);
  }
  const deepestFirst = [...folders].sort((left, right) => right.length - left.length);
  for (const path of deepestFirst) {
    if (!(await isReal(context, folder, path))) continue;
    const place = join(folder, path);
    if ((await context.fileSystem.list(place)).length === 0) await context.fileSystem.removeTree(place);
  }
}

function notOurs(journal: string): HyperError {
  return new HyperError('HYPER_INIT_NOT_EMPTY', `"${toOneLine(journal)}" is not a journal of hyper`, {
    hint: 'look at the file, and remove it',
  });
}
