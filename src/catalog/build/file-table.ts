import { Buffer } from 'node:buffer';
import { comparePaths, digestHex } from '../../core/index.ts';
import {
  endOf,
  findLines,
  joinLines,
  pathBytes,
  placeOfPath,
  sameLines,
  sha256In,
  sizeIn,
} from './file-lines.ts';
import type { LineRange, Lines } from './file-lines.ts';

/** The letter behind `/` in the order of bytes. */
const AFTER_SLASH = '0';

/** A built file with its size in bytes and its sha256 in hex. */
export interface FileDigest {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Files with their digests in order of path, as the lines that the digest list has, in bytes: a site of many files is read,
 * compared and written again without a value or a text made of each. Immutable.
 */
export class FileTable implements Iterable<FileDigest> {
  static readonly EMPTY = FileTable.of([]);

  readonly #lines: Lines;
  #paths: readonly string[] | undefined;

  private constructor(lines: Lines) {
    this.#lines = lines;
  }

  /** The table of files in any order, none twice. */
  static of(files: Iterable<FileDigest>): FileTable {
    const sorted = [...files].sort((left, right) => comparePaths(left.path, right.path));
    const lines = sorted.map(({ path, size, sha256 }) => Buffer.from(JSON.stringify({ path, size, sha256 })));
    const ranges = lines.map((text) => ({ lines: { text, starts: new Uint32Array(1) }, from: 0, to: 1 }));
    return new FileTable(joinLines(ranges));
  }

  /** The table of just this text; undefined where no table has it. */
  static parse(text: Uint8Array): FileTable | undefined {
    const lines = findLines(Buffer.from(text.buffer, text.byteOffset, text.length));
    return lines && new FileTable(lines);
  }

  get length(): number {
    return this.#lines.starts.length;
  }

  /** JSON in UTF-8, a file a line, with a comma at the end of each line but the last. Not to be altered. */
  get text(): Uint8Array {
    return this.#lines.text;
  }

  /** In order, none twice. */
  get paths(): readonly string[] {
    return (this.#paths ??= Array.from(this.#lines.starts, (_, number) => this.#pathAt(number)));
  }

  /** Of all files together. */
  get bytes(): number {
    let sum = 0;
    for (let number = 0; number < this.length; number += 1) sum += sizeIn(this.#lines, number);
    return sum;
  }

  /** The sha256 of the text, in hex. */
  get digest(): string {
    return digestHex(this.text);
  }

  /** The number of a path; -1 where it is not here. */
  find(path: string): number {
    const at = this.#place(path);
    return this.pathAt(at) === path ? at : -1;
  }

  pathAt(number: number): string | undefined {
    return number >= 0 && number < this.length ? this.#pathAt(number) : undefined;
  }

  /** In hex. */
  sha256At(number: number): string | undefined {
    return number >= 0 && number < this.length ? sha256In(this.#lines, number) : undefined;
  }

  /** Of each file the number that it has in another table with the same bytes, or -1. */
  sameIn(other: FileTable): Int32Array {
    return sameLines(this.#lines, other.#lines);
  }

  /** Whether there is a file in a folder or below it. */
  hasBelow(folder: string): boolean {
    return this.pathAt(this.#place(`${folder}/`))?.startsWith(`${folder}/`) === true;
  }

  /** The names of the files just in a folder, the root by `''`; those below its folders are not gone through. */
  namesIn(folder: string): readonly string[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    const names: string[] = [];
    for (let at = this.#place(prefix); ;) {
      const path = this.pathAt(at);
      if (path?.startsWith(prefix) !== true) return names;
      const end = path.indexOf('/', prefix.length);
      if (end < 0) names.push(path.slice(prefix.length));
      // Behind all that begins with the name of the folder and a slash.
      at = end < 0 ? at + 1 : this.#place(`${path.slice(0, end)}${AFTER_SLASH}`);
    }
  }

  /** The paths that begin so. */
  pathsFrom(prefix: string): readonly string[] {
    const found: string[] = [];
    for (let at = this.#place(prefix); ; at += 1) {
      const path = this.pathAt(at);
      if (path?.startsWith(prefix) !== true) return found;
      found.push(path);
    }
  }

  /** The same with more files, or with others in the place of what it has. */
  with(files: Iterable<FileDigest>): FileTable {
    const more = FileTable.of(files);
    const ranges: LineRange[] = [];
    let next = 0;
    for (const [number, path] of more.paths.entries()) {
      const at = this.#place(path);
      ranges.push({ lines: this.#lines, from: next, to: at });
      ranges.push({ lines: more.#lines, from: number, to: number + 1 });
      next = this.pathAt(at) === path ? at + 1 : at;
    }
    ranges.push({ lines: this.#lines, from: next, to: this.length });
    return more.length === 0 ? this : new FileTable(joinLines(ranges));
  }

  /** The same but for some paths. */
  without(paths: Iterable<string>): FileTable {
    const gone = [...new Set(paths)].map((path) => this.find(path)).filter((at) => at >= 0);
    if (gone.length === 0) return this;
    const ranges: LineRange[] = [];
    let next = 0;
    for (const at of gone.sort((left, right) => left - right)) {
      ranges.push({ lines: this.#lines, from: next, to: at });
      next = at + 1;
    }
    ranges.push({ lines: this.#lines, from: next, to: this.length });
    return new FileTable(joinLines(ranges));
  }

  *[Symbol.iterator](): Generator<FileDigest> {
    const { text, starts } = this.#lines;
    for (const [number, start] of starts.entries()) {
      yield JSON.parse(text.toString('utf8', start, endOf(this.#lines, number))) as FileDigest;
    }
  }

  #pathAt(number: number): string {
    return pathBytes(this.#lines, number).toString('utf8');
  }

  /** The number of the first path that is not before this one. */
  #place(path: string): number {
    return placeOfPath(this.#lines, Buffer.from(path, 'utf8'));
  }
}
