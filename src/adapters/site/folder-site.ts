import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, opendirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { HyperError, compareText, toOneLine } from '../../core/index.ts';
import type { Site, SiteFile } from '../../operations/index.ts';

const BUFFER_BYTES = 1_048_576;
const FILES_PER_BREATH = 256;

/** A built site in a folder of this machine; links are not followed. */
export function openFolderSite(folder: string, label: string): Site {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let taken = 0;
  return {
    label,
    read: (path, maxBytes) => {
      const bytes: Buffer[] = [];
      const found = scan(join(folder, path), buffer, maxBytes, (part) => bytes.push(Buffer.from(part)));
      return Promise.resolve(found.kind === 'file' ? Buffer.concat(bytes) : undefined);
    },
    measure: async (path, size) => {
      taken += 1;
      if (taken % FILES_PER_BREATH === 0) await breathe();
      const hash = createHash('sha256');
      const found = scan(join(folder, path), buffer, size, (part) => hash.update(part));
      return found.kind === 'file' ? { kind: 'file', sha256: hash.digest('hex') } : found;
    },
    list: () => Promise.resolve([...namesBelow(folder, '')].sort(compareText)),
  };
}

type Scanned = Exclude<SiteFile, { readonly kind: 'file' }> | { readonly kind: 'file' };

/** Gives the parts of a plain file of at most so many bytes; the size is looked at before a byte is read. */
function scan(path: string, buffer: Buffer, maxBytes: number, take: (part: Buffer) => unknown): Scanned {
  const descriptor = openPlain(path);
  if (descriptor === undefined) return { kind: 'missing' };
  if (descriptor === 'other') return { kind: 'other' };
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { kind: 'other' };
    if (stat.size > maxBytes) return { kind: 'larger' };
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, buffer, 0, buffer.length, null);
      if (count === 0) return { kind: 'file' };
      length += count;
      if (length > maxBytes) return { kind: 'larger' };
      take(buffer.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}

const ABSENT: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR']);

function openPlain(path: string): number | 'other' | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (ABSENT.has(code)) return undefined;
    if (code === 'ELOOP' || code === 'ENXIO') return 'other';
    throw new HyperError(
      'HYPER_FILE_UNREADABLE',
      `cannot read "${toOneLine(path)}": ${code ?? 'unknown error'}`,
      { cause: error },
    );
  }
}

function* namesBelow(folder: string, prefix: string): Generator<string> {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (lstatSync(path).isDirectory()) yield* namesBelow(path, `${prefix}${name}/`);
    else yield `${prefix}${name}`;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    const directory = opendirSync(folder);
    const names: string[] = [];
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync())
      names.push(entry.name);
    directory.closeSync();
    return names;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new HyperError('HYPER_FILE_UNREADABLE', `cannot list "${toOneLine(folder)}": ${reason}`, {
      cause: error,
    });
  }
}
