import type { TrustOptions } from './adapters/sigstore/index.ts';
import { createRegistryContext } from './composition.ts';
import type { ProcessFacts } from './composition.ts';
import type { OperationContext, PolicyExplainContext } from './operations/index.ts';

// The part of the composition that policies and roles need: adapters meet operations here too.

/** Whose certificates, logs and timestamps are believed. */
export type SigstoreAsked = Pick<TrustOptions, 'trustedRoot' | 'refresh'>;

/** What verifies signatures by certificates, logs and timestamps; loaded when one is met. `asked` is the embedded root unless told. */
export function createVerifier(
  { environment, folder }: ProcessFacts,
  asked: SigstoreAsked = { trustedRoot: environment['HYPER_TRUSTED_ROOT'], refresh: undefined },
): PolicyExplainContext['verifier'] {
  return async () => {
    const { keptFolderOf } = await import('./adapters/system/index.ts');
    const sigstore = await import('./adapters/sigstore/index.ts');
    const trust = await sigstore.openTrust({ ...asked, folder, cacheFolder: keptFolderOf(environment) });
    return sigstore.createSigstoreVerifier(trust);
  };
}

/** The world of asking policies and roles. */
export async function createPolicyContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<PolicyExplainContext> {
  const { systemClock } = await import('./adapters/system/index.ts');
  return { ...createRegistryContext(context, facts), clock: systemClock, verifier: createVerifier(facts) };
}
