import { resolve } from 'node:path';
import { createVerifyContext } from './composition-trust.ts';
import type { ProcessFacts } from './composition.ts';
import type { CiContext, OperationContext } from './operations/index.ts';

// The third of the composition that judging a change needs: adapters meet operations here too.

/** The world of judging a change. */
export async function createCiContext(context: OperationContext, facts: ProcessFacts): Promise<CiContext> {
  const { readTextFile } = await import('./adapters/files/index.ts');
  return {
    ...(await createVerifyContext(context, facts)),
    scanSecrets: async (texts) => (await import('./adapters/secrets/index.ts')).scanSecrets(texts),
    archiveFault: async (bytes) => (await import('./adapters/archive/index.ts')).archiveFault(bytes),
    readText: (path) => readTextFile(resolve(facts.folder, path)),
  };
}
