import { describe, expect, it } from 'vitest';
import { createPolicyContext } from '../../../src/composition-policy.ts';
import { policyExplain, policyList, policyTest, policyTry } from '../../../src/operations/index.ts';
import type { PolicyTryInput } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { namespace, registryText, release } from '../../build/manifests.ts';
import { policyWith, ruleText } from '../../build/policies.ts';
import { findingsOf, testFacts } from '../../build/registry-context.ts';
import { EXAMPLE } from '../../e2e/run-hyper.ts';

const PATH = 'namespaces/org/acme/policies/test-policy.yaml';
const RULE = ruleText('{target: artifact, field: metadata.license, operator: equals, value: MIT}');
const EXAMPLES = `examples:
  - {name: refuses MIT, expect: deny, rule: test-rule, manifest: {metadata: {license: MIT}}}
  - {name: accepts nothing at all, expect: deny, manifest: {}}
`;
const read = { registry: undefined, at: undefined };

function repositoryOf(policy: string) {
  return createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...release('org.acme/tool', '1.0.0'),
    [PATH]: policy,
  });
}

const contextOf = (folder: string) => createPolicyContext({}, testFacts(folder));

describe('policy list', () => {
  it('tells what is declared, what is in force somewhere, and what is wrong', async () => {
    const context = await contextOf(EXAMPLE);
    const all = await policyList.run(context, { ...read, namespace: undefined });
    expect([all.verdict, all.diagnostics]).toEqual(['pass', []]);
    expect(all.data.map(({ id, from }) => `${from ?? ''} ${id}`)).toContain('org.acme signed-production');
    const here = await policyList.run(context, { ...read, namespace: 'org.acme.production' });
    expect(here.data.map(({ id, enforcement, overriddenBy }) => [id, enforcement, overriddenBy])).toEqual([
      ['licence-allow-list', 'mandatory', 'org.acme.production'],
      ['no-secrets', 'mandatory', null],
      ['signed-production', 'mandatory', null],
      ['no-prerelease', 'mandatory', null],
    ]);
  });

  it('shows exceptions, also those that have ended (O13)', async () => {
    const ended =
      'exceptions:\n  - {target: org.acme/tool, reason: Was needed., expiresAt: "2020-01-01T00:00:00Z"}\n';
    const { folder } = repositoryOf(policyWith([RULE], ended));
    const { data, diagnostics, verdict } = await policyList.run(await contextOf(folder), {
      ...read,
      namespace: undefined,
    });
    expect(data[0]?.exceptions).toEqual([
      { target: 'org.acme/tool', reason: 'Was needed.', expiresAt: '2020-01-01T00:00:00Z', hasEnded: true },
    ]);
    expect(findingsOf({ diagnostics })).toEqual([['HYPER_POLICY_EXCEPTION_ENDED', PATH, 6, 61]]);
    expect(verdict).toBe('pass');
  });
});

describe('policy test', () => {
  it('runs the examples of a registry, and of those that are shipped', async () => {
    const own = await policyTest.run(await contextOf(EXAMPLE), {
      ...read,
      policy: undefined,
      isShipped: false,
    });
    expect([own.verdict, own.data.length > 15, own.data.every(({ isPassed }) => isPassed)]).toEqual([
      'pass',
      true,
      true,
    ]);
    const shipped = await policyTest.run(await contextOf('/'), {
      ...read,
      policy: 'no-secrets',
      isShipped: true,
    });
    expect([shipped.verdict, shipped.data.length]).toEqual(['pass', 4]);
  });

  it('points to the example that the policy contradicts', async () => {
    const { folder } = repositoryOf(`${policyWith([RULE])}${EXAMPLES}`);
    const outcome = await policyTest.run(await contextOf(folder), {
      ...read,
      policy: 'test-policy',
      isShipped: false,
    });
    expect(outcome.verdict).toBe('findings');
    expect(findingsOf(outcome)).toEqual([['HYPER_POLICY_EXAMPLE', PATH, 13, 5]]);
  });

  it('points to what cannot be run', async () => {
    const { folder } = repositoryOf(
      policyWith([RULE.replace('operator: equals, value: MIT', "operator: matches, value: '('")]),
    );
    const outcome = await policyTest.run(await contextOf(folder), {
      ...read,
      policy: undefined,
      isShipped: false,
    });
    expect(findingsOf(outcome)).toEqual([['HYPER_POLICY_BROKEN', PATH, 9, 86]]);
  });

  it('names the nearest policy where there is none of that id', async () => {
    const { folder } = repositoryOf(policyWith([RULE]));
    const run = policyTest.run(await contextOf(folder), { ...read, policy: 'test-polcy', isShipped: false });
    await expect(run).rejects.toMatchObject({
      code: 'HYPER_POLICY_UNKNOWN',
      hint: 'did you mean "test-policy"?',
    });
  });
});

describe('policy try', () => {
  const tried = async (folder: string, input: Partial<PolicyTryInput>): Promise<unknown> => {
    const asked = { ...read, policy: undefined, since: undefined, namespace: undefined, ...input };
    const { verdict, data } = await policyTry.run(await contextOf(folder), asked);
    return [verdict, data.examined, data.refused.map(({ reference, rule }) => `${reference} ${rule ?? ''}`)];
  };

  it('takes an advisory policy as mandatory, over what came after a revision', async () => {
    const repository = repositoryOf(policyWith([RULE]).replace('mandatory', 'advisory'));
    const { folder } = repository;
    expect(await tried(folder, {})).toEqual(['findings', 1, ['org.acme/tool@1.0.0 test-rule']]);
    repository.write(release('org.acme/tool', '1.1.0'));
    const since = repository.commit('Publish', 1);
    expect(await tried(folder, { since: `${since}~1` })).toEqual([
      'findings',
      1,
      ['org.acme/tool@1.1.0 test-rule'],
    ]);
    expect(await tried(folder, { since })).toEqual(['pass', 0, []]);
    repository.write(namespace('org.other'));
    expect(await tried(folder, { namespace: 'org.other' })).toEqual(['pass', 0, []]);
    await expect(tried(folder, { namespace: 'org.othr' })).rejects.toMatchObject({
      code: 'HYPER_NAMESPACE_MISSING',
    });
  });

  it('knows whose signatures count, and that nobody signs a registry without a trust root', async () => {
    const unsigned = ruleText(
      '{not: {target: artifact, field: signature.verified, operator: equals, value: true}}',
    );
    const { folder } = repositoryOf(policyWith([unsigned]));
    expect(await tried(folder, {})).toEqual(['findings', 1, ['org.acme/tool@1.0.0 test-rule']]);
    expect(await tried(EXAMPLE, { policy: 'signed-production' })).toMatchObject([
      'pass',
      expect.any(Number),
      [],
    ]);
  });
});

describe('policy explain', () => {
  const explain = async (folder: string, target: string) =>
    policyExplain.run(await contextOf(folder), { ...read, target, namespace: undefined });

  it('tells every rule with what it found, of the example and its signature', async () => {
    const { verdict, data } = await explain(EXAMPLE, 'org.acme.production/gateway-config');
    expect([verdict, data.signature.verified]).toEqual(['pass', true]);
    const signed = data.policies.find(({ id }) => id === 'signed-production');
    expect(signed?.rules).toMatchObject([
      { outcome: 'content', checks: [{ field: 'artifact.signature.verified', actual: true, truth: 'yes' }] },
    ]);
    const beside = await explain(EXAMPLE, 'org.acme.platform/gateway');
    expect(beside.data.policies.find(({ id }) => id === 'signed-production')?.silence).toBe('out of scope');
  });

  it('refuses in the file at the field, and prints the patch that a transformation asks for', async () => {
    const change = ruleText(
      '{target: artifact, field: x-reviewed, operator: exists, value: false}',
      'modify, parameters: {set: {x-reviewed: "no"}}',
      'transformation',
    ).replace('test-rule', 'reviewed');
    const { folder } = repositoryOf(policyWith([RULE, change]));
    const { verdict, data, diagnostics } = await explain(folder, 'org.acme/tool');
    expect(verdict).toBe('findings');
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'HYPER_POLICY_REFUSED',
      'HYPER_POLICY_MODIFICATION',
    ]);
    expect(data.policies[0]?.rules[1]?.patched).toContain('x-reviewed: "no"');
  });

  it('judges a namespace', async () => {
    const rule = ruleText('{target: namespace, field: owner, operator: equals, value: test-owner}');
    const { folder } = repositoryOf(policyWith([rule]));
    const { data } = await explain(folder, 'org.acme');
    expect(data.policies[0]?.rules).toMatchObject([
      { outcome: 'refused', checks: [{ actual: 'test-owner' }] },
    ]);
  });
});
