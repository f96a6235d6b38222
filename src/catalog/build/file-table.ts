import { beginDigest, placeAmong, sortedBy } from '../../core/index.ts';

/** A built file with its size in bytes and its sha256 in hex. */
export interface FileDigest {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

const BEGIN = '{"path":"';
const SHA256_DIGITS = 64;
/** Code units behind the size. */
const TAIL = ',"sha256":""}'.length + SHA256_DIGITS;
const SIZE = '","size":';
const LINES_PER_PART = 5000;

/**
 * Files with their digests in order of path, each as the line that it is in the digest list: a site of many files is read,
 * compared and written again line by line, without a value made of each. Immutable.
 */
export class FileTable implements Iterable<FileDigest> {
  static readonly EMPTY = new FileTable([], []);

  /** In `compareText` order; none twice. */
  readonly paths: readonly string[];
  /** JSON, in the same order. */
  readonly lines: readonly string[];

  private constructor(paths: readonly string[], lines: readonly string[]) {
    this.paths = paths;
    this.lines = lines;
  }

  /** The table of files in any order, none twice. */
  static of(files: Iterable<FileDigest>): FileTable {
    const sorted = sortedBy(files, ({ path }) => path);
    return new FileTable(
      sorted.map(({ path }) => path),
      sorted.map(({ path, size, sha256 }) => JSON.stringify({ path, size, sha256 })),
    );
  }

  /** The table that has just these lines; undefined where no table has them. */
  static parse(lines: readonly string[]): FileTable | undefined {
    const paths: string[] = [];
    let last = '';
    for (const line of lines) {
      const path = pathOf(line);
      if (path === undefined || path <= last) return undefined;
      paths.push(path);
      last = path;
    }
    return new FileTable(paths, lines);
  }

  get length(): number {
    return this.paths.length;
  }

  /** Of all files together. */
  get bytes(): number {
    return this.lines.reduce((sum, line) => {
      const end = line.length - TAIL;
      return sum + Number(line.slice(line.lastIndexOf(':', end - 1) + 1, end));
    }, 0);
  }

  /** The sha256 of all lines, in hex. */
  get digest(): string {
    const digest = beginDigest();
    for (const part of this.parts()) digest.add(part);
    return digest.end();
  }

  /** All lines, each with its end, in parts as UTF-8. */
  *parts(): Generator<Uint8Array> {
    for (let at = 0; at < this.length; at += LINES_PER_PART) {
      yield Buffer.from(`${this.lines.slice(at, at + LINES_PER_PART).join('\n')}\n`, 'utf8');
    }
  }

  /** The number of a path; -1 where it is not here. */
  find(path: string): number {
    const at = this.#place(path);
    return this.paths[at] === path ? at : -1;
  }

  /** In hex. */
  sha256At(number: number): string | undefined {
    return this.lines[number]?.slice(-SHA256_DIGITS - 2, -2);
  }

  /** Whether there is a file in a folder or below it. */
  hasBelow(folder: string): boolean {
    return this.paths[this.#place(`${folder}/`)]?.startsWith(`${folder}/`) === true;
  }

  /** The paths that begin so. */
  pathsFrom(prefix: string): readonly string[] {
    const from = this.#place(prefix);
    let to = from;
    while (this.paths[to]?.startsWith(prefix) === true) to += 1;
    return this.paths.slice(from, to);
  }

  /** The same with more files, or with others in the place of what it has. */
  with(files: Iterable<FileDigest>): FileTable {
    const more = FileTable.of(files);
    const joined = new Joined(this);
    for (const [number, path] of more.paths.entries()) {
      const at = this.#place(path);
      joined.copyTo(at);
      joined.add(path, more.lines[number] ?? '');
      if (this.paths[at] === path) joined.skip();
    }
    return new FileTable(...joined.end());
  }

  /** The same but for some paths. */
  without(paths: Iterable<string>): FileTable {
    const gone = [...new Set(paths)].map((path) => this.find(path)).filter((at) => at >= 0);
    if (gone.length === 0) return this;
    const joined = new Joined(this);
    for (const at of gone.sort((left, right) => left - right)) {
      joined.copyTo(at);
      joined.skip();
    }
    return new FileTable(...joined.end());
  }

  *[Symbol.iterator](): Generator<FileDigest> {
    for (const line of this.lines) yield JSON.parse(line) as FileDigest;
  }

  /** The number of the first path that is not before this one. */
  #place(path: string): number {
    return placeAmong(this.paths, path);
  }
}

/** A table on its way, made of one that is. */
class Joined {
  readonly #paths: string[] = [];
  readonly #lines: string[] = [];
  readonly #from: FileTable;
  #next = 0;

  constructor(from: FileTable) {
    this.#from = from;
  }

  copyTo(end: number): void {
    const { paths, lines } = this.#from;
    for (; this.#next < end; this.#next += 1) {
      this.add(paths[this.#next] ?? '', lines[this.#next] ?? '');
    }
  }

  skip(): void {
    this.#next += 1;
  }

  add(path: string, line: string): void {
    this.#paths.push(path);
    this.#lines.push(line);
  }

  end(): readonly [string[], string[]] {
    this.copyTo(this.#from.length);
    return [this.#paths, this.#lines];
  }
}

/** The path of a line; undefined where no build writes the line so. Paths of a site need no escapes. */
function pathOf(line: string): string | undefined {
  const end = line.indexOf('"', BEGIN.length);
  const path = line.slice(BEGIN.length, end);
  const isOurs =
    line.startsWith(BEGIN) &&
    line.startsWith(SIZE, end) &&
    line.startsWith(',"sha256":"', line.length - TAIL);
  return isOurs && !path.includes('\\') ? path : undefined;
}
