import { Buffer } from 'node:buffer';
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { digestHex, sortedBy } from '../../core/index.ts';
import type { KeptPieces } from '../../operations/index.ts';

/** In hex: enough to find what was damaged, which is all that it is for. */
const DIGEST_UNITS = 32;
const LENGTH_UNITS = 12;
/** The digest of the list, how long it is, and two ends of lines. */
const HEAD_BYTES = 64 + 1 + LENGTH_UNITS + 1;

/** Writes pieces into a new file: a head, a list of them in order of name, and their bytes one after the other. */
export function writePieces(path: string, pieces: ReadonlyMap<string, Uint8Array>): void {
  let start = 0;
  const sorted = sortedBy(pieces, ([name]) => name);
  const lines = sorted.map(([name, bytes]) => {
    const line = `${name} ${String(start)} ${String(bytes.length)} ${shortDigest(bytes)}\n`;
    start += bytes.length;
    return line;
  });
  const list = Buffer.from(`\n${lines.join('')}`);
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, headOf(list));
    writeFileSync(file, list);
    for (const [, bytes] of sorted) writeFileSync(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** Opens such a file; undefined where its list is not what was written. Throws what the system says. */
export function openPieces(path: string): KeptPieces | undefined {
  const head = readAt(path, 0, HEAD_BYTES).toString('latin1');
  const length = Number(head.slice(65, 65 + LENGTH_UNITS));
  if (head.length < HEAD_BYTES || !Number.isSafeInteger(length)) return undefined;
  const list = readAt(path, HEAD_BYTES, length);
  if (head !== headOf(list)) return undefined;
  return new FilePieces(path, list.toString('utf8'), HEAD_BYTES + list.length);
}

function headOf(list: Uint8Array): string {
  return `${digestHex(list)}\n${String(list.length).padStart(LENGTH_UNITS, '0')}\n`;
}

class FilePieces implements KeptPieces {
  isDamaged = false;
  readonly #path: string;
  readonly #list: string;
  readonly #start: number;

  constructor(path: string, list: string, start: number) {
    this.#path = path;
    this.#list = list;
    this.#start = start;
  }

  get names(): readonly string[] {
    return this.#list.split('\n').flatMap((line) => (line === '' ? [] : [line.slice(0, line.indexOf(' '))]));
  }

  /** A name is looked for in the text of the list: few are asked for, and there may be many. */
  read(name: string): Uint8Array | undefined {
    const at = this.#list.indexOf(`\n${name} `);
    if (at < 0) return undefined;
    const line = this.#list.slice(at + 1 + name.length + 1, this.#list.indexOf('\n', at + 1));
    const [start = '', length = '', digest] = line.split(' ');
    const bytes = this.#readOrNothing(this.#start + Number(start), Number(length));
    if (bytes !== undefined && shortDigest(bytes) === digest) return bytes;
    this.isDamaged = true;
    return undefined;
  }

  #readOrNothing(start: number, length: number): Buffer | undefined {
    try {
      return readAt(this.#path, start, length);
    } catch {
      return undefined;
    }
  }
}

function shortDigest(bytes: Uint8Array): string {
  return digestHex(bytes).slice(0, DIGEST_UNITS);
}

/** The bytes from there on, fewer where the file ends. */
function readAt(path: string, start: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  const file = openSync(path, 'r');
  try {
    let taken = 0;
    while (taken < length) {
      const count = readSync(file, buffer, taken, length - taken, start + taken);
      if (count === 0) break;
      taken += count;
    }
    return buffer.subarray(0, taken);
  } finally {
    closeSync(file);
  }
}
