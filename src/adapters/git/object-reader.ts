import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { gitFailure, spawnGit, stoppedBy, toGitError } from './git-process.ts';
import type { GitOptions } from './git-process.ts';

/** One object, or the size alone where it is larger than was asked for. */
export interface GitObject {
  readonly oid: string;
  readonly type: string;
  readonly size: number;
  readonly bytes: Buffer | undefined;
}

interface Question {
  readonly name: string;
  readonly maxBytes: number;
  resolve(answer: GitObject | undefined): void;
  reject(error: Error): void;
}

/** What the pipes to a child are beside streams: sockets that can be left out of what keeps a process alive. */
interface Handle {
  ref(): void;
  unref(): void;
}

/** Past this many bytes over a limit, draining an object costs more than starting git again behind it. */
const MAX_DRAINED_BYTES = 8 * 1024 * 1024;
/** A reader that nobody asks for so long lets its process go. */
const IDLE_MS = 2000;
const NEWLINE = 0x0a;

/**
 * Reads single objects through one `git cat-file --batch` that stays open: each costs a turn of a pipe, where a process
 * of its own costs the start of git. Answers come in the order of the questions. A reader at rest keeps no process
 * alive, neither this one nor, after a while, git's.
 */
export class ObjectReader {
  readonly #options: GitOptions;
  readonly #questions: Question[] = [];
  #child: ChildProcessWithoutNullStreams | undefined;
  #stderr = '';
  #unsent = '';
  #parts: Buffer[] = [];
  #length = 0;
  /** Bytes to gather before looking again; 0 while a head line is awaited. */
  #needed = 0;
  #head: { readonly oid: string; readonly type: string; readonly size: number } | undefined;
  #skipping = 0;
  #rest: NodeJS.Timeout | undefined;

  constructor(options: GitOptions) {
    this.#options = options;
  }

  /** What git complained of since it was started. */
  get complaints(): string {
    return this.#stderr;
  }

  /** Starts git ahead of the first question; false where there is no git to start. */
  start(): boolean {
    return this.#open().pid !== undefined;
  }

  /**
   * The object of a name; undefined where there is none. The name must hold no line feed. Without bytes where it has
   * more than `maxBytes`. Errors: `HYPER_OBJECT_CORRUPT`, `HYPER_GIT_FAILED`, `HYPER_GIT_MISSING`.
   */
  read(name: string, maxBytes: number): Promise<GitObject | undefined> {
    return new Promise((resolve, reject) => {
      this.#questions.push({ name, maxBytes, resolve, reject });
      this.#open();
      if (this.#unsent === '')
        queueMicrotask(() => {
          this.#send();
        });
      this.#unsent += `${name}\n`;
    });
  }

  /** What was asked for in one turn is written at once. */
  #send(): void {
    const text = this.#unsent;
    this.#unsent = '';
    if (text !== '') this.#child?.stdin.write(text);
  }

  #open(): ChildProcessWithoutNullStreams {
    const child = (this.#child ??= this.#spawn());
    this.#setRef(this.#questions.length > 0);
    return child;
  }

  #spawn(): ChildProcessWithoutNullStreams {
    const child = spawnGit(['cat-file', '--batch'], this.#options);
    this.#stderr = '';
    this.#parts = [];
    this.#length = 0;
    this.#needed = 0;
    this.#skipping = 0;
    this.#head = undefined;
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString('utf8')));
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#child === child) this.#take(chunk);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      this.#fail(child, toGitError(error, this.#options.folder));
    });
    child.on('close', (_, signal) => {
      const words = this.#stderr === '' ? 'unable to read an object' : this.#stderr;
      this.#fail(child, stoppedBy(signal) ?? gitFailure(['cat-file'], words));
    });
    return child;
  }

  #fail(child: ChildProcessWithoutNullStreams, error: Error): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#unsent = '';
    clearTimeout(this.#rest);
    for (const question of this.#questions.splice(0)) question.reject(error);
  }

  /** Ends the process of git; questions not answered yet are asked again of the next one. */
  #restart(): void {
    const child = this.#child;
    this.#child = undefined;
    this.#unsent = '';
    child?.kill();
    clearTimeout(this.#rest);
    if (this.#questions.length === 0) return;
    this.#open().stdin.write(this.#questions.map(({ name }) => `${name}\n`).join(''));
  }

  #take(chunk: Buffer): void {
    this.#parts.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return;
    let buffer: Buffer | undefined = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts);
    this.#parts = [];
    while (buffer !== undefined && buffer.length > 0) {
      const rest: Buffer | undefined = this.#step(buffer);
      if (rest === buffer) break;
      buffer = rest;
    }
    if (buffer === undefined) return;
    this.#length = buffer.length;
    if (buffer.length > 0) this.#parts.push(buffer);
  }

  /** What is left after one head line, body or drained part; the same buffer where more must come first, undefined after a restart. */
  #step(buffer: Buffer): Buffer | undefined {
    if (this.#skipping > 0) {
      const drained = Math.min(this.#skipping, buffer.length);
      this.#skipping -= drained;
      return buffer.subarray(drained);
    }
    if (this.#head !== undefined) return this.#takeBody(buffer, this.#head);
    const end = buffer.indexOf(NEWLINE);
    if (end < 0) return buffer;
    return this.#takeHead(buffer.toString('utf8', 0, end), buffer.subarray(end + 1));
  }

  #takeHead(line: string, rest: Buffer): Buffer | undefined {
    const question = this.#questions[0];
    const [oid = '', type = '', size = ''] = line.split(' ');
    if (question === undefined || isAnswerless(question.name, line)) {
      this.#answer(undefined);
      return rest;
    }
    const bytes = Number(size);
    if (bytes <= question.maxBytes) {
      this.#head = { oid, type, size: bytes };
      this.#needed = bytes + 1;
      return rest;
    }
    this.#answer({ oid, type, size: bytes, bytes: undefined });
    if (bytes > question.maxBytes + MAX_DRAINED_BYTES) {
      this.#restart();
      return undefined;
    }
    this.#skipping = bytes + 1;
    return rest;
  }

  #takeBody(buffer: Buffer, head: { oid: string; type: string; size: number }): Buffer {
    if (buffer.length < head.size + 1) return buffer;
    this.#head = undefined;
    this.#needed = 0;
    this.#answer({ ...head, bytes: buffer.subarray(0, head.size) });
    return buffer.subarray(head.size + 1);
  }

  #answer(object: GitObject | undefined): void {
    this.#questions.shift()?.resolve(object);
    if (this.#questions.length === 0) this.#setRef(false);
  }

  #setRef(isBusy: boolean): void {
    const child = this.#child;
    if (child === undefined) return;
    clearTimeout(this.#rest);
    const handles = [child, child.stdin, child.stdout, child.stderr] as Partial<Handle>[];
    for (const handle of handles) {
      if (isBusy) handle.ref?.();
      else handle.unref?.();
    }
    if (!isBusy)
      this.#rest = setTimeout(() => {
        this.#restart();
      }, IDLE_MS).unref();
  }
}

/** `<name> missing` and `<name> ambiguous`: git found no one object of the name. */
function isAnswerless(name: string, line: string): boolean {
  return line === `${name} missing` || line === `${name} ambiguous`;
}
