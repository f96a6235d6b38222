import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { digestHex } from '../../core/index.ts';
import { readIfThere } from './read-if-there.ts';
import type { FileSystem } from '../files/index.ts';
import { look } from './tree-record.ts';
import type { TreeRecord } from './tree-record.ts';

/** Files looked at before others get their turn. */
const TURN = 4096;

/** Nothing of the tree stands there, as far as is known. */
export const GONE = 0;
/** Something stands there that is not what the record names. */
export const ALTERED = 1;
/** It is as the record says. */
export const SOUND = 2;

/** What of a tree is as its record says; stamps of the record are those of now. */
export interface ProvenTree {
  readonly record: TreeRecord;
  /** Of each folder `GONE`, or `SOUND` where it holds nothing but what the record names. */
  readonly folders: Uint8Array;
  readonly files: Uint8Array;
  /** How many files had to be read for it. */
  readonly digested: number;
}

/**
 * Holds a tree that nobody else uses against its record. A file or folder with its stamp is as it was; else a file is
 * read, and what a folder holds beyond the record is removed. Nothing below a link or a folder that is none is looked at.
 */
export async function proveTree(
  fileSystem: FileSystem,
  root: string,
  record: TreeRecord,
  moment: number,
): Promise<ProvenTree> {
  const folders = new Uint8Array(record.folders.length).fill(SOUND);
  const lost = new Set<string>();
  const unproven = new Set<string>();
  removeOthers(root, topNames(record));
  for (const [at, path] of record.folders.entries()) {
    const place = `${root}/${path}`;
    const stat = isBelow(lost, path) ? undefined : look(place);
    if (stat?.isDirectory() !== true) {
      if (!isBelow(lost, path)) rmSync(place, { force: true });
      folders[at] = GONE;
      lost.add(path);
    } else if (!record.stamps.proves(at, stat)) {
      unproven.add(path);
      record.stamps.clear(at);
    }
  }
  for (const [path, names] of expectedNames(record, unproven)) removeOthers(`${root}/${path}`, names);
  return { record, folders, ...(await proveFiles(fileSystem, root, record, { lost, moment })) };
}

async function proveFiles(
  fileSystem: FileSystem,
  root: string,
  { folders, files, stamps }: TreeRecord,
  { lost, moment }: { readonly lost: ReadonlySet<string>; readonly moment: number },
): Promise<Pick<ProvenTree, 'files' | 'digested'>> {
  const proven = new Uint8Array(files.length);
  let digested = 0;
  for (const [number, path] of files.paths.entries()) {
    if (isBelow(lost, path)) continue;
    if (number % TURN === 0) await setImmediate();
    const at = folders.length + number;
    const place = `${root}/${path}`;
    const stat = look(place);
    if (stat !== undefined && stamps.proves(at, stat)) {
      proven[number] = SOUND;
      continue;
    }
    // The stamp is of before the bytes are read: what is changed meanwhile has another.
    stamps.set(at, stat, moment);
    const bytes = stat?.isFile() === true ? await readIfThere(fileSystem, place) : undefined;
    if (bytes !== undefined) digested += 1;
    const isSound = bytes !== undefined && digestHex(bytes) === files.sha256At(number);
    proven[number] = isSound ? SOUND : ALTERED;
  }
  return { files: proven, digested };
}

function isBelow(lost: ReadonlySet<string>, path: string): boolean {
  return lost.size > 0 && lost.has(dirname(path));
}

function topNames({ folders, files }: TreeRecord): ReadonlySet<string> {
  const names = folders.filter((path) => !path.includes('/'));
  return new Set([...names, ...files.namesIn('')]);
}

/** The names that some folders should hold: the last parts of folders and files just below. */
function expectedNames(
  { folders, files }: TreeRecord,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map([...wanted].map((path) => [path, new Set(files.namesIn(path))]));
  if (wanted.size === 0) return names;
  for (const path of folders) {
    const end = path.lastIndexOf('/');
    if (end > 0) names.get(path.slice(0, end))?.add(path.slice(end + 1));
  }
  return names;
}

function removeOthers(folder: string, expected: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    if (!expected.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
