import { resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { PreparedChange, WritePlace, WriteTarget, WrittenChange } from '../../operations/index.ts';
import type { OpenedRegistry } from '../../operations/index.ts';
import { applyUnderLock, withEditLock, withLock } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import type { Environment, GitOptions } from '../git/index.ts';
import { layoutOf, toPhysicalPath } from '../../registry/index.ts';
import { isRemoteAddress } from '../git/remote-address.ts';
import { findRegistryRoot } from '../registry/index.ts';
import { beginCommit, endCommit, settleCommit, takeBack } from './commit-journal.ts';
import { openCommitting, toCommittedFiles } from './committing.ts';
import type { Committing } from './committing.ts';
import { assertSettled, findGitPlace, requireBranch } from './git-branch.ts';
import type { GitPlace } from './git-branch.ts';
import { readActor } from './git-branch.ts';
import { readCommit, readWorkingTree } from './read-place.ts';

export interface ChangeOptions {
  readonly files: FilesContext;
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
  readonly now: () => Date;
  /** Tells the user what was found on the way. */
  readonly warn: (warning: Diagnostic) => void;
  openRegistry(isWorkingTree: boolean): Promise<OpenedRegistry>;
}

type Prepare = (place: WritePlace) => Promise<PreparedChange>;

/** The same change with its files where the layout of the registry puts them. */
async function preparePlaced(prepare: Prepare, place: WritePlace): Promise<PreparedChange> {
  const change = await prepare(place);
  if (change.isPlaced === true) return change;
  const { registry, index } = place.snapshot;
  const layout = layoutOf(registry, index);
  const edits = change.edits.map((edit) => ({ ...edit, path: toPhysicalPath(edit.path, layout) }));
  return { ...change, edits };
}

const NOTHING: WrittenChange = { commit: null, branch: null };
/** A branch that others commit to all the time is given up after so many attempts. */
const MAX_ATTEMPTS = 8;
const LOCK_WAIT_MS = 60_000;

/** Changes a registry as `WriteContext.change` says. */
export async function changeRegistry(
  target: WriteTarget,
  prepare: Prepare,
  options: ChangeOptions,
): Promise<WrittenChange> {
  const { files, environment, folder } = options;
  const place = target.registry ?? '.';
  if (isRemoteAddress(place)) throw readOnly(place);
  const root = findRegistryRoot(resolve(folder, place));
  const git: GitOptions = { folder: root ?? resolve(folder, place), environment };
  const where = target.mode === 'edit' ? undefined : await findGitPlace(git);
  if (root === undefined && where?.isBare !== true) {
    // Where there is no registry at all, that is said.
    await options.openRegistry(false);
    throw readOnly(place, 'clone the registry, and run the command in the clone, or add --commit');
  }
  const asked = target.branch === undefined ? undefined : await requireBranch(target.branch, git);
  const branch = asked ?? where?.head;
  const isApart = where !== undefined && (where.isBare || branch !== where.head);
  if (target.mode === 'plan') {
    const opened = { files, environment, registry: await options.openRegistry(!isApart), actor: undefined };
    if (root === undefined || isApart)
      await prepare(await readCommit((await tipOf(options, where, branch)) ?? 'HEAD', opened));
    else await prepare(await readWorkingTree(root, opened));
    return NOTHING;
  }
  if (target.mode === 'edit') {
    if (root === undefined) throw readOnly(place);
    return withEditLock(files, root, async () => {
      await settle(options, git);
      return editTree(root, prepare, options, git);
    });
  }
  if (where === undefined)
    throw impossible('the registry is in no git repository', 'run git init, or leave --commit out');
  if (branch === undefined) throw impossible('no branch is checked out', 'name one: --branch NAME');
  const committing = await openCommitting(where, branch, git, options);
  if (isApart || root === undefined)
    return withLock(files, where.gitFolder, () => commitApart(committing, prepare, options), {
      waitMs: LOCK_WAIT_MS,
    });
  return withEditLock(files, root, async () => {
    // Another hyper writes the index of git under the same lock: whoever writes it now is no hyper.
    await assertSettled(files, where);
    await settle(options, git);
    return commitTree(git, committing, prepare, options);
  });
}

async function settle({ files, warn }: ChangeOptions, git: GitOptions): Promise<void> {
  if (!(await settleCommit(files, git))) return;
  warn({
    code: 'HYPER_COMMIT_TAKEN_BACK',
    severity: 'warning',
    message: 'a commit that was cut off before was taken back: its files are as they were',
    hint: 'run the command that was cut off again, if it is still wanted',
  });
}

async function tipOf(
  { files, environment, now }: ChangeOptions,
  where: GitPlace | undefined,
  branch: string | undefined,
): Promise<string | undefined> {
  if (where === undefined || branch === undefined) return undefined;
  const options = { folder: where.gitFolder, environment };
  const committing = await openCommitting(where, branch, options, { files, environment, now }, false);
  return committing.committer.readRef(branch);
}

async function editTree(
  root: string,
  prepare: Prepare,
  options: ChangeOptions,
  git: GitOptions,
): Promise<WrittenChange> {
  const { files, environment } = options;
  const registry = await options.openRegistry(true);
  const actor = await readActor(git).catch(() => undefined);
  const place = await readWorkingTree(root, { files, environment, registry, actor });
  const { edits } = await preparePlaced(prepare, place);
  if (edits.length > 0) await applyUnderLock(files, root, edits);
  return NOTHING;
}

/** Commits to a branch that is not checked out: objects and the reference, no working tree and no index. */
async function commitApart(
  committing: Committing,
  prepare: Prepare,
  options: ChangeOptions,
): Promise<WrittenChange> {
  const { files, environment } = options;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const tip = await committing.committer.readRef(committing.branch);
    const base = tip ?? (await committing.headCommit());
    const opened = {
      files,
      environment,
      registry: await options.openRegistry(false),
      actor: committing.actor,
    };
    const change = await preparePlaced(prepare, await readCommit(base, opened));
    if (change.edits.length === 0) return NOTHING;
    const written = toCommittedFiles(change.edits, committing.where.prefix);
    const commit = await committing.write(base, written, change.message);
    if (await committing.committer.moveRef(committing.branch, tip, commit.oid))
      return { commit: commit.oid, branch: committing.shortBranch };
  }
  throw moved(committing.shortBranch);
}

/**
 * Commits to the branch that is checked out. Objects come first, which nobody sees; then a journal of what comes; then the
 * files, all or none; then the index, so that whoever looks in between sees changes to be committed; then the branch. Where
 * that fails, files and index go back; where it is cut off, the next change takes them back.
 */
async function commitTree(
  git: GitOptions,
  committing: Committing,
  prepare: Prepare,
  options: ChangeOptions,
): Promise<WrittenChange> {
  const { files, environment } = options;
  const root = git.folder;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const tip = await committing.headCommit();
    const registry = await options.openRegistry(true);
    const place = await readWorkingTree(root, { files, environment, registry, actor: committing.actor });
    const change = await preparePlaced(prepare, place);
    const { edits, message } = change;
    if (edits.length === 0 && change.carried.length === 0) return NOTHING;
    const written = toCommittedFiles(edits, committing.where.prefix);
    const layout = layoutOf(place.snapshot.registry, place.snapshot.index);
    const carried = change.carried.map((path) => ({ path, place: toPhysicalPath(path, layout) }));
    for (const { path, place: there } of carried)
      written.push({ path: `${committing.where.prefix}${there}`, bytes: (await place.read(path)) ?? null });
    const commit = await committing.write(tip, written, message);
    const left = carried.map((one) => one.place);
    await beginCommit(files, root, { branch: committing.branch, from: tip, edits, carried: left });
    await applyUnderLock(files, root, edits);
    const isMoved = await moveBranch(tip, commit.oid, written).catch(async (error: unknown) => {
      await takeBack(files, git, edits, left);
      await endCommit(files, root);
      throw error;
    });
    if (!isMoved) await takeBack(files, git, edits, left);
    await endCommit(files, root);
    if (isMoved) return { commit: commit.oid, branch: committing.shortBranch };
  }
  throw moved(committing.shortBranch);

  async function moveBranch(
    tip: string,
    next: string,
    written: Parameters<Committing['stage']>[0],
  ): Promise<boolean> {
    await committing.stage(written);
    return committing.committer.moveRef(committing.branch, tip, next);
  }
}

function readOnly(place: string, hint = 'clone the registry, and run the command in the clone'): HyperError {
  return new HyperError('HYPER_TRUST_READ_ONLY', `"${toOneLine(place)}" has no working tree to write to`, {
    hint,
  });
}

/** The refusal of a commit, with what would make it possible. */
export function impossible(why: string, hint: string): HyperError {
  return new HyperError('HYPER_COMMIT_IMPOSSIBLE', why, { hint });
}

function moved(branch: string): HyperError {
  return new HyperError(
    'HYPER_BRANCH_MOVED',
    `"${toOneLine(branch)}" moved while hyper was committing to it`,
    {
      hint: 'run the command again',
    },
  );
}
