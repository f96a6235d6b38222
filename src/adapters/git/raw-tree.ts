import { isUtf8 } from 'node:buffer';
import type { TreeEntry } from '../../registry/index.ts';
import { decodePath } from './tree-listing.ts';

const SPACE = 0x20;
const NUL = 0x00;

/** Path of a folder as git holds it; `text` is undefined where it is no UTF-8. */
export interface FolderPath {
  readonly text: string | undefined;
  readonly bytes: Buffer;
}

export const ROOT_PATH: FolderPath = { text: '', bytes: Buffer.alloc(0) };

/** An entry, and what is needed to go on below it. */
export interface RawEntry extends TreeEntry {
  readonly bytes: Buffer;
}

/**
 * The entries of a tree object, in its order: `<mode> <name>\0<id>`, with modes and ids as `git ls-tree` writes them.
 * Undefined where the bytes are no tree. Pure.
 */
export function parseRawTree(bytes: Buffer, folder: FolderPath, idBytes: number): RawEntry[] | undefined {
  const entries: RawEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(SPACE, at);
    const end = space < 0 ? -1 : bytes.indexOf(NUL, space);
    const next = end + 1 + idBytes;
    if (end < 0 || next > bytes.length) return undefined;
    const mode = canonicalMode(Number.parseInt(bytes.toString('latin1', at, space), 8));
    const oid = bytes.toString('hex', end + 1, next);
    entries.push({ mode, oid, ...pathOf(folder, bytes.subarray(space + 1, end)) });
    at = next;
  }
  return entries;
}

function pathOf(folder: FolderPath, name: Buffer): { path: string; isUtf8: boolean; bytes: Buffer } {
  if (folder.text !== undefined && isUtf8(name)) {
    const text = name.toString('utf8');
    return { path: folder.text === '' ? text : `${folder.text}/${text}`, isUtf8: true, bytes: name };
  }
  const { path } = decodePath(joinPath(folder, name));
  return { path, isUtf8: false, bytes: name };
}

function joinPath(folder: FolderPath, name: Buffer): Buffer {
  return folder.bytes.length === 0 ? name : Buffer.concat([folder.bytes, Buffer.from('/'), name]);
}

/** The path of a folder among the entries of another. */
export function folderPathOf(folder: FolderPath, entry: RawEntry): FolderPath {
  return { text: entry.isUtf8 ? entry.path : undefined, bytes: joinPath(folder, entry.bytes) };
}

/** The five modes that git knows: every other file is a plain one, executable where its owner may run it. */
function canonicalMode(mode: number): string {
  const type = mode & 0o170000;
  if (type === 0o100000) return (mode & 0o100) === 0 ? '100644' : '100755';
  if (type === 0o120000) return '120000';
  return type === 0o040000 ? '040000' : '160000';
}
