import { join } from 'node:path';
import type { TreeEntry } from '../../registry/index.ts';
import type { GitLocation } from './git-location.ts';
import { statWorkingFile, unreadable } from '../worktree/working-file.ts';
import { gitFailure, runGit } from './git-process.ts';
import type { GitOptions } from './git-process.ts';
import { readStatusSettings } from './status/status-settings.ts';
import type { StatusSettings } from './status/status-settings.ts';
import { decodePath } from './tree-listing.ts';

/** What the working tree has otherwise than HEAD, by path from the registry's root; undefined for a deleted file. */
export type WorkingChanges = ReadonlyMap<string, TreeEntry | undefined>;

/** How git says, and goes on, that it was not let into a folder: what stands in it may be anything. */
const UNREAD =
  /^(?:warning: could not open directory '(.*)'|(?!warning: )(.*)): (Permission denied|Input\/output error)$/mu;

/**
 * Asks git for changed, added, deleted and untracked files below the registry's root; ignored files are left out.
 * Errors: `HYPER_FILE_UNREADABLE`, also for a folder, and those of git.
 */
export async function listWorkingChanges(
  location: GitLocation,
  options: GitOptions,
  settings: Promise<StatusSettings> = readStatusSettings(options),
): Promise<WorkingChanges> {
  const args = [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    // Whatever .gitmodules says; git is not started inside of one, where other settings hold.
    '--ignore-submodules=dirty',
    '--',
    '.',
  ];
  const { status, stdout, stderr } = await runGit(args, { ...options, settings: (await settings).filters });
  if (status !== 0) throw gitFailure(args, stderr);
  const [, folder, file, reason] = UNREAD.exec(stderr) ?? [];
  if (reason !== undefined) throw unreadable(folder ?? file ?? '.', reason);
  return parseStatus(stdout, location);
}

function parseStatus(output: Buffer, location: GitLocation): WorkingChanges {
  const changes = new Map<string, TreeEntry | undefined>();
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf(0, at);
    const { path: full, isText } = decodePath(output.subarray(at + 3, end));
    if (full.startsWith(location.prefix)) {
      const path = full.slice(location.prefix.length).replace(/\/$/u, '');
      changes.set(path, entryOnDisk(join(location.folder, path), path, isText));
    }
    at = end + 1;
  }
  return changes;
}

function entryOnDisk(file: string, path: string, isText: boolean): TreeEntry | undefined {
  const stat = statWorkingFile(file, path);
  if (stat === undefined) return isText ? undefined : { mode: '100644', oid: '', path, isUtf8: false };
  const mode = stat.isSymbolicLink()
    ? '120000'
    : stat.isDirectory()
      ? '160000'
      : stat.isFile()
        ? fileMode(stat.mode)
        : '000000';
  return { mode, oid: '', path, isUtf8: isText };
}

/** Git's mode of a plain file: executable for its owner, or not. */
export function fileMode(mode: number): string {
  return (mode & 0o100) === 0 ? '100644' : '100755';
}
