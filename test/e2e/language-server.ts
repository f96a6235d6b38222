import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createRequire } from 'node:module';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

export interface LspDiagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

/** The yaml-language-server of an editor, spoken to over stdio; the schema store is off, so it needs no network. */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  readonly #published = new Map<string, (diagnostics: readonly LspDiagnostic[]) => void>();
  #buffer = Buffer.alloc(0);
  #lastId = 0;

  constructor() {
    const main = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');
    this.#process = spawn(process.execPath, [main, '--stdio'], { stdio: 'pipe' });
    this.#process.stdout.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#readMessages();
    });
    this.#process.stderr.resume();
  }

  async initialize(): Promise<void> {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace: { configuration: true } },
    });
    this.notify('initialized', {});
  }

  /** What the server underlines in a file with this text. */
  open(uri: string, text: string): Promise<readonly LspDiagnostic[]> {
    const published = new Promise<readonly LspDiagnostic[]>((resolve) => {
      this.#published.set(uri, resolve);
    });
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return published;
  }

  /** The labels that the server offers at a place; line and character count from 0. */
  async complete(uri: string, line: number, character: number): Promise<readonly string[]> {
    const result = (await this.request('textDocument/completion', {
      textDocument: { uri },
      position: { line, character },
    })) as { readonly items: readonly { readonly label: string }[] };
    return result.items.map((item) => item.label);
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = (this.#lastId += 1);
    this.#send({ jsonrpc: '2.0', id, method, params });
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  notify(method: string, params: unknown): void {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  stop(): void {
    this.#process.kill();
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify(message), 'utf8');
    this.#process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#process.stdin.write(body);
  }

  #readMessages(): void {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: ([0-9]+)/u.exec(this.#buffer.toString('latin1', 0, end))?.[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const body = this.#buffer.toString('utf8', end + 4, end + 4 + length);
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#take(JSON.parse(body) as Message);
    }
  }

  #take({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly LspDiagnostic[] };
      this.#published.get(uri)?.(diagnostics);
    } else if (method === 'workspace/configuration') {
      const settings = { validate: true, completion: true, schemaStore: { enable: false } };
      const { items } = params as { items: readonly { section?: string }[] };
      this.#send({
        jsonrpc: '2.0',
        id,
        result: items.map((item) => (item.section === 'yaml' ? settings : {})),
      });
    } else if (method !== undefined && id !== undefined) this.#send({ jsonrpc: '2.0', id, result: null });
    else if (typeof id === 'number') this.#waiting.get(id)?.(result);
  }
}
