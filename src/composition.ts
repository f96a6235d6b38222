import { openRegistry } from './adapters/registry/index.ts';
import type { Environment } from './adapters/git/index.ts';
import type { OperationContext, RegistryContext } from './operations/index.ts';

/** What the process that runs hyper says of itself. */
export interface ProcessFacts {
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
  /** The built check worker. */
  readonly worker: URL | undefined;
  readonly buildId: string;
}

/** The one place where adapters meet operations: gives operations the world that they ask for. */
export function createRegistryContext(context: OperationContext, facts: ProcessFacts): RegistryContext {
  const progress = (done: number, total: number): void => context.progress?.(done, total, 'files');
  return {
    ...context,
    openRegistry: ({ registry }) => openRegistry(registry, { ...facts, progress }),
  };
}
