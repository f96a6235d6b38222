import { timingSafeEqual } from 'node:crypto';
import { read } from 'node:fs';
import { promisify } from 'node:util';
import { HyperError } from '../../core/index.ts';
import type { Environment } from '../git/index.ts';
import { promptForSecret } from './prompt.ts';
import type { PromptOptions } from './prompt.ts';

const MAX_PASSPHRASE_BYTES = 4096;
const MIN_PASSPHRASE_BYTES = 8;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const readPart = promisify(read);
const VARIABLE = 'HYPER_PASSPHRASE';

export interface PassphraseOptions extends PromptOptions {
  /** An open file descriptor to read it from: `--passphrase-fd`. */
  readonly descriptor: number | undefined;
  readonly environment: Environment;
}

/** Gives passphrases; each call asks or gives a fresh copy, which its user overwrites. */
export interface PassphraseSource {
  /** The passphrase of the key that `what` names. Errors: `HYPER_PASSPHRASE_MISSING`, `HYPER_INTERRUPTED`. */
  ask(what: string): Promise<Uint8Array>;
  /** A new passphrase, asked for twice at a prompt. Errors: also `HYPER_PASSPHRASE_DIFFERS`, `HYPER_PASSPHRASE_WEAK`. */
  askNew(what: string): Promise<Uint8Array>;
}

/**
 * Takes passphrases from the descriptor, else from `HYPER_PASSPHRASE`, else from a prompt on the terminal that shows
 * nothing of what is typed. Never from the arguments, which every process of the machine can read (ATTACKS S22).
 */
export function createPassphraseSource(options: PassphraseOptions): PassphraseSource {
  let given: Promise<Buffer> | undefined;
  const fromOutside = async (): Promise<Buffer | undefined> => {
    const text = options.environment[VARIABLE];
    if (options.descriptor !== undefined) given ??= readDescriptor(options.descriptor);
    else if (text !== undefined && text !== '') given ??= Promise.resolve(Buffer.from(text, 'utf8'));
    return given === undefined ? undefined : Buffer.from(await given);
  };
  const prompt = (question: string): Promise<Buffer> => promptForSecret(question, options);
  return {
    ask: async (what) => (await fromOutside()) ?? prompt(`Passphrase of ${what}: `),
    askNew: async (what) => {
      const found = (await fromOutside()) ?? (await askTwice(prompt, what));
      if (found.length >= MIN_PASSPHRASE_BYTES) return found;
      found.fill(0);
      throw new HyperError(
        'HYPER_PASSPHRASE_WEAK',
        `the passphrase is shorter than ${MIN_PASSPHRASE_BYTES} characters`,
        { hint: 'use several words' },
      );
    },
  };
}

async function askTwice(prompt: (question: string) => Promise<Buffer>, what: string): Promise<Buffer> {
  const first = await prompt(`New passphrase of ${what}: `);
  const second = await prompt('The same again: ');
  const isSame = first.length === second.length && timingSafeEqual(first, second);
  second.fill(0);
  if (isSame) return first;
  first.fill(0);
  throw new HyperError('HYPER_PASSPHRASE_DIFFERS', 'the two passphrases are not the same', {
    hint: 'run the command again',
  });
}

/** The first line of what can be read there; what follows is not waited for. The descriptor stays open. */
async function readDescriptor(descriptor: number): Promise<Buffer> {
  const bytes = Buffer.alloc(MAX_PASSPHRASE_BYTES + 1);
  try {
    const line = Buffer.from(bytes.subarray(0, await readLine(descriptor, bytes)));
    if (line.length === 0) throw missing('an empty line');
    return line;
  } finally {
    bytes.fill(0);
  }
}

/** Fills the bytes up to the end of a line or of what there is, and gives the length of the line. */
async function readLine(descriptor: number, bytes: Buffer): Promise<number> {
  for (let length = 0; length < bytes.length;) {
    const count = await readSome(descriptor, bytes, length);
    const end = bytes.subarray(0, length + count).findIndex((byte) => byte === LINE_FEED || byte === RETURN);
    if (end !== -1) return end;
    if (count === 0) return length;
    length += count;
  }
  throw missing(`more than ${MAX_PASSPHRASE_BYTES} bytes`);
}

async function readSome(descriptor: number, bytes: Buffer, at: number): Promise<number> {
  try {
    return (await readPart(descriptor, bytes, at, bytes.length - at, null)).bytesRead;
  } catch (error) {
    throw missing('nothing that can be read', error);
  }
}

function missing(what: string, cause?: unknown): HyperError {
  return new HyperError('HYPER_PASSPHRASE_MISSING', `the descriptor of --passphrase-fd holds ${what}`, {
    hint: 'write for example: hyper … --passphrase-fd 3 3< FILE',
    cause,
  });
}
