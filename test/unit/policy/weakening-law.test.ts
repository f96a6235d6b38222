import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  comparePolicies,
  compilePolicies,
  evaluatePolicies,
  policiesInForce,
} from '../../../src/policy/index.ts';
import type { PolicySource, PolicySubject } from '../../../src/policy/index.ts';
import type { PolicyCondition, PolicyManifest } from '../../../src/manifest/index.ts';
import { subjectOf } from '../../build/policies.ts';
import { AT, pathOf } from '../../build/snapshots.ts';

const FIELDS = ['metadata.license', 'x-size', 'x-word', 'labels.tier'] as const;
const leaf: fc.Arbitrary<PolicyCondition> = fc
  .oneof(
    fc.record({
      field: fc.constantFrom(...FIELDS),
      operator: fc.constant('equals' as const),
      value: fc.constantFrom('MIT', 'ISC', 2, 'gold'),
    }),
    fc.record({
      field: fc.constantFrom(...FIELDS),
      operator: fc.constant('in' as const),
      value: fc.subarray(['MIT', 'ISC', 1, 2, 'gold'], { minLength: 1 }),
    }),
    fc.record({
      field: fc.constant('x-size'),
      operator: fc.constantFrom('greater-than' as const, 'less-than' as const),
      value: fc.integer({ min: 0, max: 3 }),
    }),
    fc.record({
      field: fc.constantFrom('metadata.license', 'x-word'),
      operator: fc.constant('matches' as const),
      value: fc.constantFrom('^M', 'I'),
    }),
    fc.record({
      field: fc.constantFrom(...FIELDS),
      operator: fc.constant('exists' as const),
      value: fc.boolean(),
    }),
    fc.record({
      field: fc.constant('metadata.license'),
      operator: fc.constant('licensed-under' as const),
      value: fc.subarray(['MIT', 'ISC'], { minLength: 1 }),
    }),
  )
  .map((one) => ({ target: 'artifact' as const, ...one }));
const { condition } = fc.letrec<{ condition: PolicyCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    leaf,
    fc.record({ not: tie('condition') }),
    fc.record({ and: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ or: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
  ),
}));

const SCOPES: NonNullable<PolicyManifest['scope']>[] = [
  {},
  { types: ['service'] },
  { types: ['plugin', 'service'] },
  { namespaces: ['org.*'] },
  { namespaces: ['org.acme.tools'] },
  { selector: { tier: 'gold' } },
];

const rule = fc.record({
  id: fc.constantFrom('one', 'two'),
  type: fc.constantFrom('validation' as const, 'validation' as const, 'inspection' as const),
  severity: fc.constant('high' as const),
  condition,
  action: fc.record({
    type: fc.constantFrom('deny' as const, 'deny' as const, 'allow' as const, 'log' as const),
  }),
});
const policy: fc.Arbitrary<PolicyManifest> = fc.record({
  apiVersion: fc.constant('hyper/v1' as const),
  kind: fc.constant('Policy' as const),
  id: fc.constantFrom('p', 'q'),
  enforcement: fc.constantFrom('mandatory' as const, 'mandatory' as const, 'advisory' as const),
  scope: fc.constantFrom<NonNullable<PolicyManifest['scope']>>(...SCOPES),
  exceptions: fc.array(
    fc.record({
      target: fc.constantFrom('org.acme.tools', 'org.acme.tools/tool', 'org.acme'),
      reason: fc.constant('Why not.'),
      expiresAt: fc.constantFrom('2026-05-01T00:00:00Z', '2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z'),
    }),
    { maxLength: 1 },
  ),
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
});

interface Side {
  readonly policies: readonly PolicyManifest[];
  readonly override: 'none' | 'disabled' | 'advisory' | 'mandatory';
  readonly tier: string;
}

const side: fc.Arbitrary<Side> = fc.record({
  policies: fc.array(policy, { maxLength: 2 }),
  override: fc.constantFrom('none' as const, 'disabled' as const, 'advisory' as const, 'mandatory' as const),
  tier: fc.constantFrom('gold', 'silver'),
});
/** A base, and a head that is another one, or the same with small edits. */
const change = fc.oneof(
  fc.tuple(side, side),
  fc.tuple(side, policy, fc.nat(3)).map(([base, other, what]): [Side, Side] => {
    const policies = base.policies.map((one, index) => {
      if (index > 0) return one;
      return (
        [
          { ...one, rules: [...one.rules, ...other.rules] },
          { ...one, scope: other.scope ?? {} },
          { ...one, exceptions: other.exceptions ?? [] },
          one,
        ][what] ?? one
      );
    });
    return [base, { ...base, policies }];
  }),
);

function sourceOf({ policies, override, tier }: Side): PolicySource {
  const overrides = override === 'none' ? [] : [{ policy: 'p', enforcement: override }];
  const record = (path: string, more: object, own: readonly PolicyManifest[]) =>
    [
      path,
      { path, manifest: { path, ...more }, policies: new Map(own.map((one) => [one.id, one])) },
    ] as const;
  const namespaces = new Map([
    record('org.acme', { labels: { tier } }, policies),
    record('org.acme.tools', { policies: { overrides } }, []),
  ]);
  return { registry: {}, namespaces, index: { namespaces: new Map() } } as unknown as PolicySource;
}

const words = ['MIT', 'ISC', 'GPL-3.0-only', 'MIT OR ISC', 'gold'];
const manifest = fc.record({
  license: fc.constantFrom(...words, undefined),
  size: fc.constantFrom('0', '1', '2', '3', '"2"', '[2]', undefined),
  word: fc.constantFrom(...words.map((one) => `"${one}"`), '""', 'null', undefined),
  tier: fc.constantFrom('gold', 'silver', undefined),
  where: fc.constantFrom('org.acme', 'org.acme.tools'),
});

function toSubject(
  { license, size, word, tier, where }: typeof manifest extends fc.Arbitrary<infer T> ? T : never,
  inherited: string,
): PolicySubject {
  const more = [
    size === undefined ? '' : `x-size: ${size}\n`,
    word === undefined ? '' : `x-word: ${word}\n`,
  ].join('');
  const subject = subjectOf(more, { where, labels: new Map([['tier', tier ?? inherited]]) });
  const value = { ...(subject.document.value as object), metadata: license === undefined ? {} : { license } };
  return {
    ...subject,
    document: { text: subject.document.text, value, locate: () => subject.document.locate([]) },
  };
}

async function refuses(source: PolicySource, subject: PolicySubject): Promise<boolean> {
  const policies = await compilePolicies(policiesInForce(source, pathOf(subject.namespace)));
  return evaluatePolicies(policies, subject, { at: AT }).some(({ isRefusal }) => isRefusal);
}

it('never misses a change that lets something through which was refused (O04)', async () => {
  const seen = { weaker: 0, told: 0, silent: 0 };
  await fc.assert(
    fc.asyncProperty(
      change,
      fc.array(manifest, { minLength: 12, maxLength: 12 }),
      async ([before, after], manifests) => {
        const [base, head] = [sourceOf(before), sourceOf(after)];
        const told = (await comparePolicies(base, head)).length > 0;
        seen[told ? 'told' : 'silent'] += 1;
        for (const one of manifests) {
          const isWeaker =
            (await refuses(base, toSubject(one, before.tier))) &&
            !(await refuses(head, toSubject(one, after.tier)));
          if (!isWeaker) continue;
          seen.weaker += 1;
          expect(told, JSON.stringify(one)).toBe(true);
        }
      },
    ),
    { numRuns: 200, seed: 5 },
  );
  expect(seen.weaker).toBeGreaterThan(50);
  expect(seen.silent).toBeGreaterThan(20);
});
