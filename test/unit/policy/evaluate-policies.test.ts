import { describe, expect, it } from 'vitest';
import { evaluatePolicies } from '../../../src/policy/index.ts';
import type { CompiledPolicy, PolicyFinding, PolicySubject } from '../../../src/policy/index.ts';
import { compiled, policyWith, ruleText, subjectOf } from '../../build/policies.ts';
import { AT } from '../../build/snapshots.ts';

const GPL = ruleText('{target: artifact, field: metadata.license, operator: equals, value: MIT}');

async function judge(text: string, subject = subjectOf()): Promise<PolicyFinding[]> {
  return evaluatePolicies([await compiled(text)], subject, { at: AT });
}

async function outcome(
  condition: string,
  subject: PolicySubject = subjectOf(),
  action = 'deny',
): Promise<string> {
  const [finding] = await judge(policyWith([ruleText(condition, action)]), subject);
  return finding?.outcome ?? 'content';
}

/** The subject without what verifying found. */
function withoutFacts({ signature, ...rest }: PolicySubject): PolicySubject {
  expect(signature).toBeDefined();
  return rest;
}

const compare = (field: string, operator: string, value: string, target = 'artifact'): string =>
  `{target: ${target}, field: '${field}', operator: ${operator}, value: ${value}}`;

describe('a refusal', () => {
  it('says which rule of which policy, in the file of the release, at the field', async () => {
    const [finding] = await judge(policyWith([GPL]));
    expect(finding).toMatchObject({
      outcome: 'refused',
      isRefusal: true,
      diagnostic: {
        code: 'HYPER_POLICY_REFUSED',
        severity: 'error',
        path: 'namespaces/org/acme/tool/1.0.0.yaml',
        span: { start: { line: 11, column: 12 } },
      },
      policy: { id: 'test-policy', from: 'org.acme', enforcement: 'mandatory' },
      rule: { id: 'test-rule', severity: 'high', pointer: ['rules', 0] },
    });
  });

  it('is advice in an advisory policy, a record in one that audits, nothing in a disabled one', async () => {
    const policy = await compiled(policyWith([GPL]));
    const as = (enforcement: CompiledPolicy['enforcement']): string[] =>
      evaluatePolicies([{ ...policy, enforcement }], subjectOf(), { at: AT }).map(
        (one) => `${one.diagnostic.code} ${one.diagnostic.severity} ${one.isRefusal}`,
      );
    expect(as('advisory')).toEqual(['HYPER_POLICY_ADVICE warning false']);
    expect(as('audit-only')).toEqual(['HYPER_POLICY_RECORDED info false']);
    expect(as('disabled')).toEqual([]);
  });

  it('never comes from an inspection, a log or a notice', async () => {
    const condition = compare('metadata.license', 'equals', 'MIT');
    const rules = [
      ruleText(condition, 'deny', 'inspection'),
      ruleText(condition, 'log').replace('test-rule', 'logs'),
      ruleText(condition, 'notify').replace('test-rule', 'notifies'),
    ];
    expect((await judge(policyWith(rules))).map((one) => [one.outcome, one.isRefusal])).toEqual([
      ['advised', false],
      ['recorded', false],
      ['recorded', false],
    ]);
  });
});

describe('conditions', () => {
  const HOLD: readonly (readonly [string, string, string])[] = [
    ['metadata.license', 'equals', 'MIT'],
    ['metadata.license', 'in', '[ISC, MIT]'],
    ['metadata.license', 'licensed-under', '[MIT]'],
    ['metadata.license', 'matches', '^M.T$'],
    ['metadata.description', 'contains', 'service'],
    ['metadata.tags', 'contains', 'testing'],
    ['metadata', 'contains', 'license'],
    ['metadata.tags[0]', 'equals', 'testing'],
    ['version', 'greater-than', '"1.0.0-rc.9"'],
    ['version', 'less-than', '"1.10.0"'],
    ['createdAt', 'less-than', '"2025-05-30T09:07:35.5Z"'],
    ['metadata.homepage', 'exists', 'false'],
    ['metadata.license', 'exists', 'true'],
    ['labels["acme.example/team"]', 'equals', 'core'],
  ];
  const FAIL: readonly (readonly [string, string, string])[] = [
    ['metadata.license', 'equals', 'mit'],
    ['metadata.license', 'in', '[ISC]'],
    ['metadata.license', 'licensed-under', '[ISC]'],
    ['metadata.license', 'matches', '^M$'],
    ['metadata.tags', 'contains', 'test'],
    ['metadata', 'contains', 'toString'],
    ['version', 'greater-than', '"1.0.0"'],
    ['version', 'less-than', '"0.9.9"'],
    ['metadata.license', 'exists', 'false'],
    ['constructor.name', 'exists', 'true'],
    ['metadata.tags[1]', 'exists', 'true'],
    ['labels.team', 'exists', 'true'],
  ];
  const subject = subjectOf('', { labels: new Map([['acme.example/team', 'core']]) });

  it.each(HOLD)('hold: %s %s %s', async (field, operator, value) => {
    expect(await outcome(compare(field, operator, value), subject)).toBe('refused');
    expect(await outcome(`{not: ${compare(field, operator, value)}}`, subject)).toBe('content');
    expect(await outcome(compare(field, operator, value), subject, 'allow')).toBe('content');
  });

  it.each(FAIL)('do not hold: %s %s %s', async (field, operator, value) => {
    expect(await outcome(compare(field, operator, value), subject)).toBe('content');
    expect(await outcome(compare(field, operator, value), subject, 'allow')).toBe('refused');
  });

  it('join by and, or and not', async () => {
    const [yes, no] = [compare('name', 'equals', 'tool'), compare('name', 'equals', 'other')];
    expect(await outcome(`{and: [${yes}, ${no}]}`)).toBe('content');
    expect(await outcome(`{or: [${no}, ${yes}]}`)).toBe('refused');
    expect(await outcome(`{not: {or: [${no}, {not: ${yes}}]}}`)).toBe('refused');
  });

  it('look at the namespace, the user and the operation where they are known', async () => {
    const known = subjectOf('', {
      namespaceFields: { visibility: 'private' },
      user: { githubId: 7 },
      operation: { name: 'publish' },
    });
    expect(await outcome(compare('visibility', 'equals', 'private', 'namespace'), known)).toBe('refused');
    expect(await outcome(compare('githubId', 'less-than', '8', 'user'), known)).toBe('refused');
    expect(await outcome(compare('name', 'equals', 'yank', 'operation'), known)).toBe('content');
  });

  it('in CEL see the same facts, and run matches on the linear engine', async () => {
    const cel = (text: string): Promise<string> => outcome(`{cel: "${text}"}`, subject);
    expect(await cel("artifact.metadata.license == 'MIT' && size(artifact.metadata.tags) == 1")).toBe(
      'refused',
    );
    expect(await cel("artifact.metadata.tags.exists(t, t.matches('^test'))")).toBe('refused');
    expect(await cel('has(artifact.metadata.homepage)')).toBe('content');
    expect(await cel("artifact.labels['acme.example/team'] == 'core'")).toBe('refused');
    expect(await cel('artifact.signature.verified')).toBe('refused');
    expect(await cel('!artifact.signature.verified')).toBe('content');
  });
});

describe('what is absent or of another type never satisfies (O16)', () => {
  const VALUES: readonly (readonly [string, string, string])[] = [
    // How spec.extra is written, what a rule that denies it says, what a rule that allows only it says.
    ['absent', '', 'content refused'],
    ['the value', 'x-extra: wanted\n', 'refused content'],
    ['another', 'x-extra: other\n', 'content refused'],
    ['empty', "x-extra: ''\n", 'content refused'],
    ['null', 'x-extra: null\n', 'undecided undecided'],
    ['a number', 'x-extra: 7\n', 'undecided undecided'],
    ['an empty list', 'x-extra: []\n', 'undecided undecided'],
    ['a list of it', 'x-extra: [wanted]\n', 'undecided undecided'],
    ['a map', 'x-extra: {wanted: wanted}\n', 'undecided undecided'],
  ];
  for (const operator of ['equals', 'in', 'matches', 'licensed-under']) {
    const value = operator === 'equals' || operator === 'matches' ? 'wanted' : '[wanted]';
    it.each(VALUES)(`${operator}: %s`, async (_name, more, expected) => {
      const condition = compare('x-extra', operator, value);
      const got = [
        await outcome(condition, subjectOf(more)),
        await outcome(condition, subjectOf(more), 'allow'),
      ].join(' ');
      const isNoLicence = operator === 'licensed-under' && /wanted|other|''/u.test(more);
      expect(got).toBe(isNoLicence ? 'undecided undecided' : expected);
    });
  }

  it('takes null for what is not there, where it is asked for that alone', async () => {
    expect(await outcome(compare('x-extra', 'exists', 'true'), subjectOf('x-extra: null\n'))).toBe('content');
    expect(await outcome(compare('x-extra', 'exists', 'false'), subjectOf('x-extra: null\n'))).toBe(
      'refused',
    );
    expect(await outcome(compare('x-extra', 'exists', 'false'), subjectOf("x-extra: ''\n"))).toBe('content');
  });

  it('refuses a comparison of size with a number that is written as a text', async () => {
    const condition = compare('x-replicas', 'greater-than', '10');
    expect(await outcome(condition, subjectOf('x-replicas: 11\n'))).toBe('refused');
    expect(await outcome(condition, subjectOf('x-replicas: "11"\n'))).toBe('undecided');
    expect(await outcome(condition, subjectOf('x-replicas: [11]\n'))).toBe('undecided');
    expect(await outcome(condition, subjectOf('x-replicas: 9\n'))).toBe('content');
  });

  it('refuses an expression that asks for a field that is not there', async () => {
    expect(await outcome('{cel: "artifact.metadata.homepage.startsWith(\'https:\')"}')).toBe('undecided');
    expect(
      await outcome('{cel: "artifact.metadata.homepage.startsWith(\'https:\')"}', subjectOf(), 'allow'),
    ).toBe('undecided');
    expect(await outcome('{cel: "artifact.metadata.license"}')).toBe('undecided');
  });
});

describe('what cannot be told refuses (O14)', () => {
  it('a fact that nobody gave', async () => {
    const unsigned = withoutFacts(subjectOf());
    const signed = compare('signature.verified', 'equals', 'false');
    expect(await outcome(signed, unsigned)).toBe('undecided');
    expect(await outcome('{cel: "!artifact.signature.verified"}', unsigned)).toBe('undecided');
    expect(await outcome('{cel: "has(artifact.signature)"}', unsigned)).toBe('undecided');
    expect(await outcome(compare('githubId', 'equals', '7', 'user'))).toBe('undecided');
    expect(await outcome('{cel: "user.githubId == 7"}')).toBe('undecided');
  });

  it('a signature that the release claims of itself', async () => {
    const claims = withoutFacts(subjectOf('signature:\n  verified: true\n'));
    expect(await outcome(`{not: ${compare('signature.verified', 'equals', 'true')}}`, claims)).toBe(
      'undecided',
    );
    const found = { ...claims, signature: { verified: false, signers: [] } };
    expect(await outcome(`{not: ${compare('signature.verified', 'equals', 'true')}}`, found)).toBe('refused');
  });

  const BROKEN: readonly (readonly [string, string])[] = [
    ['a pattern that is none', compare('name', 'matches', '"("')],
    ['a pattern with a look-behind', compare('name', 'matches', '"(?<=a)b"')],
    ['a pattern with a back reference', compare('name', 'matches', "'(a)\\1'")],
    [
      'a pattern that repeats too much',
      compare('name', 'matches', '"(a{100}){10}.{1000}.{1000}.{1000}.{1000}"'),
    ],
    ['a field that is none', compare('metadata..license', 'equals', 'MIT')],
    ['a field that begins with an index', compare('[0]', 'equals', 'MIT')],
    ['a list where a text is meant', compare('name', 'matches', '[tool]')],
    ['an empty list', compare('name', 'in', '[]')],
    ['an order of words', compare('name', 'greater-than', 'tool')],
    ['an expression that is none', '{cel: "artifact.name =="}'],
    ['an expression over something else', '{cel: "process.env.HOME == \'x\'"}'],
    ['macros in macros in macros', '{cel: "[1].all(a, [1].all(b, [1].all(c, a == b)))"}'],
    ['two forms at once', '{cel: "true", field: name}'],
  ];

  it.each(BROKEN)('%s', async (_name, condition) => {
    const text = policyWith([ruleText(condition)]);
    const policy = await compiled(text);
    for (const enforcement of ['mandatory', 'advisory', 'audit-only'] as const) {
      const [finding] = evaluatePolicies([{ ...policy, enforcement }], subjectOf(), { at: AT });
      expect([finding?.outcome, finding?.isRefusal]).toEqual(['broken', true]);
    }
  });

  it('a type and an action that do not go together, and a patch without one', async () => {
    const holds = compare('name', 'equals', 'tool');
    for (const rule of [
      ruleText(holds, 'modify'),
      ruleText(holds, 'deny', 'transformation'),
      ruleText(holds, 'modify', 'transformation'),
      ruleText(holds, 'modify, parameters: {set: [name]}', 'transformation'),
      ruleText(holds, 'modify, parameters: {remove: [a..b]}', 'transformation'),
    ]) {
      expect((await judge(policyWith([rule])))[0]?.outcome, rule).toBe('broken');
    }
  });

  it('an engine that throws', async () => {
    const policy = await compiled(policyWith([GPL]));
    const [rule] = policy.rules;
    if (rule?.condition.kind !== 'compare') throw new Error('expected a comparison');
    const compareThrows = (): never => {
      throw new Error('out of order');
    };
    const comparison = { ...rule.condition.comparison, compare: compareThrows };
    const broken = { ...policy, rules: [{ ...rule, condition: { kind: 'compare' as const, comparison } }] };
    const [finding] = evaluatePolicies([broken], subjectOf(), { at: AT });
    expect([finding?.outcome, finding?.isRefusal]).toEqual(['undecided', true]);
    expect(finding?.diagnostic.code).toBe('HYPER_POLICY_UNDECIDED');
    expect(finding?.diagnostic.message).toContain('out of order');
  });

  it('a policy that cannot be read', async () => {
    const policy = { ...(await compiled(policyWith([GPL]))), policy: undefined, rules: [] };
    const unread = { ...policy, breaks: [{ pointer: [], message: 'the policy cannot be read' }] };
    expect(evaluatePolicies([unread], subjectOf(), { at: AT })).toMatchObject([
      { outcome: 'broken', isRefusal: true },
    ]);
  });
});

describe('scope', () => {
  const scoped = async (scope: string, subject: PolicySubject): Promise<boolean> =>
    (await judge(policyWith([GPL], `scope: ${scope}\n`), subject)).length > 0;
  const at = (where: string): PolicySubject => subjectOf('', { where });

  it('compares namespaces by segments, and covers what lies below a pattern (O05)', async () => {
    const scope = '{namespaces: [org.*.production]}';
    expect(await scoped(scope, at('org.acme.production'))).toBe(true);
    expect(await scoped(scope, at('org.acme.production.eu'))).toBe(true);
    expect(await scoped(scope, at('org.acme.production-x'))).toBe(false);
    expect(await scoped(scope, at('org.acme.eu.production'))).toBe(false);
    expect(await scoped(scope, at('org.production'))).toBe(false);
    expect(await scoped('{namespaces: [org.acme]}', at('org.acme-x'))).toBe(false);
    expect(await scoped('{namespaces: ["*"]}', at('lib.anything'))).toBe(true);
  });

  it('refuses a pattern with a star inside a segment, and then looks at everything', async () => {
    expect(
      (await judge(policyWith([GPL], 'scope: {namespaces: ["org.acme*"]}\n'), at('lib.x')))[0]?.outcome,
    ).toBe('broken');
  });

  it('asks for types and labels', async () => {
    expect(await scoped('{types: [service]}', at('org.acme'))).toBe(true);
    expect(await scoped('{types: [plugin]}', at('org.acme'))).toBe(false);
    const labelled = subjectOf('', { labels: new Map([['tier', 'gold']]) });
    expect(await scoped('{selector: {tier: gold}}', labelled)).toBe(true);
    expect(await scoped('{selector: {tier: silver}}', labelled)).toBe(false);
  });
});

describe('exceptions (O13)', () => {
  const excepted = async (
    target: string,
    expiresAt = '2026-06-02T00:00:00Z',
  ): Promise<PolicyFinding | undefined> => {
    const exceptions = `exceptions:\n  - target: ${target}\n    reason: Until the autumn.\n    expiresAt: "${expiresAt}"\n`;
    const subject = subjectOf('', { where: 'org.acme.legacy' });
    return (await judge(policyWith([GPL], exceptions), subject))[0];
  };

  it.each(['org.acme.legacy', 'org.acme.legacy/tool', 'org.acme.legacy/tool@1.0.0'])(
    'let %s through, and say so',
    async (target) => {
      expect(await excepted(target)).toMatchObject({
        outcome: 'excepted',
        isRefusal: false,
        exception: { target, reason: 'Until the autumn.' },
        diagnostic: { code: 'HYPER_POLICY_EXCEPTION', severity: 'warning' },
      });
    },
  );

  it.each([
    'org.acme.legacy/tool@1.0.1',
    'org.acme.legacy/tool@^1',
    'org.acme.legacy/tool-x',
    'org.acme.lega',
    'org.acme',
    'org',
    '"*"',
    'org.other.legacy',
  ])('let nothing through for %s', async (target) => {
    expect((await excepted(target))?.outcome).toBe('refused');
  });

  it('end at their end, and the refusal tells it', async () => {
    const finding = await excepted('org.acme.legacy', '2026-06-01T12:00:00Z');
    expect(finding?.outcome).toBe('refused');
    expect(finding?.diagnostic.message).toContain('its exception ended at 2026-06-01T12:00:00Z');
  });

  it('never let a policy that cannot be run pass', async () => {
    const text = policyWith(
      [ruleText(compare('name', 'matches', '"("'))],
      'exceptions:\n  - target: org.acme/tool\n    reason: No.\n    expiresAt: "2027-01-01T00:00:00Z"\n',
    );
    expect((await judge(text))[0]?.outcome).toBe('broken');
  });
});

describe('a transformation', () => {
  const rule = ruleText(
    compare('metadata.homepage', 'exists', 'false'),
    'modify, parameters: {set: {metadata.homepage: "https://acme.example"}, remove: [x-old]}',
    'transformation',
  );

  it('proposes a patch of the text, and changes nothing', async () => {
    const subject = subjectOf('x-old: 1\n');
    const [finding] = await judge(policyWith([rule]), subject);
    expect(finding?.outcome).toBe('refused');
    expect(finding?.diagnostic.code).toBe('HYPER_POLICY_MODIFICATION');
    expect(finding?.patched).toContain('  homepage: https://acme.example\n');
    expect(finding?.patched).not.toContain('x-old');
    expect(subject.document.text).toContain('x-old: 1');
  });

  it('says nothing once it is as the patch would have it', async () => {
    const [finding] = await judge(policyWith([rule]), subjectOf('x-old: 1\n'));
    const patched = finding?.patched ?? '';
    const { parseDocument } = await import('../../../src/document/index.ts');
    const { document } = parseDocument(Buffer.from(patched));
    if (document === undefined) throw new Error('the patch has faults');
    expect(await judge(policyWith([rule]), { ...subjectOf(), document })).toEqual([]);
  });
});

describe('a namespace', () => {
  it('is judged by the rules that look at no artifact', async () => {
    const rules = [
      GPL,
      ruleText(compare('visibility', 'equals', 'public', 'namespace')).replace('test-rule', 'private-only'),
    ];
    const { document } = subjectOf();
    const subject: PolicySubject = { ...subjectOf(), kind: 'namespace', reference: 'org.acme', document };
    const found = await judge(policyWith(rules), subject);
    expect(found).toEqual([]);
    const cel = ruleText('{cel: "ns.name == \'tool\'"}');
    expect((await judge(policyWith([cel]), subject))[0]?.outcome).toBe('refused');
  });
});
