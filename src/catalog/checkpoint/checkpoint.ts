import { Buffer } from 'node:buffer';
import { isJsonObject, sortedBy } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { FileDigest } from '../build/file-table.ts';
import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';

/** What a build says of itself when it is signed (SPEC section 7): which commit, when, and every file. */
export interface Checkpoint {
  /** The id of the registry. */
  readonly registry: string;
  /** Full commit id. */
  readonly commit: string;
  /** How many commits the first-parent line of the commit has; it rises with every commit of a branch. */
  readonly sequence: number;
  /** When the build was made: UTC, whole seconds, `2026-11-22T21:00:00Z`. */
  readonly time: string;
  /** From then on it is stale, in the same form. */
  readonly expiresAt: string;
  /** Every file of the site but the checkpoint and its bundle, in order of path. */
  readonly files: readonly FileDigest[];
}

export type ParsedCheckpoint =
  { readonly ok: true; readonly checkpoint: Checkpoint } | { readonly ok: false; readonly reason: string };

/** Where the checkpoint of a site is, and the bundle of its signature. */
export const CHECKPOINT_PATH = 'checkpoint.json';
export const CHECKPOINT_BUNDLE_PATH = 'checkpoint.sigstore.json';

/** What neither a checkpoint nor a client lists: the two files that speak of all others. */
export const UNLISTED_PATHS: ReadonlySet<string> = new Set([CHECKPOINT_PATH, CHECKPOINT_BUNDLE_PATH]);

const FORMAT_VERSION = 1;
const MOMENT = /^[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/u;

/** The one text of a checkpoint: a file a line, in order of path. Pure. */
export function renderCheckpoint(checkpoint: Checkpoint): OutputFile {
  const { registry, commit, sequence, time, expiresAt, files } = checkpoint;
  const head = { formatVersion: FORMAT_VERSION, registry, commit, sequence, time, expiresAt };
  const lines = sortedBy(files, (file) => file.path).map(({ path, size, sha256 }) =>
    JSON.stringify({ path, size, sha256 }),
  );
  const text = `${JSON.stringify(head).slice(0, -1)},"files":[\n${lines.join(',\n')}\n]}\n`;
  return textFile(CHECKPOINT_PATH, text);
}

/** Reads a checkpoint; only the bytes that `renderCheckpoint` gives are one, so that it can be read in one way. Pure. */
export function parseCheckpoint(bytes: Uint8Array): ParsedCheckpoint {
  let value: JsonValue;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as JsonValue;
  } catch {
    return refused('it is not JSON in UTF-8');
  }
  if (!isJsonObject(value)) return refused('it is no object');
  if (value['formatVersion'] !== FORMAT_VERSION) return refused('its format version is not 1');
  const { registry, commit, sequence, time, expiresAt, files } = value;
  if (typeof registry !== 'string' || registry === '') return refused('"registry" is no id');
  if (typeof commit !== 'string' || !/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u.test(commit))
    return refused('"commit" is no commit id');
  if (!isCount(sequence) || sequence < 1) return refused('"sequence" is no number from 1');
  if (!isMoment(time) || !isMoment(expiresAt))
    return refused('"time" and "expiresAt" are not both UTC times');
  if (Date.parse(time) >= Date.parse(expiresAt)) return refused('it ends before it begins');
  if (!isFileList(files)) return refused('"files" is no list of paths, sizes and digests');
  const checkpoint = { registry, commit, sequence, time, expiresAt, files };
  if (new Set(files.map(({ path }) => path)).size < files.length) return refused('a path stands twice');
  const isExact = Buffer.compare(renderCheckpoint(checkpoint).bytes, bytes) === 0;
  return isExact ? { ok: true, checkpoint } : refused('it is not written in the one form that it has');
}

function refused(reason: string): ParsedCheckpoint {
  return { ok: false, reason };
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isMoment(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value));
}

function isFileList(value: JsonValue | undefined): value is readonly (JsonValue & FileDigest)[] {
  return Array.isArray(value) && value.every((file: JsonValue) => isFile(file));
}

function isFile(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  const { path, size, sha256 } = value;
  return (
    typeof path === 'string' &&
    isSafePath(path) &&
    isCount(size) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/u.test(sha256)
  );
}

/** A relative path with forward slashes that leads to no other place than it says, and is not one of the two files. */
function isSafePath(path: string): boolean {
  const isPlain = path.length <= 1024 && !/[\\\p{Cc}]|^[A-Za-z]:/u.test(path) && !UNLISTED_PATHS.has(path);
  return isPlain && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
