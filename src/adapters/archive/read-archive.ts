import { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { Parser } from 'tar';
import type { ReadEntry } from 'tar';
import { HyperError, toOneLine } from '../../core/index.ts';
import { checkInnerPath } from '../../manifest/index.ts';
import { foldPath } from '../../names/index.ts';

/** A plain file of an archive. */
export interface ArchiveEntry {
  /** Relative, with forward slashes, checked: it stays inside. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly isExecutable: boolean;
}

/** What is unpacked at most; all of it is in memory. */
export interface ArchiveLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
/** Of a path in a pax header; paths themselves are at most 1024 units. */
const MAX_META_BYTES = 64 * 1024;
const EXECUTABLE_BITS = 0o111;

/**
 * The files of a tar, plain or gzipped, in order of the archive. Everything in it was written by others: links, devices,
 * paths that lead out, entries that would meet on some disk and more than the limits are refused (ATTACKS F04, F05, F06).
 * Folders count and are left out. Errors: `HYPER_ARCHIVE_UNREADABLE`, `HYPER_ARCHIVE_UNSAFE`, `HYPER_ARCHIVE_LIMIT`.
 */
export function readArchive(bytes: Uint8Array, limits: ArchiveLimits): ArchiveEntry[] {
  const plain = unzipped(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits);
  const reader = new Reader(limits);
  const parser = new Parser({
    strict: true,
    maxMetaEntrySize: MAX_META_BYTES,
    onReadEntry: (entry) => {
      reader.add(entry);
    },
  });
  parser.on('ignoredEntry', (entry: ReadEntry) => {
    reader.refuse(entry.path, `it is a ${toOneLine(entry.type)}`);
  });
  parser.on('error', (error: unknown) => {
    reader.fail(unreadable(error));
  });
  try {
    // Synchronous: what stands in memory is parsed as it is written.
    for (let begin = 0; begin < plain.length && reader.failure === undefined; begin += CHUNK_BYTES)
      parser.write(plain.subarray(begin, begin + CHUNK_BYTES));
    parser.end();
  } catch (error) {
    throw reader.failure ?? unreadable(error);
  }
  if (reader.failure !== undefined) throw reader.failure;
  return reader.finish();
}

const CHUNK_BYTES = 1024 * 1024;

class Reader {
  readonly #limits: ArchiveLimits;
  readonly #entries: {
    readonly path: string;
    readonly parts: Buffer[];
    readonly size: number;
    readonly isExecutable: boolean;
  }[] = [];
  readonly #folded = new Map<string, string>();
  readonly #folders = new Set<string>();
  #count = 0;
  #bytes = 0;
  failure: HyperError | undefined;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  add(entry: ReadEntry): void {
    entry.resume();
    this.#count += 1;
    if (this.#count > this.#limits.maxEntries)
      this.fail(tooLarge(`more than ${this.#limits.maxEntries} entries`));
    const isFolder = entry.type === 'Directory' || entry.type === 'GNUDumpDir';
    const path = plainPath(isFolder ? entry.path.replace(/\/+$/u, '') : entry.path);
    if (isFolder && path === '.') return;
    if (!isFolder && entry.type !== 'File' && entry.type !== 'OldFile') {
      this.refuse(path, `it is a ${toOneLine(entry.type)}`);
      return;
    }
    const fault = checkInnerPath(path);
    if (fault !== undefined) this.refuse(path, fault.message);
    if (isFolder) return;
    this.#claim(path);
    this.#bytes += entry.size;
    if (this.#bytes > this.#limits.maxBytes) this.fail(tooLarge(`more than ${this.#limits.maxBytes} bytes`));
    if (this.failure !== undefined) return;
    const parts: Buffer[] = [];
    entry.on('data', (part: Buffer) => parts.push(part));
    const isExecutable = ((entry.mode ?? 0) & EXECUTABLE_BITS) !== 0;
    this.#entries.push({ path, parts, size: entry.size, isExecutable });
  }

  refuse(path: string, why: string): void {
    this.fail(
      new HyperError('HYPER_ARCHIVE_UNSAFE', `the archive holds "${toOneLine(path)}": ${why}`, {
        hint: 'nothing was unpacked; do not believe whoever made it',
      }),
    );
  }

  /** The first failure counts. */
  fail(error: HyperError): void {
    this.failure ??= error;
  }

  finish(): ArchiveEntry[] {
    return this.#entries.map(({ path, parts, size, isExecutable }) => {
      const bytes = Buffer.concat(parts);
      if (bytes.length !== size) throw unreadable(`"${toOneLine(path)}" ends too early`);
      return { path, bytes, isExecutable };
    });
  }

  #claim(path: string): void {
    const folded = foldPath(path);
    const other = this.#folded.get(folded);
    if (other !== undefined)
      this.refuse(
        path,
        other === path ? 'it stands there twice' : `it meets "${toOneLine(other)}" on some disks`,
      );
    this.#folded.set(folded, path);
    if (this.#folders.has(folded)) this.refuse(path, 'it stands where a folder does');
    for (let end = folded.indexOf('/'); end >= 0; end = folded.indexOf('/', end + 1)) {
      const folder = folded.slice(0, end);
      if (this.#folded.has(folder)) this.refuse(path, 'a file stands where its folder should');
      this.#folders.add(folder);
    }
  }
}

/** Without the `./` that tars of a folder begin their paths with. Pure. */
export function plainPath(path: string): string {
  return path.replace(/^(?:\.\/+)+(?=.)/u, '');
}

function unzipped(bytes: Buffer, { maxBytes }: ArchiveLimits): Buffer {
  if (!bytes.subarray(0, 2).equals(GZIP)) return bytes;
  try {
    // Headers and padding come on top of what the files hold.
    return gunzipSync(bytes, { maxOutputLength: maxBytes * 2 + 1024 * 1024 });
  } catch (error) {
    const isLimit =
      error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw isLimit ? tooLarge(`more than ${maxBytes} bytes`) : unreadable(error);
  }
}

function tooLarge(what: string): HyperError {
  return new HyperError('HYPER_ARCHIVE_LIMIT', `the archive holds ${what}`);
}

function unreadable(cause: unknown): HyperError {
  const why =
    typeof cause === 'string' ? cause : cause instanceof Error ? toOneLine(cause.message) : 'it is no tar';
  return new HyperError('HYPER_ARCHIVE_UNREADABLE', `cannot read the archive: ${why}`, { cause });
}
