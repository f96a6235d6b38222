import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { digestHex } from '../../core/index.ts';
import { readIfThere } from './read-if-there.ts';
import type { FileSystem } from '../files/index.ts';
import { look, provingStamp, stampOf } from './tree-record.ts';
import type { RecordedFile, TreeRecord } from './tree-record.ts';

/** Files looked at before others get their turn. */
const TURN = 4096;

/** What of a tree is as its record says. */
export interface ProvenTree {
  /** Folders that hold nothing but what the record names, with their stamps. */
  readonly folders: Map<string, string>;
  /** Files with the bytes that the record tells. */
  readonly files: Map<string, RecordedFile>;
  /** Paths of files that the record names and that are not so; something may stand there. */
  readonly altered: Set<string>;
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
  moment: bigint,
): Promise<ProvenTree> {
  const folders = new Map<string, string>();
  const namesIn = expectedNames(record);
  removeOthers(root, topNames(record));
  for (const [path, stamp] of record.folders) {
    const parent = dirname(path);
    if (parent !== '.' && !folders.has(parent)) continue;
    const place = join(root, path);
    const stat = look(place);
    if (stat?.isDirectory() !== true) {
      rmSync(place, { force: true });
    } else if (stamp !== '' && stampOf(stat) === stamp) {
      folders.set(path, stamp);
    } else {
      removeOthers(place, namesIn().get(path));
      folders.set(path, '');
    }
  }
  return { folders, ...(await proveFiles(fileSystem, root, record, { folders, moment })) };
}

async function proveFiles(
  fileSystem: FileSystem,
  root: string,
  record: TreeRecord,
  { folders, moment }: { readonly folders: ReadonlyMap<string, string>; readonly moment: bigint },
): Promise<Pick<ProvenTree, 'files' | 'altered' | 'digested'>> {
  const files = new Map<string, RecordedFile>();
  const altered = new Set<string>();
  let [digested, looked] = [0, 0];
  for (const [path, recorded] of record.files) {
    const parent = dirname(path);
    if (parent !== '.' && !folders.has(parent)) continue;
    if ((looked += 1) % TURN === 0) await setImmediate();
    const place = join(root, path);
    const stat = look(place);
    if (stat !== undefined && recorded.stamp !== '' && stampOf(stat) === recorded.stamp) {
      files.set(path, recorded);
      continue;
    }
    if (stat?.isFile() === true) {
      digested += 1;
      // The stamp is of before the bytes were read: what is changed meanwhile has another.
      const bytes = await readIfThere(fileSystem, place);
      if (bytes !== undefined && digestHex(bytes) === recorded.sha256) {
        files.set(path, { sha256: recorded.sha256, stamp: provingStamp(stat, moment) });
        continue;
      }
    }
    altered.add(path);
  }
  return { files, altered, digested };
}

function topNames({ folders, files }: TreeRecord): ReadonlySet<string> {
  return new Set([...folders.keys(), ...files.keys()].filter((path) => !path.includes('/')));
}

/** The names that each folder should hold, worked out where they are first asked for. */
function expectedNames({ folders, files }: TreeRecord): () => ReadonlyMap<string, ReadonlySet<string>> {
  let names: Map<string, Set<string>> | undefined;
  return () => {
    if (names !== undefined) return names;
    names = new Map();
    for (const paths of [folders.keys(), files.keys()]) {
      for (const path of paths) {
        const parent = dirname(path);
        const known = names.get(parent) ?? new Set();
        names.set(parent, known.add(path.slice(parent === '.' ? 0 : parent.length + 1)));
      }
    }
    return names;
  };
}

function removeOthers(folder: string, expected: ReadonlySet<string> | undefined): void {
  for (const name of readdirSync(folder)) {
    if (expected?.has(name) !== true) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
