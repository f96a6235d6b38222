import { closeSync, lstatSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';

/** A file of a tree, with the digest of its bytes and the stamp that it had with them; '' where none proves them. */
export interface RecordedFile {
  readonly sha256: string;
  readonly stamp: string;
}

/**
 * What a folder tree held when a build left it. A stamp is what the system counts up, or cannot keep, when a file or
 * the names in a folder change, so that whoever alters one of them in place alters the stamp.
 */
export interface TreeRecord {
  /** Names the root folder itself, wherever it is moved. */
  readonly root: string;
  /** The stamp of each folder by its path, that of the root left out; those above come first. */
  readonly folders: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, RecordedFile>;
}

/** A record on its way to the disk: folders and files are looked at one by one. */
export interface NewRecord {
  readonly root: string;
  readonly folderCount: number;
  readonly fileCount: number;
  folders(): Iterable<readonly [path: string, stamp: string]>;
  files(): Iterable<readonly [path: string, stamp: string, sha256: string]>;
}

const FORMAT = 1;
const BATCH = 2000;

/** What stands at a path, links not followed. Throws what the system says, but for what is not there. */
export function look(path: string): BigIntStats | undefined {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false });
}

/** The stamp of what was looked at. Pure. */
export function stampOf({ ino, mode, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, mode, size, mtimeNs, ctimeNs].map((number) => number.toString(36)).join('.');
}

/** The stamp, or '' where a change after this look might leave it as it is, for it is not older than the moment. Pure. */
export function provingStamp(stat: BigIntStats, moment: bigint): string {
  return stat.ctimeNs < moment && stat.mtimeNs < moment ? stampOf(stat) : '';
}

/** The name of a root folder for `TreeRecord.root`; undefined where no folder stands there. */
export function rootOf(folder: string): string | undefined {
  const stat = look(folder);
  return stat?.isDirectory() === true ? `${stat.dev.toString(36)}.${stat.ino.toString(36)}` : undefined;
}

/** Writes a record, whole or not at all. */
export function writeRecord(path: string, record: NewRecord): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    let lines = [JSON.stringify([FORMAT, record.root, record.folderCount, record.fileCount])];
    const flush = (): void => {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    };
    for (const entries of [record.folders(), record.files()]) {
      for (const entry of entries) if (lines.push(JSON.stringify(entry)) >= BATCH) flush();
    }
    flush();
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** Reads a record; undefined where there is none, or it is not whole. */
export function readRecord(path: string): TreeRecord | undefined {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    const [format, root, folderCount, fileCount] = JSON.parse(lines[0] ?? '') as [
      number,
      string,
      number,
      number,
    ];
    const end = 1 + folderCount + fileCount;
    if (format !== FORMAT || lines.length !== end + 1) return undefined;
    const folders = new Map(
      lines.slice(1, 1 + folderCount).map((line) => JSON.parse(line) as [string, string]),
    );
    const files = new Map<string, RecordedFile>();
    for (const line of lines.slice(1 + folderCount, end)) {
      const [name, stamp, sha256] = JSON.parse(line) as [string, string, string];
      files.set(name, { sha256, stamp });
    }
    return { root, folders, files };
  } catch {
    return undefined;
  }
}
