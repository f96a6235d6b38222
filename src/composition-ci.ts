import { resolve } from 'node:path';
import { createRegistryContext } from './composition.ts';
import type { ProcessFacts } from './composition.ts';
import type { CiContext, OperationContext } from './operations/index.ts';

// The third of the composition that judging a change needs: adapters meet operations here too.

/** The world of judging a change. */
export async function createCiContext(context: OperationContext, facts: ProcessFacts): Promise<CiContext> {
  const { readTextFile } = await import('./adapters/files/index.ts');
  const { systemClock } = await import('./adapters/system/index.ts');
  return {
    ...createRegistryContext(context, facts),
    clock: systemClock,
    readText: (path) => readTextFile(resolve(facts.folder, path)),
  };
}
