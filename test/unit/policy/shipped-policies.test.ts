import { describe, expect, it } from 'vitest';
import {
  SHIPPED_POLICY_IDS,
  compilePolicies,
  runExamples,
  shippedPolicy,
} from '../../../src/policy/index.ts';
import { governing } from '../../build/policies.ts';

describe.each(SHIPPED_POLICY_IDS)('the shipped policy %s', (id) => {
  it('can be run, and says of its own examples what they expect', async () => {
    const policy = shippedPolicy(id);
    expect(policy?.id).toBe(id);
    const [compiled] = policy === undefined ? [] : await compilePolicies([governing(policy)]);
    expect(compiled?.breaks).toEqual([]);
    const results = compiled === undefined ? [] : runExamples(compiled);
    expect(results.filter(({ isPassed }) => !isPassed)).toEqual([]);
    expect(new Set(results.map(({ expect: expected }) => expected))).toEqual(new Set(['allow', 'deny']));
  });

  it('has an example that each of its rules refuses', async () => {
    const policy = shippedPolicy(id);
    const [compiled] = policy === undefined ? [] : await compilePolicies([governing(policy)]);
    const refused = new Set(
      compiled === undefined ? [] : runExamples(compiled).flatMap(({ rules }) => rules),
    );
    expect(refused).toEqual(new Set(policy?.rules.map((rule) => rule.id)));
  });
});

it('ships no policy under a name that is not there', () => {
  expect(shippedPolicy('no-such-policy')).toBeUndefined();
});
