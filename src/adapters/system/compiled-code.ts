import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { keepNewest } from './keep-newest.ts';
import { isOwnFolder } from './own-folder.ts';

/** Compiled files kept at most, of all builds and versions of node together; the oldest go first. */
const MAX_KEPT = 128;
const OTHERS_MAY_WRITE = 0o022;

/** Where what was compiled is kept, and what it was made of. */
export interface CodePlace {
  /** The user's cache folder; undefined keeps nothing. */
  readonly folder: string | undefined;
  /** Names the build, the version of node and the command, in characters that a file name may have. */
  readonly key: string;
  /** Whose files are believed: this process would run what is in them. Undefined where the system has no such number. */
  readonly userId: number | undefined;
  /** Keeps the temporary files of processes apart. */
  readonly processId: number;
}

/** A module that was run, and how to keep what the engine compiled of it. */
export interface LoadedCode {
  readonly exports: unknown;
  /** Keeps the compiled code for the next run, unless this one already came from there. Never fails. */
  keep(): void;
}

/**
 * Runs a file of the bundle that is one function expression of a CommonJS module, from compiled code where that is kept:
 * compiling is most of what starting costs. Kept code is believed only where its folder and its file are this user's,
 * nobody else may write to them and its two copies agree: the engine refuses what another version of it made, but not
 * what is damaged. Whoever may write to the folder could link a file of this user's there that came with a repository.
 * Two copies are compared sooner than a module for digests is loaded. Else the source is compiled.
 */
export function loadCode(file: string, place: CodePlace): LoadedCode {
  const source = readFileSync(file, 'latin1');
  const path = place.folder === undefined ? undefined : join(place.folder, 'code', `${place.key}.bin`);
  const kept = path === undefined ? undefined : readKept(path, place);
  const script = new Script(source, {
    filename: file,
    ...(kept === undefined ? {} : { cachedData: kept }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...given: unknown[]) => void;
  run(module.exports, createRequire(file), module, file, dirname(file));
  return {
    exports: module.exports,
    keep: () => {
      const isKept = kept !== undefined && script.cachedDataRejected !== true;
      if (path !== undefined && !isKept) write(path, place, script);
    },
  };
}

function readKept(path: string, { key, userId }: CodePlace): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    if (!isOwnFolder(dirname(path), userId)) return undefined;
    descriptor = openSync(path, 'r');
    const { uid, mode } = fstatSync(descriptor);
    const isOwn = userId === undefined || (uid === userId && (mode & OTHERS_MAY_WRITE) === 0);
    return isOwn ? copyIn(readFileSync(descriptor), Buffer.from(`${key}\n`)) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The one text that stands twice behind the head; undefined where it does not. */
function copyIn(bytes: Buffer, head: Buffer): Buffer | undefined {
  const middle = head.length + (bytes.length - head.length) / 2;
  if (!Number.isInteger(middle) || !bytes.subarray(0, head.length).equals(head)) return undefined;
  const first = bytes.subarray(head.length, middle);
  return first.length > 0 && first.equals(bytes.subarray(middle)) ? first : undefined;
}

/** A cache that cannot be written is just empty; a home that does not exist is not made. */
function write(path: string, { folder = '', key, userId, processId }: CodePlace, script: Script): void {
  try {
    if (!existsSync(dirname(dirname(folder)))) return;
    const data = script.createCachedData();
    const target = dirname(path);
    mkdirSync(target, { recursive: true, mode: 0o700 });
    if (!isOwnFolder(target, userId)) return;
    const temporary = join(target, `.${key}.${processId}.hyper-tmp`);
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${key}\n`), data, data]), { mode: 0o600 });
    renameSync(temporary, path);
    keepNewest(target, { files: MAX_KEPT });
  } catch {
    return;
  }
}
