import { Buffer } from 'node:buffer';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestHex } from '../../core/index.ts';
import type { KeptPieces, PieceCache, ResultCache } from '../../operations/index.ts';
import { isOwnFolder, keepNewest, randomToken } from '../system/index.ts';
import { openPieces, writePieces } from './kept-pieces.ts';

/** Results kept at most, where nothing else is said; the oldest go first. */
const MAX_ENTRIES = 64;
/** And no more than these in all. */
const MAX_BYTES = 1024 * 1024 * 1024;
const MAX_ENTRY_UNITS = 16 * 1024 * 1024;
const MAX_ENTRY_BYTES = 256 * 1024 * 1024;

/**
 * Keeps results as files of one folder of the user, each behind its digest. A folder of somebody else, or one that others
 * may write to, is not used; nor is a file that was damaged. Every failure is silent: a cache that cannot be written is just empty.
 */
export class FileCache implements ResultCache, PieceCache {
  readonly #folderOf: () => string;
  readonly #userId: number | undefined;
  readonly #maxEntries: number;
  #known: string | undefined;
  #isOwn: boolean | undefined;

  /** The folder, or what works it out when it is first needed; the user's id, undefined on systems without such numbers. */
  constructor(folder: string | (() => string), userId: number | undefined, maxEntries = MAX_ENTRIES) {
    this.#folderOf = typeof folder === 'string' ? () => folder : folder;
    this.#userId = userId;
    this.#maxEntries = maxEntries;
  }

  get #folder(): string {
    this.#known ??= this.#folderOf();
    return this.#known;
  }

  read(key: string): string | undefined {
    const bytes = this.readBytes(key);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  }

  write(key: string, text: string): void {
    if (text.length <= MAX_ENTRY_UNITS) this.writeBytes(key, Buffer.from(text));
  }

  readBytes(key: string): Uint8Array | undefined {
    try {
      this.#isOwn ??= isOwnFolder(this.#folder, this.#userId);
      return this.#isOwn ? unseal(readFileSync(join(this.#folder, key))) : undefined;
    } catch {
      return undefined;
    }
  }

  writeBytes(key: string, bytes: Uint8Array): void {
    if (bytes.length <= MAX_ENTRY_BYTES)
      this.#write(key, (path) => {
        writeSealed(path, bytes);
      });
  }

  openPieces(key: string): KeptPieces | undefined {
    try {
      this.#isOwn ??= isOwnFolder(this.#folder, this.#userId);
      return this.#isOwn ? openPieces(join(this.#folder, key)) : undefined;
    } catch {
      return undefined;
    }
  }

  writePieces(key: string, pieces: ReadonlyMap<string, Uint8Array>): void {
    let sum = 0;
    for (const { length } of pieces.values()) sum += length;
    if (sum <= MAX_ENTRY_BYTES)
      this.#write(key, (path) => {
        writePieces(path, pieces);
      });
  }

  #write(key: string, write: (path: string) => void): void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#isOwn = isOwnFolder(this.#folder, this.#userId);
      if (!this.#isOwn) return;
      const temporary = join(this.#folder, `.${key}.${randomToken()}.hyper-tmp`);
      write(temporary);
      renameSync(temporary, join(this.#folder, key));
      keepNewest(this.#folder, { files: this.#maxEntries, bytes: MAX_BYTES });
    } catch {
      return;
    }
  }
}

/** A digest in hex and the end of its line stand before what it is of. */
const SEAL_BYTES = 65;

function writeSealed(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, `${digestHex(bytes)}\n`);
    writeFileSync(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** Undefined where it is not what was written. */
function unseal(sealed: Buffer): Buffer | undefined {
  const bytes = sealed.subarray(SEAL_BYTES);
  return sealed.toString('latin1', 0, SEAL_BYTES) === `${digestHex(bytes)}\n` ? bytes : undefined;
}

/** Remembers nothing. */
export const NO_CACHE: ResultCache & PieceCache = {
  read: () => undefined,
  write: () => undefined,
  readBytes: () => undefined,
  writeBytes: () => undefined,
  openPieces: () => undefined,
  writePieces: () => undefined,
};
