import { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { HyperError, toOneLine } from '../../core/index.ts';
import { checkInnerPath } from '../../manifest/index.ts';
import { foldPath } from '../../names/index.ts';
import { plainPath, readArchive } from './read-archive.ts';
import type { ArchiveLimits } from './read-archive.ts';
import { zipEntries } from './zip-entries.ts';

/** Of content that a registry takes: ten megabytes at most by default, which nobody needs to unpack to more. */
const LIMITS: ArchiveLimits = { maxEntries: 20_000, maxBytes: 96 * 1024 * 1024 };
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const BLOCK_BYTES = 512;
const [SUM_AT, SUM_END] = [148, 156];
const BLANK = 0x20;

/**
 * What is wrong with unpacking the bytes, where they are a tar, plain or gzipped, or a zip: paths that lead out, links,
 * devices, entries that meet, too much of it, or an archive that only some programs can read (ATTACKS F04, F05, F06).
 * Undefined where nothing is, and for what is no archive. Pure.
 */
export function archiveFault(content: Uint8Array): string | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.subarray(0, ZIP.length).equals(ZIP)) return zipFault(bytes);
  const isZipped = bytes.subarray(0, GZIP.length).equals(GZIP);
  if (!isTar(isZipped ? beginningOf(bytes) : bytes)) return undefined;
  try {
    readArchive(bytes, LIMITS);
    return undefined;
  } catch (error) {
    if (error instanceof HyperError) return error.message;
    throw error;
  }
}

function zipFault(bytes: Buffer): string | undefined {
  const entries = zipEntries(bytes, LIMITS.maxEntries);
  if (entries === undefined) return 'the archive is no plain zip: not all programs read it alike';
  if (entries.length > LIMITS.maxEntries) return `the archive holds more than ${LIMITS.maxEntries} entries`;
  const folded = new Set<string>();
  let sum = 0;
  for (const { path, size, isLink, isDisguised } of entries) {
    const isFolder = path.endsWith('/');
    const inner = plainPath(isFolder ? path.slice(0, -1) : path);
    if (isFolder && inner === '.') continue;
    const key = foldPath(inner);
    const why = isLink
      ? 'it is a link'
      : isDisguised
        ? 'it has another name in itself'
        : (checkInnerPath(inner)?.message ??
          (folded.has(key) && !isFolder ? 'it stands there twice' : undefined));
    if (why !== undefined) return `the archive holds "${toOneLine(path)}": ${why}`;
    folded.add(key);
    sum += size;
    if (sum > LIMITS.maxBytes) return `the archive holds more than ${LIMITS.maxBytes} bytes`;
  }
  return undefined;
}

/** The first block of what is gzipped; nothing where it is damaged. */
function beginningOf(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: 2 * LIMITS.maxBytes + 1024 * 1024 }).subarray(0, BLOCK_BYTES);
  } catch (error) {
    // Too much of it: the reader says so.
    return error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? TAR_LIKE
      : Buffer.alloc(0);
  }
}

/** Whether a first block is the header of a tar: its sum holds, as every program that reads tars checks. */
function isTar(block: Buffer): boolean {
  if (block === TAR_LIKE) return true;
  if (block.length < BLOCK_BYTES) return false;
  const told = Number.parseInt(block.toString('latin1', SUM_AT, SUM_END).replaceAll(/[\0 ]/gu, ''), 8);
  let sum = 0;
  for (let at = 0; at < BLOCK_BYTES; at += 1) sum += at >= SUM_AT && at < SUM_END ? BLANK : (block[at] ?? 0);
  return told === sum;
}

const TAR_LIKE = Buffer.alloc(BLOCK_BYTES);
