import { join } from 'node:path';
import { HyperError } from '../../core/index.ts';
import type { FileSystem } from '../files/index.ts';
import { showAddress } from './remote-address.ts';

/** How much a fetch may take. */
export interface FetchLimits {
  /** Without a word from git. */
  readonly silenceMs: number;
  readonly totalMs: number;
  /** Received in one fetch. */
  readonly bytes: number;
}

export const DEFAULT_FETCH_LIMITS: FetchLimits = {
  silenceMs: 60_000,
  totalMs: 30 * 60_000,
  bytes: 4 * 1024 ** 3,
};

const LOOK_EVERY_MS = 250;

/** A running fetch is stopped through `signal`; why, is in `trouble`. */
export interface FetchWatch {
  readonly signal: AbortSignal;
  trouble(): HyperError | undefined;
  stop(): void;
}

/** Watches what a fetch of the address writes into a bare repository, and how long it takes (ATTACKS G14). */
export function watchFetch(
  fileSystem: FileSystem,
  gitFolder: string,
  address: string,
  limits: FetchLimits,
  outer: AbortSignal | undefined,
): FetchWatch {
  const controller = new AbortController();
  const startedAt = performance.now();
  let before: number | undefined;
  let trouble: HyperError | undefined;
  const fail = (error: HyperError): void => {
    trouble ??= error;
    controller.abort();
  };
  const interrupt = (): void => {
    fail(new HyperError('HYPER_INTERRUPTED', `the fetch of "${showAddress(address)}" was stopped`));
  };
  const look = async (): Promise<void> => {
    const size = await packBytes(fileSystem, gitFolder);
    before ??= size;
    if (size - before > limits.bytes) fail(tooLarge(address, limits.bytes));
    if (performance.now() - startedAt > limits.totalMs) fail(tooSlow(address, limits.totalMs));
  };
  const timer = setInterval(() => {
    // A file that git renames meanwhile is counted at the next look.
    look().catch(() => undefined);
  }, LOOK_EVERY_MS);
  if (outer?.aborted === true) interrupt();
  outer?.addEventListener('abort', interrupt, { once: true });
  return {
    signal: controller.signal,
    trouble: () => trouble,
    stop: () => {
      clearInterval(timer);
      outer?.removeEventListener('abort', interrupt);
    },
  };
}

async function packBytes(fileSystem: FileSystem, gitFolder: string): Promise<number> {
  const folder = join(gitFolder, 'objects', 'pack');
  if ((await fileSystem.stat(folder)) === undefined) return 0;
  let bytes = 0;
  for (const name of await fileSystem.list(folder)) {
    bytes += (await fileSystem.stat(join(folder, name)))?.size ?? 0;
  }
  return bytes;
}

function tooLarge(address: string, bytes: number): HyperError {
  return new HyperError(
    'HYPER_REMOTE_TOO_LARGE',
    `"${showAddress(address)}" sent more than ${bytes} bytes, expected a registry`,
    { hint: 'see that the address is that of a registry' },
  );
}

function tooSlow(address: string, ms: number): HyperError {
  return new HyperError(
    'HYPER_REMOTE_UNREACHABLE',
    `"${showAddress(address)}" was not done after ${Math.round(ms / 1000)} seconds`,
    { hint: 'try again when the network is better' },
  );
}
