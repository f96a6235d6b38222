import type { Digest } from '../../core/index.ts';
import { loadTrust } from '../../registry/index.ts';
import type { LoadedTrust, RegistryIndex, Revision, TrustOptions } from '../../registry/index.ts';
import type { SeenRevisions } from '../../signing/index.ts';
import type { VerifyContext } from './verify-context.ts';
import { confirmFirstUse, recallRoot, requireGivenRoot } from './verify-pin.ts';
import type { Belief } from './verify-pin.ts';
import { isHistory } from './verify-revisions.ts';
import type { VerifyInput } from './verify-run.ts';

const NOTHING_SEEN: SeenRevisions = new Map();

/**
 * What this client believes of a registry, and what it may believe now: the root that is given, the one that was believed, or
 * at a first meeting the one that a person vouches for. Errors: `HYPER_ROOT_UNPINNED`, those of `loadTrust`.
 */
export async function believe(
  context: VerifyContext,
  ask: {
    readonly store: Parameters<typeof loadTrust>[0];
    readonly revision: Revision;
    readonly index: RegistryIndex;
    readonly options: Omit<TrustOptions, 'pin'>;
    readonly given: Digest | undefined;
    readonly input: Pick<VerifyInput, 'at' | 'isForgetting'>;
  },
): Promise<{ loaded: LoadedTrust; belief: Belief; seen: SeenRevisions }> {
  const { store, revision, index, options, given, input } = ask;
  const first = await loadTrust(store, revision, index, { ...options, pin: undefined });
  const isPast = isHistory(input.at);
  const belief = await recallRoot(context, first.registry.manifest.id ?? '', given, isPast);
  if (given !== undefined) requireGivenRoot(first, given);
  const { pin, known } = belief;
  const seen = isPast || input.isForgetting ? NOTHING_SEEN : (known?.revisions ?? NOTHING_SEEN);
  if (pin !== undefined)
    return { loaded: { ...first, trust: first.trust.seenWith({ pin, seen }) }, belief, seen };
  // A chain that is broken in itself is told as it is; nothing of it is remembered.
  if (first.trust.root.isSound) await confirmFirstUse(context, first);
  return { loaded: first, belief, seen };
}
