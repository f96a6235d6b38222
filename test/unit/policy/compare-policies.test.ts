import { describe, expect, it } from 'vitest';
import {
  comparePolicies,
  compilePolicies,
  evaluatePolicies,
  faultsOfWeakenings,
  policiesInForce,
} from '../../../src/policy/index.ts';
import { namespace, registryText } from '../../build/manifests.ts';
import { policyWith, ruleText, subjectOf } from '../../build/policies.ts';
import { AT, pathOf, snapshotOf } from '../../build/snapshots.ts';

type Texts = Readonly<Record<string, unknown>>;

const PATH = 'namespaces/org/acme/policies/test-policy.yaml';
const license = (operator: string, value: string): string =>
  `{target: artifact, field: metadata.license, operator: ${operator}, value: ${value}}`;
const notIn = (list: string): string => ruleText(`{not: ${license('in', list)}}`);
const BASE = policyWith([notIn('[MIT, ISC]')]);

async function kinds(before: Texts, after: Texts): Promise<string[]> {
  const [base, head] = await Promise.all([snapshotOf(before), snapshotOf(after)]);
  return (await comparePolicies(base, head)).map(({ kind, namespace: where }) => `${kind} ${where}`);
}

const acme = (policy: string, more = ''): Texts => ({ ...namespace('org.acme', more), [PATH]: policy });
const toolsBelow = (more = ''): Texts => namespace('org.acme.tools', more);

describe('a weakening (O04)', () => {
  const CASES: readonly (readonly [string, Texts, Texts, string])[] = [
    ['a policy that is removed', acme(BASE), namespace('org.acme'), 'removed org.acme'],
    [
      'a policy that is only advice',
      acme(BASE),
      acme(BASE.replace('mandatory', 'advisory')),
      'enforcement org.acme',
    ],
    [
      'a policy for fewer types',
      acme(BASE),
      acme(policyWith([notIn('[MIT, ISC]')], 'scope: {types: [plugin]}\n')),
      'types org.acme',
    ],
    [
      'a policy for fewer namespaces',
      acme(BASE),
      acme(policyWith([notIn('[MIT, ISC]')], 'scope: {namespaces: [org.acme.tools]}\n')),
      'namespaces org.acme',
    ],
    [
      'an edited selector',
      acme(BASE),
      acme(policyWith([notIn('[MIT, ISC]')], 'scope: {selector: {tier: gold}}\n')),
      'selector org.acme',
    ],
    ['a longer list', acme(BASE), acme(policyWith([notIn('[MIT, ISC, GPL-3.0-only]')])), 'rule org.acme'],
    [
      'another pattern',
      acme(policyWith([ruleText('{target: artifact, field: name, operator: matches, value: "a|b"}')])),
      acme(policyWith([ruleText('{target: artifact, field: name, operator: matches, value: "a"}')])),
      'rule org.acme',
    ],
    [
      'a rule that only inspects',
      acme(BASE),
      acme(policyWith([notIn('[MIT, ISC]').replace('validation', 'inspection')])),
      'rule org.acme',
    ],
    ['a rule that only logs', acme(BASE), acme(BASE.replace('type: deny', 'type: log')), 'rule org.acme'],
    [
      'an exception that is added',
      acme(BASE),
      acme(
        policyWith(
          [notIn('[MIT, ISC]')],
          'exceptions:\n  - {target: org.acme.tools, reason: Why not., expiresAt: "2027-01-01T00:00:00Z"}\n',
        ),
      ),
      'exception org.acme',
    ],
    [
      'a policy that is moved down',
      { ...acme(BASE), ...toolsBelow() },
      {
        ...namespace('org.acme'),
        ...toolsBelow(),
        'namespaces/org/acme/tools/policies/test-policy.yaml': BASE,
      },
      'removed org.acme',
    ],
  ];

  it.each(CASES)('is %s', async (_name, before, after, expected) => {
    expect(await kinds(before, after)).toEqual([expected]);
    expect(await kinds(after, after)).toEqual([]);
  });

  it('is a label that takes a namespace out of a selector', async () => {
    const policy = policyWith([notIn('[MIT]')], 'scope: {selector: {tier: gold}}\n');
    const before = { ...acme(policy), ...toolsBelow('labels: {tier: gold}\n') };
    const after = { ...acme(policy), ...toolsBelow('labels: {tier: silver}\n') };
    expect(await kinds(before, after)).toEqual(['labels org.acme.tools']);
  });

  it.each([
    ['labels.tier', '{target: namespace, field: labels.tier, operator: equals, value: silver}'],
    ['an expression', "{cel: \"ns.labels['tier'] == 'silver'\"}"],
    ['the contrary of an expression', "{not: {cel: \"ns.labels['tier'] == 'gold'\"}}"],
    [
      'an expression among others',
      `{and: [${license('equals', 'MIT')}, {cel: "ns.labels['tier'] == 'silver'"}]}`,
    ],
  ])('is a label that a rule looks at: %s', async (_what, condition) => {
    const policy = policyWith([ruleText(condition)]);
    const before = acme(policy, 'labels: {tier: silver}\n');
    const after = acme(policy, 'labels: {tier: gold}\n');
    expect(await kinds(before, after)).toEqual(['labels org.acme']);
    expect(await kinds(before, before)).toEqual([]);
  });

  it('is an exception with a later end, and not one with an earlier one', async () => {
    const until = (day: string, target = 'org.acme.tools'): Texts =>
      acme(
        policyWith(
          [notIn('[MIT]')],
          `exceptions:\n  - {target: ${target}, reason: Why not., expiresAt: "2027-01-${day}T00:00:00Z"}\n`,
        ),
      );
    expect(await kinds(until('01'), until('02'))).toEqual(['exception org.acme']);
    expect(await kinds(until('02'), until('01'))).toEqual([]);
    expect(await kinds(until('02'), until('01', 'org.acme.tools/one'))).toEqual([]);
    expect(await kinds(until('02', 'org.acme.tools/one'), until('02'))).toEqual(['exception org.acme']);
  });

  it('is a shipped policy that is no longer in force everywhere', async () => {
    const settings = 'settings:\n  defaultPolicies:\n    - no-secrets\n';
    const before = { 'registry.yaml': registryText(settings), ...namespace('org.acme') };
    expect(await kinds(before, namespace('org.acme'))).toEqual(['removed org.acme']);
    expect(await kinds(namespace('org.acme'), before)).toEqual([]);
  });

  it('is none where a rename keeps what is said, or a rule is added, widened or tightened', async () => {
    const renamed = BASE.replace('test-policy', 'other-policy');
    const moved = { ...namespace('org.acme'), 'namespaces/org/acme/policies/other-policy.yaml': renamed };
    expect(await kinds(acme(BASE), moved)).toEqual([]);
    expect(await kinds(acme(BASE), acme(policyWith([notIn('[MIT]')])))).toEqual([]);
    const more = ruleText(license('equals', 'MIT')).replace('test-rule', 'more');
    expect(await kinds(acme(BASE), acme(policyWith([more, notIn('[MIT, ISC]')])))).toEqual([]);
    const either = ruleText(`{or: [{not: ${license('in', '[MIT, ISC]')}}, ${license('equals', 'ISC')}]}`);
    expect(await kinds(acme(BASE), acme(policyWith([either])))).toEqual([]);
    const allows = ruleText(license('in', '[MIT, ISC]'), 'allow');
    expect(await kinds(acme(BASE), acme(policyWith([allows])))).toEqual([]);
  });

  it('is of a policy that nothing keeps in force any more, and never of one that was only advice', async () => {
    const off = 'policies:\n  overrides:\n    - {policy: test-policy, enforcement: disabled}\n';
    const advice = BASE.replace('mandatory', 'advisory');
    const before = { ...acme(BASE), ...toolsBelow() };
    expect(await kinds(before, { ...acme(advice), ...toolsBelow(off) })).toEqual([
      'enforcement org.acme',
      'removed org.acme.tools',
    ]);
    expect(await kinds(acme(advice), acme(advice.replace('ISC', 'ISC, GPL-3.0-only')))).toEqual([]);
    expect(await kinds(acme(advice), namespace('org.acme'))).toEqual([]);
  });

  it('is told in the head, as something for those who answer for the policy', async () => {
    const [base, head] = await Promise.all([
      snapshotOf(acme(BASE)),
      snapshotOf(acme(BASE.replace('mandatory', 'advisory'))),
    ]);
    expect(faultsOfWeakenings(await comparePolicies(base, head))).toMatchObject([
      { code: 'HYPER_POLICY_WEAKENED', severity: 'error', place: { path: PATH, pointer: ['enforcement'] } },
    ]);
  });
});

it('lets a policy that a change weakens refuse what comes with it, by the base (O03)', async () => {
  const gpl = subjectOf('', { where: 'org.acme' });
  const strict = policyWith([notIn('[ISC]')]);
  const [base, head] = await Promise.all([snapshotOf(acme(strict)), snapshotOf(acme(BASE))]);
  const refusals = async (source: typeof base): Promise<number> => {
    const policies = await compilePolicies(policiesInForce(source, pathOf('org.acme')));
    return evaluatePolicies(policies, gpl, { at: AT }).filter(({ isRefusal }) => isRefusal).length;
  };
  expect([await refusals(base), await refusals(head)]).toEqual([1, 0]);
  expect(await kinds(acme(strict), acme(BASE))).toEqual(['rule org.acme']);
});
