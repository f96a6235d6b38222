import { digestOf } from '../../src/core/index.ts';
import { verify } from '../../src/operations/index.ts';
import type {
  ClientState,
  Outcome,
  VerifyContext,
  VerifyData,
  VerifyInput,
} from '../../src/operations/index.ts';
import { testGitEnvironment } from './git-repository.ts';
import { testContext } from './registry-context.ts';
import { NOW, rootText } from './signed-files.ts';
import { namedFolder } from './temporary-folder.ts';

/** The digest of the root that `signedRegistry` has. */
export const ROOT_DIGEST = digestOf(rootText());

/** What a client remembers, in memory. */
export class MemoryStates {
  readonly known = new Map<string, ClientState>();

  read(registry: string): Promise<ClientState | undefined> {
    return Promise.resolve(this.known.get(registry));
  }

  update(
    registry: string,
    change: (state: ClientState | undefined) => ClientState | undefined,
  ): Promise<void> {
    const state = change(this.known.get(registry));
    if (state !== undefined) this.known.set(registry, state);
    return Promise.resolve();
  }
}

/** The cache folder for the registry of a folder, the same each time and outside of it: nothing is kept inside of what is read. */
export function cacheOf(folder: string): string {
  return namedFolder(`cache of ${folder}`);
}

/** The world of `verify` at a fixed time, with nobody at the terminal and no services. */
export function verifyContext(folder: string, more: Partial<VerifyContext> = {}): VerifyContext {
  return {
    ...testContext(folder, testGitEnvironment({ XDG_CACHE_HOME: cacheOf(folder) })),
    clock: () => new Date(NOW),
    verifier: () => Promise.reject(new Error('no verifier was expected to be asked for')),
    states: new MemoryStates(),
    confirm: undefined,
    ...more,
  };
}

/** Runs the real `verify` over the registry of a folder; the root is pinned by its digest unless told. */
export function verifyFolder(
  folder: string,
  input: Partial<VerifyInput> = {},
  more: Partial<VerifyContext> = {},
): Promise<Outcome<VerifyData>> {
  const nothing = {
    registry: undefined,
    target: undefined,
    at: undefined,
    namespace: undefined,
    isForgetting: false,
  };
  return verify.run(verifyContext(folder, more), { ...nothing, root: ROOT_DIGEST, ...input });
}
