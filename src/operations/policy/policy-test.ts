import { declaredPolicies, compilePolicies, runExamples } from '../../policy/index.ts';
import type { CompiledPolicy, ExampleResult, GoverningPolicy } from '../../policy/index.ts';
import { locateFaults } from '../../registry/index.ts';
import type { PlacedFault } from '../../registry/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { Operation } from '../operation.ts';
import { openSnapshot } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { RegistryContext } from '../world.ts';
import { selectPolicies, shippedPolicies } from './find-policies.ts';

export interface PolicyTestInput extends ReadInput {
  /** Its id; undefined: all. */
  readonly policy: string | undefined;
  /** Those that come with hyper, instead of those of the registry. */
  readonly isShipped: boolean;
}

/** One example of a policy, with what the policy said of it. */
export interface TestedExample {
  readonly policy: string;
  readonly from: string | null;
  readonly example: string;
  readonly expect: string;
  readonly got: string;
  readonly isPassed: boolean;
  /** Ids of the rules that refused. */
  readonly rules: readonly string[];
}

/** Runs the examples of policies. Errors: `HYPER_POLICY_UNKNOWN`. */
export const policyTest: Operation<PolicyTestInput, readonly TestedExample[], RegistryContext> = {
  id: 'policy.test',
  group: 'validation',
  summary: "Run a policy's own examples",
  async run(context, input) {
    if (input.isShipped)
      return conclude(await test(selectPolicies(shippedPolicies(), input.policy)), noPlaces);
    const { registry, snapshot } = await openSnapshot(context, input, { withoutStates: true });
    const tested = await test(selectPolicies(declaredPolicies(snapshot), input.policy));
    return conclude(tested, (faults) => locateFaults(registry.store, snapshot.index, faults));
  },
};

interface Tested {
  readonly policy: CompiledPolicy;
  readonly results: readonly ExampleResult[];
}

async function test(policies: readonly GoverningPolicy[]): Promise<Tested[]> {
  const compiled = await compilePolicies(policies);
  return compiled.map((policy) => ({ policy, results: runExamples(policy) }));
}

async function conclude(
  tested: readonly Tested[],
  locate: (faults: readonly PlacedFault[]) => Promise<Diagnostic[]>,
): Promise<{ verdict: 'pass' | 'findings'; diagnostics: Diagnostic[]; data: TestedExample[] }> {
  const diagnostics = await locate(tested.flatMap(faultsOf));
  const data = tested.flatMap(({ policy: { id, from = null }, results }) =>
    results.map(({ name, expect, got, isPassed, rules }) => {
      return { policy: id, from, example: name, expect, got, isPassed, rules };
    }),
  );
  return { verdict: diagnostics.length > 0 ? 'findings' : 'pass', diagnostics, data };
}

function faultsOf({ policy, results }: Tested): PlacedFault[] {
  const { id, path, breaks } = policy;
  const broken = breaks.map(({ pointer, message }): PlacedFault => {
    const text = `the policy "${id}" cannot be run: ${message}`;
    return { code: 'HYPER_POLICY_BROKEN', severity: 'error', message: text, place: { path, pointer } };
  });
  const failed = results.filter(({ isPassed }) => !isPassed);
  return [
    ...broken,
    ...failed.map(({ name, index, expect, got, rules }): PlacedFault => {
      const by = rules.length === 0 ? '' : ` by ${rules.join(', ')}`;
      const message = `the policy "${id}" says ${got}${by} of its example "${name}", expected ${expect}`;
      const place = { path, pointer: ['examples', index] };
      return { code: 'HYPER_POLICY_EXAMPLE', severity: 'error', message, place };
    }),
  ];
}

/** Shipped policies are no files of the registry, so their faults have no position in it. */
function noPlaces(faults: readonly PlacedFault[]): Promise<Diagnostic[]> {
  return Promise.resolve(faults.map(({ place, ...rest }) => ({ ...rest, path: place.path })));
}
