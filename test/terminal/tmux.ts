import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { HYPER, cleanEnvironment } from '../e2e/run-hyper.ts';

/** Long enough for a busy machine; nothing passes or fails by how long it took. */
const DEADLINE_MS = 40_000;
const PAUSE_MS = 30;

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;
/** For the name of a suite, so that a run says why it did not look. */
export const tmuxNote = hasTmux ? '' : ' (skipped: tmux is not installed)';

export interface TerminalOptions {
  readonly cwd: string;
  readonly width: number;
  readonly height: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real terminal: tmux with a server of its own, in which `sh` runs with `hyper` on its path. */
export class TestTerminal {
  readonly #socket: string;
  readonly #raw: string;
  #runs = 0;

  constructor({ cwd, width, height, env = {} }: TerminalOptions) {
    const folder = temporaryFolder();
    this.#socket = join(folder, 'socket');
    this.#raw = join(folder, 'raw');
    const command = join(folder, 'hyper');
    writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${HYPER}" "$@"\n`);
    chmodSync(command, 0o755);
    writeFileSync(this.#raw, '');
    const environment: Record<string, string> = { ...cleanEnvironment(env), TERM: 'screen', PS1: '$ ' };
    const path = `${folder}:${environment['PATH'] ?? ''}`;
    const words = Object.entries({ ...environment, PATH: path }).map(([name, value]) => `${name}=${value}`);
    const size = ['-x', String(width), '-y', String(height)];
    this.#tmux(['-f', '/dev/null', 'new-session', '-d', ...size, '-c', cwd, 'env', '-i', ...words, 'sh']);
    this.#tmux(['pipe-pane', '-o', `cat >> '${this.#raw}'`]);
  }

  /** Types a line, and ends it. */
  line(text: string): void {
    this.type(text);
    this.keys('Enter');
  }

  type(text: string): void {
    this.#tmux(['send-keys', '-l', text]);
  }

  /** Presses keys by their names in tmux: `Enter`, `Escape`, `C-c`, `Up`. */
  keys(...names: readonly string[]): void {
    this.#tmux(['send-keys', ...names]);
  }

  /** Comes back when programs are told of the new size: tmux lets a while pass after one that it told of shortly before. */
  resize(width: number, height: number): void {
    this.#tmux(['resize-window', '-x', String(width), '-y', String(height)]);
    const terminal = this.#tmux(['display-message', '-p', '#{pane_tty}']).trim();
    const deadline = performance.now() + DEADLINE_MS;
    const size = (): string =>
      spawnSync('stty', ['-F', terminal, 'size'], { encoding: 'utf8' }).stdout.trim();
    while (size() !== `${String(height)} ${String(width)}`)
      if (performance.now() > deadline) throw new Error(`still of size ${size()}`);
  }

  /** What stands on the screen, without the empty lines at its end. */
  screen(): string {
    return this.#tmux(['capture-pane', '-p']).replace(/\s+$/u, '');
  }

  /** Every byte that was written to the terminal so far. */
  written(): string {
    return readFileSync(this.#raw, 'latin1');
  }

  /** Waits until the screen holds all of the texts and fits all of the patterns at once; gives the screen. */
  seen(...wanted: readonly (string | RegExp)[]): Promise<string> {
    return waitFor(() => this.screen(), wanted);
  }

  /** Waits until every byte up to the text, which was not written before, has been kept; gives all of them. */
  writtenUntil(text: string): Promise<string> {
    return waitFor(() => this.written(), [text]);
  }

  /** Starts a command on an empty screen; what it gives waits for its end. */
  async start(command: string): Promise<() => Promise<{ screen: string; status: number }>> {
    this.#runs += 1;
    const mark = String(this.#runs);
    this.line(`clear; echo "begun ${mark}"; ${command}; echo "ended ${mark}: $?"`);
    // Not on the screen, from which what follows may have moved it by now.
    await this.writtenUntil(`begun ${mark}\r\n`);
    return async () => {
      const pattern = new RegExp(`^ended ${mark}: (\\d+)\n\\$`, 'mu');
      const screen = await this.seen(pattern);
      const match = pattern.exec(screen);
      const status = match?.[1] ?? '';
      await this.writtenUntil(`ended ${mark}: ${status}\r\n`);
      const begun = `begun ${mark}\n`;
      const from = screen.includes(begun) ? screen.indexOf(begun) + begun.length : 0;
      return { screen: screen.slice(from, match?.index ?? 0), status: Number(status) };
    };
  }

  /** Runs a command to its end; gives what it left on the screen, which was empty before, and its status. */
  async run(command: string): Promise<{ screen: string; status: number }> {
    const ended = await this.start(command);
    return ended();
  }

  close(): void {
    spawnSync('tmux', ['-S', this.#socket, 'kill-server']);
  }

  #tmux(words: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync('tmux', ['-S', this.#socket, ...words], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
    });
    if (status !== 0) throw new Error(`tmux ${words.join(' ')}: ${stderr}`);
    return stdout;
  }
}

async function waitFor(look: () => string, wanted: readonly (string | RegExp)[]): Promise<string> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const text = look();
    const missing = wanted.filter((one) => (typeof one === 'string' ? !text.includes(one) : !one.test(text)));
    if (missing.length === 0) return text;
    if (performance.now() > deadline) throw new Error(`not seen: ${missing.map(String).join(', ')}\n${text}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
