import { hasEnded } from '../../access/index.ts';
import { Moment } from '../../core/index.ts';
import type { Clock } from '../../core/index.ts';
import { checkPolicies, declaredPolicies, policiesInForce } from '../../policy/index.ts';
import type { GoverningPolicy } from '../../policy/index.ts';
import { locateFaults } from '../../registry/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { siteOf } from '../on-site/site-of.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { loadKeptSnapshot } from '../kept-snapshot.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';

export interface PolicyListInput extends ReadInput {
  /** Those in force here; undefined: every one that the registry declares. */
  readonly namespace: string | undefined;
}

/** A policy, with what it lets through all the same. */
export interface ListedPolicy {
  readonly id: string;
  /** The namespace that declares it; null for one that registry.yaml puts in force. */
  readonly from: string | null;
  readonly path: string;
  readonly enforcement: string;
  readonly overriddenBy: string | null;
  /** Empty for one that cannot be read. */
  readonly rules: readonly string[];
  readonly description: string | null;
  readonly exceptions: readonly {
    readonly target: string;
    readonly reason: string;
    readonly expiresAt: string;
    readonly hasEnded: boolean;
  }[];
}

/** A registry whose clock is known: exceptions end. */
export interface PolicyClockContext extends RegistryContext {
  readonly clock: Clock;
}

/** Lists policies with their exceptions, and says what is wrong with them; of a built site, as `policiesOnSite`. */
export const policyList: Operation<PolicyListInput, readonly ListedPolicy[], PolicyClockContext> = {
  id: 'policy.list',
  group: 'validation',
  summary: 'List policies, where they hold and what they let through',
  async run(context, input) {
    const moment = new Moment(context.clock());
    const { namespace } = input;
    const site = await siteOf(context, input);
    if (site !== undefined)
      return (await import('../on-site/policies-on-site.ts')).policiesOnSite(site, namespace, moment);
    const { registry, revision } = await openRevision(context, input, 'list');
    const question = { operation: 'policy.list', revision, asked: { namespace }, moment };
    return keptOutcome(registry, question, async () =>
      list(registry, await loadKeptSnapshot(registry, revision), namespace, moment),
    );
  },
};

async function list(
  registry: OpenedRegistry,
  snapshot: Snapshot,
  namespace: string | undefined,
  moment: Moment,
): Promise<Outcome<readonly ListedPolicy[]>> {
  const policies =
    namespace === undefined
      ? declaredPolicies(snapshot)
      : policiesInForce(snapshot, requireNamespace(namespace));
  const faults = await checkPolicies(snapshot, moment);
  const shown = new Set(policies.map(({ path }) => path));
  const own = faults.filter(({ place }) => namespace === undefined || shown.has(place.path));
  const diagnostics = await locateFaults(registry.store, snapshot.index, own);
  const isFaulty = diagnostics.some(({ severity }) => severity === 'error');
  return {
    verdict: isFaulty ? 'findings' : 'pass',
    diagnostics,
    data: policies.map((one) => listed(one, moment)),
  };
}

function listed(
  { id, from, path, enforcement, overriddenBy, policy }: GoverningPolicy,
  at: Moment,
): ListedPolicy {
  return {
    id,
    from: from ?? null,
    path,
    enforcement,
    overriddenBy: overriddenBy ?? null,
    rules: policy?.rules.map((rule) => rule.id) ?? [],
    description: policy?.description ?? null,
    exceptions: (policy?.exceptions ?? []).map(({ target, reason, expiresAt }) => {
      return { target, reason, expiresAt, hasEnded: hasEnded(expiresAt, at) };
    }),
  };
}
