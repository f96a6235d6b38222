import { closeSync, lstatSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { FileTable } from '../../catalog/index.ts';
import { NUMBERS_PER_STAMP, Stamps } from './stamps.ts';

/**
 * What a folder tree held when a build left it. A stamp is what the system counts up, or cannot keep, when a file or
 * the names in a folder change, so that whoever alters one of them in place alters the stamp.
 */
export interface TreeRecord {
  /** Names the root folder itself, wherever it is moved. */
  readonly root: string;
  /** Every folder but the root, in `compareText` order, so that those above come first. */
  readonly folders: readonly string[];
  readonly files: FileTable;
  /** Of the folders, then of the files. */
  readonly stamps: Stamps;
}

interface Head {
  readonly format: number;
  readonly root: string;
  readonly folders: number;
  readonly files: number;
  /** Of all that comes behind the stamps. */
  readonly textBytes: number;
}

const FORMAT = 3;
/** The head is a line of so many bytes, filled up with spaces. */
const HEAD_BYTES = 256;

/** What stands at a path, links not followed. Throws what the system says, but for what is not there. */
export function look(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** The name of a root folder for `TreeRecord.root`; undefined where no folder stands there. */
export function rootOf(folder: string): string | undefined {
  const stat = look(folder);
  return stat?.isDirectory() === true ? `${stat.dev.toString(36)}.${stat.ino.toString(36)}` : undefined;
}

/** Writes a record, whole or not at all: a head, the stamps as they are in memory, a line of folders as JSON, files one a line. */
export function writeRecord(path: string, { root, folders, files, stamps }: TreeRecord): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    let textBytes = 0;
    const write = (bytes: Uint8Array): void => {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    };
    const writeHead = (): void => {
      const head: Head = { format: FORMAT, root, folders: folders.length, files: files.length, textBytes };
      writeSync(file, `${JSON.stringify(head).padEnd(HEAD_BYTES - 1)}\n`, 0);
    };
    write(Buffer.alloc(HEAD_BYTES));
    write(stamps.bytes);
    for (const part of textOf(folders, files)) {
      textBytes += part.length;
      write(part);
    }
    writeHead();
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

function* textOf(folders: readonly string[], files: FileTable): Generator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(folders)}\n`, 'utf8');
  yield files.text;
}

/** Reads a record; undefined where there is none, or it is not whole. */
export function readRecord(path: string): TreeRecord | undefined {
  try {
    const bytes = readFileSync(path);
    const head = JSON.parse(bytes.toString('utf8', 0, HEAD_BYTES)) as Head;
    const stamps = (head.folders + head.files) * NUMBERS_PER_STAMP * Float64Array.BYTES_PER_ELEMENT;
    if (head.format !== FORMAT || bytes.length !== HEAD_BYTES + stamps + head.textBytes) return undefined;
    const text = HEAD_BYTES + stamps;
    const end = bytes.indexOf('\n', text);
    const folders = JSON.parse(bytes.toString('utf8', text, end)) as readonly string[];
    const files = FileTable.parse(bytes.subarray(end + 1));
    if (files?.length !== head.files || folders.length !== head.folders) return undefined;
    const numbers = bytes.subarray(HEAD_BYTES, HEAD_BYTES + stamps);
    return { root: head.root, folders, files, stamps: Stamps.of(numbers) };
  } catch {
    return undefined;
  }
}
