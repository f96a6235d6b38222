import { createRegistryContext } from './composition.ts';
import type { ProcessFacts } from './composition.ts';
import type { OperationContext } from './operations/index.ts';
import type { PolicyExplainContext } from './operations/index.ts';

// The part of the composition that policies and roles need: adapters meet operations here too.

/** The world of asking policies and roles. */
export async function createPolicyContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<PolicyExplainContext> {
  const { keptFolderOf, systemClock } = await import('./adapters/system/index.ts');
  const { environment, folder } = facts;
  return {
    ...createRegistryContext(context, facts),
    clock: systemClock,
    verifier: async () => {
      const sigstore = await import('./adapters/sigstore/index.ts');
      const trustedRoot = environment['HYPER_TRUSTED_ROOT'];
      const cacheFolder = keptFolderOf(environment);
      const trust = await sigstore.openTrust({ trustedRoot, refresh: undefined, folder, cacheFolder });
      return sigstore.createSigstoreVerifier(trust);
    },
  };
}
