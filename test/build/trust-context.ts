import { editRegistry, finishRegistryEdits } from '../../src/adapters/trust/index.ts';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { HyperError } from '../../src/core/index.ts';
import type { TrustWriteContext } from '../../src/operations/index.ts';
import { testGitEnvironment } from './git-repository.ts';
import { testContext } from './registry-context.ts';
import { NOW, keyOf } from './signed-files.ts';

/** The world of changing trust in a folder, at a fixed time; keys are named as in `keyOf`. */
export function trustContext(folder: string, now = NOW): TrustWriteContext {
  return {
    ...testContext(folder),
    now: () => new Date(now),
    verifier: () => Promise.reject(new HyperError('HYPER_INTERNAL', 'no test here needs a verifier')),
    readPublicKey: (name) => Promise.resolve({ key: keyOf(name).publicKey, label: name }),
    finishEdits: ({ registry }) => {
      const place = { folder, environment: testGitEnvironment() };
      return finishRegistryEdits(createFilesContext(process), registry, place);
    },
    applyEdits: ({ registry }, edits) => editRegistry(createFilesContext(process), registry, folder, edits),
  };
}
