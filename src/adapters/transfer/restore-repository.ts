import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { throwIfInterrupted } from '../../core/index.ts';
import { altered } from '../../operations/index.ts';
import type { CarriedFile, RestoreWish } from '../../operations/index.ts';
import { assertReplaceableFolder, createStaging, replaceFolder, writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { SHA1, SHA256, newObject } from '../git/commit/object-id.ts';
import { requireGit, runGit } from '../git/index.ts';
import type { Environment, GitOptions } from '../git/index.ts';

const BRANCH = 'refs/heads/main';
const BUNDLE = 'hyper-history.bundle';
const SHA1_HEX = 40;

export interface RestoreOptions {
  readonly files: FilesContext;
  readonly environment: Environment;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a repository of a bundle, as `ImportArchiveContext.restore` says. Git checks every object of it; its tree is held
 * against the files before anything is checked out.
 */
export async function restoreRepository(
  target: string,
  { bundle, commit, files: expected, isBare }: RestoreWish,
  { files, environment, signal }: RestoreOptions,
): Promise<void> {
  await assertReplaceableFolder(files, target, () => false);
  const staging = await createStaging(files, target);
  const git: GitOptions = {
    folder: staging,
    environment: {
      ...environment,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TEMPLATE_DIR: undefined,
    },
    protocols: 'file',
  };
  try {
    const format = commit.length === SHA1_HEX ? 'sha1' : 'sha256';
    const kind = isBare ? ['--bare'] : [];
    await requireGit(
      ['init', '-q', '--template=', `--object-format=${format}`, '-b', 'main', ...kind, '.'],
      git,
    );
    await writeFileAtomic(files, staging, BUNDLE, bundle);
    const quiet = [
      'fetch',
      '-q',
      '--no-tags',
      '--update-head-ok',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
    ];
    const check = ['-c', 'transfer.fsckObjects=true', '-c', 'fetch.fsckObjects=true'];
    const fetched = await runGit([...check, ...quiet, join(staging, BUNDLE), `+${BRANCH}:${BRANCH}`], git);
    if (fetched.status !== 0) throw altered(`git does not take its history: ${firstLine(fetched.stderr)}`);
    await files.fileSystem.removeTree(join(staging, BUNDLE));
    const tip = (await requireGit(['rev-parse', '--verify', BRANCH], git)).toString('utf8').trim();
    if (tip !== commit) throw altered('its history ends with another commit than it says');
    await checkTree(expected, commit, git);
    if (!isBare) await requireGit(['-c', 'core.autocrlf=false', 'reset', '-q', '--hard'], git);
    throwIfInterrupted(signal);
    await replaceFolder(files, staging, target, () => false);
  } catch (error) {
    await files.fileSystem.removeTree(staging).catch(() => undefined);
    throw error;
  }
}

/** Whether the commit holds exactly the files: names, modes and bytes. */
async function checkTree(expected: readonly CarriedFile[], commit: string, git: GitOptions): Promise<void> {
  const format = commit.length === SHA1_HEX ? SHA1 : SHA256;
  const listed = await requireGit(['ls-tree', '-r', '-z', '--full-tree', commit], git);
  const found = listed
    .toString('utf8')
    .split('\0')
    .filter((row) => row !== '');
  const wanted = expected.map(({ path, bytes, isExecutable }) => {
    const { oid } = newObject('blob', Buffer.from(bytes), format);
    return `${isExecutable ? '100755' : '100644'} blob ${oid}\t${path}`;
  });
  const known = new Set(found);
  const isSame = found.length === wanted.length && wanted.every((row) => known.has(row));
  if (!isSame) throw altered('its history does not lead to the files beside it');
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 200) ?? '';
}
