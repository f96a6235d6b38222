import { isUtf8 } from 'node:buffer';
import type { TreeEntry } from '../../registry/index.ts';
import { decodePath } from './tree-listing.ts';

const SPACE = 0x20;
const NUL = 0x00;
const SLASH = 0x2f;

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
 * The entries of a tree object, in its order: `<mode> <name>\0<id>`, with ids as `git ls-tree` writes them.
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

/**
 * Two trees without the entries that both have at their beginning, and at their end: what is left holds every entry
 * that differs. Pure.
 */
export function differingParts(left: Buffer, right: Buffer, idBytes: number): [left: Buffer, right: Buffer] {
  const shared = sharedStart(left, right);
  let at = 0;
  for (let end = entryEnd(left, at, idBytes); end > at && end <= shared; end = entryEnd(left, at, idBytes))
    at = end;
  const most = sharedEnd(left, right, at);
  const [leftEnd, rightEnd] = [endBefore(left, at, most, idBytes), endBefore(right, at, most, idBytes)];
  if (left.length - leftEnd !== right.length - rightEnd) return [left.subarray(at), right.subarray(at)];
  return [left.subarray(at, leftEnd), right.subarray(at, rightEnd)];
}

/** Bytes that are compared at once by what is faster than a loop. */
const BLOCK = 512;

function sharedStart(left: Buffer, right: Buffer): number {
  const most = Math.min(left.length, right.length);
  let at = 0;
  while (at + BLOCK <= most && left.compare(right, at, at + BLOCK, at, at + BLOCK) === 0) at += BLOCK;
  while (at < most && left[at] === right[at]) at += 1;
  return at;
}

/** Bytes at the end that are equal, behind an offset of both. */
function sharedEnd(left: Buffer, right: Buffer, from: number): number {
  const most = Math.min(left.length, right.length) - from;
  let [count, next] = [0, BLOCK];
  for (; next <= most; count = next, next += BLOCK) {
    const [a, b] = [left.length - next, right.length - next];
    if (left.compare(right, b, b + BLOCK, a, a + BLOCK) !== 0) break;
  }
  while (count < most && left[left.length - count - 1] === right[right.length - count - 1]) count += 1;
  return count;
}

/** The end of the first entry behind which at most so many bytes are left. */
function endBefore(tree: Buffer, from: number, most: number, idBytes: number): number {
  let at = from;
  while (tree.length - at > most) {
    const end = entryEnd(tree, at, idBytes);
    if (end <= at) return tree.length;
    at = end;
  }
  return at;
}

/** The end of the entry at an offset; 0 where the tree ends in the middle of it. */
function entryEnd(tree: Buffer, at: number, idBytes: number): number {
  const end = at < tree.length ? tree.indexOf(NUL, at) + 1 : 0;
  return end === 0 || end + idBytes > tree.length ? 0 : end + idBytes;
}

/** The id of the first entry of a name, as git finds it, if it is a folder; undefined where it is none. Pure. */
export function findTree(tree: Buffer, name: string, idBytes: number): string | undefined {
  const wanted = Buffer.from(` ${name}\0`);
  let at = 0;
  for (let end = entryEnd(tree, at, idBytes); end > at; end = entryEnd(tree, at, idBytes)) {
    const nameEnd = end - idBytes;
    const start = nameEnd - wanted.length;
    if (start > at && tree.compare(wanted, 0, wanted.length, start, nameEnd) === 0)
      return /^0*40000$/u.test(tree.toString('latin1', at, start))
        ? tree.toString('hex', nameEnd, end)
        : undefined;
    at = end;
  }
  return undefined;
}

function pathOf(folder: FolderPath, name: Buffer): { path: string; isUtf8: boolean; bytes: Buffer } {
  // No path of files: git makes no such name, and whoever takes it for one is led elsewhere (ATTACKS G08).
  if (name.includes(SLASH)) {
    const above = folder.text ?? decodePath(folder.bytes).path;
    const own = decodePath(name).path.replaceAll('/', '\\x2f');
    return { path: above === '' ? own : `${above}/${own}`, isUtf8: false, bytes: Buffer.from(own) };
  }
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

/**
 * The modes that git knows, and those of files as the tree has them: `git ls-tree` makes plain ones of all, and the rules
 * must see what is odd (ATTACKS G19).
 */
function canonicalMode(mode: number): string {
  const type = mode & 0o170000;
  if (type === 0o100000) return mode.toString(8).padStart(6, '0');
  if (type === 0o120000) return '120000';
  return type === 0o040000 ? '040000' : '160000';
}
