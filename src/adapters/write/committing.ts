import { join } from 'node:path';
import { HyperError } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import type { FilesContext } from '../files/index.ts';
import { GitCommitter } from '../git/commit/git-committer.ts';
import type { MadeCommit } from '../git/commit/git-committer.ts';
import { newObject, SHA1, SHA256 } from '../git/commit/object-id.ts';
import type { CommittedFile } from '../git/commit/tree-writer.ts';
import { runGit } from '../git/index.ts';
import type { Environment, GitOptions } from '../git/index.ts';
import { commitSigned, readActor, signsCommits, updateIndex } from './git-branch.ts';
import type { GitPlace } from './git-branch.ts';

/** A branch that is being committed to. */
export interface Committing {
  readonly committer: GitCommitter;
  readonly where: GitPlace;
  /** In full. */
  readonly branch: string;
  readonly shortBranch: string;
  readonly actor: { readonly name: string; readonly email: string };
  /** The commit that HEAD names. Errors: `HYPER_COMMIT_IMPOSSIBLE` before the first one. */
  headCommit(): Promise<string>;
  /** Makes a commit on top of another, and writes its objects; nothing names it yet. */
  write(parent: string, files: readonly CommittedFile[], message: string): Promise<MadeCommit>;
  /** Lets the index hold the files. */
  stage(files: readonly CommittedFile[]): Promise<void>;
}

interface CommittingOptions {
  readonly files: FilesContext;
  readonly environment: Environment;
  readonly now: () => Date;
}

const NOBODY = { name: 'nobody', email: 'nobody@localhost', offset: 0 };

/** Opens a branch to commit to. Errors: `HYPER_COMMIT_IMPOSSIBLE` where git knows nobody to commit as. */
export async function openCommitting(
  where: GitPlace,
  branch: string,
  git: GitOptions,
  { files, environment, now }: CommittingOptions,
  isWriting = true,
): Promise<Committing> {
  const { gitFolder } = where;
  const committer = await GitCommitter.open({ gitFolder, files, environment });
  const actor = isWriting ? await readActor(git) : NOBODY;
  if (actor === undefined) {
    throw new HyperError('HYPER_COMMIT_IMPOSSIBLE', 'git knows nobody to commit as', {
      hint: 'git config --global user.name "Ada" && git config --global user.email ada@example.com',
    });
  }
  const isSigned = isWriting && (await signsCommits(git));
  const top: GitOptions = { ...git, folder: topOf(git.folder, where.prefix) };
  return {
    committer,
    where,
    branch,
    shortBranch: branch.replace('refs/heads/', ''),
    actor: { name: actor.name, email: actor.email },
    headCommit: () => headCommit(git),
    write: async (parent, files, message) => {
      const time = Math.floor(now().getTime() / 1000);
      const facts = { author: actor, committer: actor, time, offset: actor.offset, message, files };
      const made = await committer.make(parent, facts);
      await committer.write(made.objects);
      if (!isSigned) return made;
      return { ...made, oid: await commitSigned(made.tree, parent, message, git) };
    },
    stage: async (staged) => {
      const head = await headCommit(git);
      const format = head.length === 64 ? SHA256 : SHA1;
      const entries = staged.map(({ path, bytes }) => ({
        path,
        oid: bytes === null ? undefined : newObject('blob', bytes, format).oid,
      }));
      await updateIndex(entries, { ...top, idUnits: head.length });
    },
  };
}

/** The files of a commit that makes the edits. Pure. */
export function toCommittedFiles(edits: readonly PlannedEdit[], prefix: string): CommittedFile[] {
  return edits.map(({ path, after }) => ({ path: `${prefix}${path}`, bytes: after ?? null }));
}

async function headCommit(options: GitOptions): Promise<string> {
  const { status, stdout } = await runGit(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], options);
  const commit = stdout.toString('utf8').trim();
  if (status === 0 && commit !== '') return commit;
  throw new HyperError('HYPER_COMMIT_IMPOSSIBLE', 'the repository has no commit yet', {
    hint: 'make the first one: git add -A && git commit -m "Start the registry"',
  });
}

function topOf(folder: string, prefix: string): string {
  const depth = prefix.split('/').filter((part) => part !== '').length;
  return depth === 0 ? folder : join(folder, ...Array.from({ length: depth }, () => '..'));
}
