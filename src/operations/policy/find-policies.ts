import { HyperError, toOneLine } from '../../core/index.ts';
import { suggest } from '../../names/index.ts';
import { SHIPPED_POLICY_IDS, shippedPolicy } from '../../policy/index.ts';
import type { GoverningPolicy } from '../../policy/index.ts';

/** Every shipped policy, as if registry.yaml put it in force. Pure. */
export function shippedPolicies(): GoverningPolicy[] {
  return SHIPPED_POLICY_IDS.map((id) => {
    const policy = shippedPolicy(id);
    const enforcement = policy?.enforcement ?? 'mandatory';
    return {
      id,
      from: undefined,
      path: `templates/policies/${id}.yaml`,
      enforcement,
      overriddenBy: undefined,
      policy,
    };
  });
}

/** The policies of that id; all where none is asked for. Errors: `HYPER_POLICY_UNKNOWN`. Pure. */
export function selectPolicies(
  policies: readonly GoverningPolicy[],
  id: string | undefined,
): GoverningPolicy[] {
  const found = policies.filter((one) => id === undefined || one.id === id);
  if (id === undefined || found.length > 0) return found;
  const [near] = suggest(
    id,
    policies.map((one) => one.id),
    1,
  );
  throw new HyperError('HYPER_POLICY_UNKNOWN', `there is no policy "${toOneLine(id.slice(0, 80))}"`, {
    hint: near === undefined ? 'hyper policy list shows what there is' : `did you mean "${near}"?`,
  });
}
