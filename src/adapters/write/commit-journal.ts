import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { digestOf, isJsonObject } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { applyUnderLock, COMMIT_JOURNAL, toWriteError, writeFileAtomic } from '../files/index.ts';
import type { FileEdit, FilesContext } from '../files/index.ts';
import { safeSegments } from '../files/safe-path.ts';
import { readFilters, requireGit, runGit } from '../git/index.ts';
import type { GitOptions } from '../git/index.ts';

const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;

/** A commit to the branch that is checked out, on its way. */
export interface BegunCommit {
  /** In full. */
  readonly branch: string;
  /** The commit that the branch named. */
  readonly from: string;
  readonly edits: readonly PlannedEdit[];
  /** Files that are committed as they lie there. */
  readonly carried: readonly string[];
}

interface Journal {
  readonly branch: string;
  readonly from: string;
  readonly files: readonly {
    readonly path: string;
    readonly before: Buffer | undefined;
    readonly after: string | undefined;
  }[];
  readonly carried: readonly string[];
}

/** Notes what a commit is about to change, for whoever holds the lock of the registry. Errors: `HYPER_FILE_UNWRITABLE`. */
export async function beginCommit(context: FilesContext, root: string, commit: BegunCommit): Promise<void> {
  const { branch, from, edits, carried } = commit;
  const files = edits.map(({ path, before, after }) => ({
    path,
    before: before === undefined ? null : Buffer.from(before).toString('base64'),
    after: after === undefined ? null : digestOf(after),
  }));
  const journal = JSON.stringify({ branch, from, files, carried });
  // What would not be read again is not written: such a commit is finished by hand, as git does.
  if (journal.length > MAX_JOURNAL_BYTES) return;
  await writeFileAtomic(context, root, COMMIT_JOURNAL, Buffer.from(journal));
}

/** Forgets a commit that has come to its end. */
export async function endCommit({ fileSystem }: FilesContext, root: string): Promise<void> {
  const journal = join(root, COMMIT_JOURNAL);
  try {
    if ((await fileSystem.stat(journal)) !== undefined) await fileSystem.removeFile(journal);
  } catch (error) {
    throw toWriteError(journal, error);
  }
}

/** Gives files and index what they had before a commit that does not come about. */
export async function takeBack(
  context: FilesContext,
  git: GitOptions,
  edits: readonly FileEdit[],
  carried: readonly string[],
): Promise<void> {
  const back = edits.map(({ path, before, after }) => ({ path, before: after, after: before }));
  await applyUnderLock(context, git.folder, back);
  const paths = [...edits.map(({ path }) => path), ...carried];
  // Looking at files anew could start a filter that a setting names.
  await requireGit(['reset', '--quiet', '--', ...paths], { ...git, settings: await readFilters(git) });
}

/**
 * Takes back a commit that was cut off before the branch moved, so that the same command can be run again; called by whoever
 * holds the lock of the registry, after its files are whole. What somebody committed or changed since is left as it is. True
 * where files got back what they had.
 */
export async function settleCommit(context: FilesContext, git: GitOptions): Promise<boolean> {
  const journal = await readJournal(context, git.folder);
  let isTakenBack = false;
  if (journal !== undefined && (await isBefore(journal, git))) {
    const edits = await editsOf(journal, context, git.folder);
    isTakenBack = edits?.some(({ before, after }) => before !== after) === true;
    if (edits !== undefined) await takeBack(context, git, edits, journal.carried);
  }
  await endCommit(context, git.folder);
  return isTakenBack;
}

async function isBefore({ branch, from }: Journal, git: GitOptions): Promise<boolean> {
  const head = await runGit(['symbolic-ref', '--quiet', 'HEAD'], git);
  const tip = await runGit(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], git);
  return head.stdout.toString('utf8').trim() === branch && tip.stdout.toString('latin1').trim() === from;
}

/** The edits whose files are as the commit made them; undefined where somebody changed one since. */
async function editsOf(
  { files }: Journal,
  { fileSystem }: FilesContext,
  root: string,
): Promise<readonly FileEdit[] | undefined> {
  const edits: FileEdit[] = [];
  for (const { path, before, after } of files) {
    const place = join(root, ...safeSegments(path));
    const isThere = (await fileSystem.stat(place)) !== undefined;
    const bytes = isThere ? await fileSystem.readFile(place) : undefined;
    const digest = bytes === undefined ? undefined : digestOf(bytes);
    if (digest === after) edits.push({ path, before, after: bytes });
    else if (digest === (before === undefined ? undefined : digestOf(before)))
      edits.push({ path, before: bytes, after: bytes });
    else return undefined;
  }
  return edits;
}

async function readJournal({ fileSystem }: FilesContext, root: string): Promise<Journal | undefined> {
  const path = join(root, COMMIT_JOURNAL);
  const stat = await fileSystem.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_JOURNAL_BYTES) return undefined;
  return parseJournal(Buffer.from(await fileSystem.readFile(path)).toString('utf8'));
}

/** Undefined where hyper did not write it: then it says nothing. */
function parseJournal(text: string): Journal | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { branch, from, files, carried } = value;
  if (typeof branch !== 'string' || typeof from !== 'string' || !Array.isArray(files)) return undefined;
  if (!Array.isArray(carried) || !carried.every((one) => typeof one === 'string')) return undefined;
  const rows = files.map((file: JsonValue) => (isJsonObject(file) ? toRow(file) : undefined));
  const known = rows.filter((row) => row !== undefined);
  return known.length === rows.length ? { branch, from, files: known, carried } : undefined;
}

function toRow({
  path,
  before,
  after,
}: Readonly<Record<string, JsonValue | undefined>>): Journal['files'][number] | undefined {
  if (typeof path !== 'string' || (before !== null && typeof before !== 'string')) return undefined;
  if (after !== null && typeof after !== 'string') return undefined;
  return {
    path,
    before: before === null ? undefined : Buffer.from(before, 'base64'),
    after: after ?? undefined,
  };
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
