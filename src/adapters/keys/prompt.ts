import { openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import { HyperError } from '../../core/index.ts';

const TERMINAL = '/dev/tty';
const MAX_BYTES = 1024;
const CTRL_C = 0x03;
const CTRL_D = 0x04;
const BACKSPACES: ReadonlySet<number> = new Set([0x08, 0x7f]);
const CTRL_U = 0x15;
const ENDS: ReadonlySet<number> = new Set([0x0a, 0x0d, CTRL_D]);

export interface PromptOptions {
  /** Aborted by a signal. */
  readonly signal?: AbortSignal;
  /** Does what Ctrl-C does to the process, since the terminal does not while nothing is shown. */
  readonly interrupt: () => void;
}

/**
 * Asks at the terminal, whatever stdin and stdout are, and shows nothing of the answer. The terminal is put back as it
 * was, also after a signal. Errors: `HYPER_PASSPHRASE_MISSING` without a terminal, `HYPER_INTERRUPTED`.
 */
export async function promptForSecret(question: string, options: PromptOptions): Promise<Buffer> {
  options.signal?.throwIfAborted();
  const { input, output } = openTerminal();
  try {
    // First: who answers as soon as the question stands there must not see the answer.
    input.setRawMode(true);
    output.write(question);
    return await readSecret(input, options);
  } finally {
    input.setRawMode(false);
    output.write('\n');
    input.destroy();
    output.destroy();
  }
}

function openTerminal(): { input: ReadStream; output: WriteStream } {
  try {
    return {
      input: new ReadStream(openSync(TERMINAL, 'r')),
      output: new WriteStream(openSync(TERMINAL, 'w')),
    };
  } catch (error) {
    throw new HyperError(
      'HYPER_PASSPHRASE_MISSING',
      'a passphrase is needed, and there is no terminal to ask at',
      {
        hint: 'give it with --passphrase-fd N or in HYPER_PASSPHRASE',
        cause: error,
      },
    );
  }
}

function readSecret(input: ReadStream, { signal, interrupt }: PromptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const typed = Buffer.alloc(MAX_BYTES);
    let length = 0;
    const stop = (result: Buffer | Error): void => {
      input.off('data', take);
      signal?.removeEventListener('abort', abort);
      if (result instanceof Error) reject(result);
      else resolve(result);
      typed.fill(0);
    };
    const abort = (): void => {
      stop(interrupted());
    };
    const take = (chunk: Buffer): void => {
      for (const byte of chunk) {
        if (ENDS.has(byte)) {
          stop(Buffer.from(typed.subarray(0, length)));
          break;
        }
        if (byte === CTRL_C) interrupt();
        else if (byte === CTRL_U) length = 0;
        else if (BACKSPACES.has(byte)) length = withoutLast(typed, length);
        else if (byte >= 0x20 && length < MAX_BYTES) length = typed.writeUInt8(byte, length);
      }
      chunk.fill(0);
    };
    input.on('data', take);
    input.once('error', stop);
    input.once('end', () => {
      stop(interrupted());
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** The length without the last character of UTF-8. */
function withoutLast(typed: Buffer, length: number): number {
  let end = Math.max(0, length - 1);
  while (end > 0 && ((typed[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

function interrupted(): HyperError {
  return new HyperError('HYPER_INTERRUPTED', 'stopped while asking for a passphrase');
}
