import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

const NEWLINE = 0x0a;

/** `git cat-file --batch` that stays open: asks for folders of HEAD, and passes over the answers. */
export class FolderReader {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #pending: Buffer = Buffer.alloc(0);
  #awaited = 0;
  #done: (() => void) | undefined;

  constructor(repository: string) {
    this.#child = spawn('git', ['-C', repository, 'cat-file', '--batch'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
  }

  /** Asks for all of them at once; done when the last one is here. */
  read(folders: readonly string[]): Promise<void> {
    if (folders.length === 0) return Promise.resolve();
    this.#awaited = folders.length;
    return new Promise((resolve) => {
      this.#done = resolve;
      this.#child.stdin.write(folders.map((folder) => `HEAD:${folder}\n`).join(''));
    });
  }

  close(): void {
    this.#child.stdin.end();
  }

  #take(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const end = this.#pending.indexOf(NEWLINE);
      if (end < 0) return;
      const size = Number(this.#pending.toString('latin1', 0, end).split(' ')[2] ?? '-1');
      const next = end + 1 + (Number.isInteger(size) ? size + 1 : 0);
      if (this.#pending.length < next) return;
      this.#pending = this.#pending.subarray(next);
      this.#awaited -= 1;
      if (this.#awaited === 0) this.#done?.();
    }
  }
}
