import { resolve } from 'node:path';
import { createRegistryContext } from './composition.ts';
import type { ProcessFacts } from './composition.ts';
import type { CacheContext, IndexContext, OperationContext } from './operations/index.ts';

/** The world of `index rebuild`. */
export async function createIndexContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<IndexContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { openIndexFolder } = await import('./adapters/output/index.ts');
  return {
    ...createRegistryContext(context, facts),
    openIndexFolder: (out) => openIndexFolder(createFilesContext(process), resolve(facts.folder, out)),
  };
}

/** The world of `cache clear`. */
export async function createCacheContext(
  context: OperationContext,
  { environment }: ProcessFacts,
): Promise<CacheContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { createCacheFolders } = await import('./adapters/cache/index.ts');
  return { ...context, ...createCacheFolders(createFilesContext(process), environment) };
}
