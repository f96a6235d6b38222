import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeEntry } from '../../registry/index.ts';
import type { GitLocation } from './git-location.ts';
import { requireGit, runGit } from './git-process.ts';
import type { GitOptions, GitSettings } from './git-process.ts';
import { decodePath } from './tree-listing.ts';

/** What the working tree has otherwise than HEAD, by path from the registry's root; undefined for a deleted file. */
export type WorkingChanges = ReadonlyMap<string, TreeEntry | undefined>;

/** Asks git for changed, added, deleted and untracked files below the registry's root; ignored files are left out. */
export async function listWorkingChanges(
  location: GitLocation,
  options: GitOptions,
  settings: Promise<GitSettings> = readFilterSettings(options),
): Promise<WorkingChanges> {
  const args = [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=none',
    '--',
    '.',
  ];
  const output = await requireGit(args, { ...options, settings: await settings });
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

/** Settings that take every filter driver its programs: attributes of the repository choose among them (ATTACKS C05). */
export async function readFilterSettings(options: GitOptions): Promise<GitSettings> {
  const { stdout } = await runGit(['config', '-z', '--name-only', '--get-regexp', '^filter\\.'], options);
  const settings = new Map<string, string>();
  for (const name of stdout.toString('utf8').split('\0')) {
    if (/\.(?:clean|smudge|process)$/iu.test(name)) settings.set(name, '');
    else if (/\.required$/iu.test(name)) settings.set(name, 'false');
  }
  return settings;
}

function entryOnDisk(file: string, path: string, isText: boolean): TreeEntry | undefined {
  const stat = lstatSync(file, { throwIfNoEntry: false });
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
