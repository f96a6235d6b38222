import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { platform } from 'node:os';
import { HyperError, toOneLine } from '../../core/index.ts';
import { MAX_KEY_FILE_BYTES } from '../../signing/index.ts';

/** What a key file on the disk is. */
export interface SecretFile {
  readonly text: string;
  readonly modifiedAt: Date;
}

/**
 * The text of a file with a private key. Refused where others on the machine could read or replace it (ATTACKS S22); a
 * pipe (`--key <(…)`) has no mode to look at. Errors: `HYPER_KEY_NOT_FOUND`, `HYPER_KEY_FILE_EXPOSED`,
 * `HYPER_KEY_FILE_INVALID`, `HYPER_FILE_UNREADABLE`.
 */
export async function readSecretFile(path: string): Promise<SecretFile> {
  const file = await openFile(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile() && !stat.isFIFO()) throw invalid(path, 'is no file');
    if (path.endsWith('.pub')) throw publicHalf(path);
    // Windows has no such modes: node shows every file as open to all there.
    if (stat.isFile() && platform() !== 'win32') assertPrivate(path, stat);
    const bytes = await readAll(file, path);
    const text = bytes.toString('utf8');
    bytes.fill(0);
    return { text, modifiedAt: stat.mtime };
  } catch (error) {
    throw error instanceof HyperError ? error : unreadable(path, error);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new HyperError('HYPER_KEY_NOT_FOUND', `there is no key file "${toOneLine(path)}"`, {
        hint: 'list the keys there are with: hyper key list',
      });
    }
    throw unreadable(path, error);
  }
}

function assertPrivate(path: string, { mode }: Stats): void {
  if ((mode & 0o077) === 0) return;
  const shown = (mode & 0o777).toString(8).padStart(4, '0');
  throw new HyperError(
    'HYPER_KEY_FILE_EXPOSED',
    `the key file "${toOneLine(path)}" has mode ${shown}, expected 0600`,
    { hint: `chmod 600 ${toOneLine(path)}` },
  );
}

async function readAll(file: FileHandle, path: string): Promise<Buffer> {
  const bytes = Buffer.alloc(MAX_KEY_FILE_BYTES + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
  }
  bytes.fill(0);
  throw invalid(path, 'is larger than any key');
}

function invalid(path: string, what: string): HyperError {
  return new HyperError('HYPER_KEY_FILE_INVALID', `"${toOneLine(path)}" ${what}`, {
    hint: 'name the file of a private key',
  });
}

/** The name that OpenSSH gives to the public half: of no use here, and open to all by its nature. */
function publicHalf(path: string): HyperError {
  return new HyperError('HYPER_KEY_FILE_INVALID', `"${toOneLine(path)}" is the public half of a key`, {
    hint: `name the private one, or what an agent holds: --key ssh-agent (ssh-add ${toOneLine(path.slice(0, -'.pub'.length))})`,
  });
}

function unreadable(path: string, cause: unknown): HyperError {
  return new HyperError('HYPER_FILE_UNREADABLE', `cannot read the key file "${toOneLine(path)}"`, { cause });
}
