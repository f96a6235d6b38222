import type { Buffer } from 'node:buffer';

/** One entry of a zip, as its directory tells it. */
export interface ZipEntry {
  /** Folders end with a slash. */
  readonly path: string;
  /** Unpacked, as the directory says. */
  readonly size: number;
  readonly isLink: boolean;
  /** Whether the entry itself says another name than the directory: programs that read only one of them disagree. */
  readonly isDisguised: boolean;
}

const END = 0x06054b50;
const END_BYTES = 22;
const DIRECTORY = 0x02014b50;
const DIRECTORY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 0xffff;
/** What a field of 32 bits says where the number is in a header of zip64. */
const ELSEWHERE = 0xffffffff;
const TYPE_BITS = 0o170000;
const LINK = 0o120000;

/**
 * The entries of a zip (APPNOTE 4.3), without unpacking any; undefined for what is none, or is of zip64, or is damaged.
 * Pure.
 */
export function zipEntries(bytes: Buffer, maxEntries: number): readonly ZipEntry[] | undefined {
  const end = findEnd(bytes);
  if (end === undefined) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let number = 0; number < count && entries.length <= maxEntries; number += 1) {
    if (at + DIRECTORY_BYTES > end || bytes.readUInt32LE(at) !== DIRECTORY) return undefined;
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const name = bytes.subarray(at + DIRECTORY_BYTES, at + DIRECTORY_BYTES + (nameBytes ?? 0));
    const size = bytes.readUInt32LE(at + 24);
    const local = bytes.readUInt32LE(at + 42);
    if (size === ELSEWHERE || local === ELSEWHERE) return undefined;
    const mode = bytes.readUInt32LE(at + 38) >>> 16;
    entries.push({
      path: name.toString('utf8'),
      size,
      isLink: (mode & TYPE_BITS) === LINK,
      isDisguised: !isSameLocal(bytes, local, name),
    });
    at += DIRECTORY_BYTES + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  return entries;
}

function findEnd(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length)
      return at;
  }
  return undefined;
}

function isSameLocal(bytes: Buffer, at: number, name: Buffer): boolean {
  if (at + LOCAL_BYTES + name.length > bytes.length || bytes.readUInt32LE(at) !== LOCAL) return false;
  const isAsLong = bytes.readUInt16LE(at + 26) === name.length;
  return isAsLong && bytes.subarray(at + LOCAL_BYTES, at + LOCAL_BYTES + name.length).equals(name);
}
