import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../test/e2e/chromium.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** A page of a browser that tells nothing of what the page loads. */
export interface PlainPage {
  goto(address: string): Promise<void>;
  /** The value of an expression there, as JSON has it. */
  evaluate(expression: string): Promise<unknown>;
  /** A key, as the keyboard sends it. */
  press(letter: string): Promise<void>;
}

/**
 * Chromium, spoken to over its pipe (Chrome DevTools Protocol). A library for tests has the browser report every request of
 * the page: that was a fifth of what a key took here.
 */
export class PlainBrowser {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hyper-chromium-'));
  readonly #child: ChildProcess;
  readonly #input: Writable;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #ended: Promise<void>;
  #loaded: () => void = () => undefined;
  #count = 0;

  constructor() {
    const own = ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${this.#folder}`];
    this.#child = spawn(CHROMIUM, [...own, ...CHROMIUM_FLAGS], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.#ended = new Promise((resolve) =>
      this.#child.once('exit', () => {
        for (const answer of this.#waiting.values()) answer({ error: { message: 'the browser ended' } });
        resolve();
      }),
    );
    const [, , , input, output] = this.#child.stdio;
    this.#input = input as Writable;
    this.#listen(output as Readable);
  }

  async newPage(initScript: string): Promise<PlainPage> {
    const { targetId } = await this.#send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true });
    const send = (method: string, parameters: object = {}): Promise<Readonly<Record<string, unknown>>> =>
      this.#send(method, parameters, String(sessionId));
    await send('Page.enable');
    await send('Page.addScriptToEvaluateOnNewDocument', { source: initScript });
    return {
      goto: async (address) => {
        const loaded = new Promise<void>((resolve) => (this.#loaded = resolve));
        await send('Page.navigate', { url: address });
        await loaded;
      },
      evaluate: async (expression) => {
        const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
        return (result as { readonly value?: unknown }).value;
      },
      press: async (letter) => {
        await send('Input.dispatchKeyEvent', { type: 'keyDown', text: letter, key: letter });
        await send('Input.dispatchKeyEvent', { type: 'keyUp', key: letter });
      },
    };
  }

  async close(): Promise<void> {
    // It ends its other processes then, which write to the folder as well.
    await this.#send('Browser.close', {}).catch(() => undefined);
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  /** Messages end with a NUL. */
  #listen(output: Readable): void {
    let rest = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\0');
      rest = parts.pop() ?? '';
      for (const part of parts) this.#take(JSON.parse(part) as Message);
    });
  }

  #take(message: Message): void {
    if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    else if (message.method === 'Page.loadEventFired') this.#loaded();
  }

  async #send(
    method: string,
    parameters: object,
    sessionId?: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#count;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#input.write(`${JSON.stringify({ id, method, params: parameters, sessionId })}\0`);
    const { result, error } = await answer;
    this.#waiting.delete(id);
    if (result === undefined) throw new Error(`${method}: ${error?.message ?? 'no answer'}`);
    return result;
  }
}
