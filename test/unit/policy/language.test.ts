import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../../src/access/index.ts';
import { SHIPPED_POLICY_IDS, evaluatePolicies } from '../../../src/policy/index.ts';
import { OPERATORS } from '../../../src/policy/language/operators.ts';
import { parseField } from '../../../src/policy/language/field.ts';
import { loadPatternCompiler } from '../../../src/policy/language/linear-regex.ts';
import { compiled, policyOf, policyWith, ruleText, subjectOf } from '../../build/policies.ts';
import { AT } from '../../build/snapshots.ts';

const DOCS = new URL('../../../docs/', import.meta.url);
const POLICIES = readFileSync(new URL('policies.md', DOCS), 'utf8');

describe('docs/policies.md', () => {
  it('has a row for every operator, and for no other', () => {
    const table = POLICIES.slice(
      POLICIES.indexOf('| operator |'),
      POLICIES.indexOf('A field that the manifest'),
    );
    const cells = [...table.matchAll(/^\| (`.*?) \|/gmu)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`([^`]+)`/gu),
    ]);
    expect(new Set(cells.map(([, name]) => name))).toEqual(new Set(OPERATORS.keys()));
  });

  it('names every shipped policy', () => {
    for (const id of SHIPPED_POLICY_IDS) expect(POLICIES).toContain(`\`${id}\``);
  });

  it('shows a policy that is valid and keeps its own example', async () => {
    const [, text = ''] = /^```yaml\n([\s\S]*?)^```$/mu.exec(POLICIES) ?? [];
    expect(policyOf(text).id).toBe('licence-allow-list');
    const { runExamples } = await import('../../../src/policy/index.ts');
    expect(runExamples(await compiled(text, 'org.acme')).map(({ isPassed }) => isPassed)).toEqual([true]);
  });
});

it('docs/access.md names every capability', () => {
  const text = readFileSync(new URL('access.md', DOCS), 'utf8');
  for (const capability of CAPABILITIES) expect(text).toContain(`\`${capability}\``);
});

describe('a field', () => {
  it.each([
    ['metadata.license', ['metadata', 'license']],
    ['spec.ports[0].name', ['spec', 'ports', 0, 'name']],
    ['labels["acme.example/team"]', ['labels', 'acme.example/team']],
    ['labels["a"]["b"]', ['labels', 'a', 'b']],
    ['x-own', ['x-own']],
  ])('%s', (text, expected) => {
    expect(parseField(text)).toEqual(expected);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'a[01]', 'a[-1]', '[0]', 'a["]', 'a b', 'a[x]', 'a.*', 'a["b\\"]'])(
    'is not %j',
    (text) => {
      expect(parseField(text)).toBeUndefined();
    },
  );
});

describe('patterns and expressions cost no more than their caps (P15)', () => {
  const EVIL = [
    '^(a+)+$',
    '(a|aa)+$',
    '(a*)*b',
    '(x+x+)+y',
    '([a-z]+)*[0-9]',
    '(.*)(.*)(.*)(.*)(.*)z',
    '(a?){200}a{200}',
  ];

  /** Steps would be 2^n with backtracking: 40 characters would then never end, and 50,000 do here. */
  it.each(EVIL)('looks through 50,000 characters with %s', async (pattern) => {
    const compile = await loadPatternCompiler();
    const matcher = compile(pattern);
    const text = 'a'.repeat(50_000);
    expect(typeof matcher.test(`${text}!`)).toBe('boolean');
    expect(matcher.test(`${text}!`)).toBe(matcher.test(`${'a'.repeat(1000)}!`));
  });

  it('refuses patterns over a cap, and texts over another', async () => {
    const compile = await loadPatternCompiler();
    expect(() => compile('a'.repeat(1025))).toThrow('more than 1024 characters');
    expect(() => compile('.{1000}'.repeat(9))).toThrow('repeats too much');
    expect(() => compile('a').test('b'.repeat(64 * 1024 + 1))).toThrow('too long');
  });

  const outcome = async (source: string, more = ''): Promise<string | undefined> => {
    const policy = await compiled(policyWith([ruleText(`{cel: ${JSON.stringify(source)}}`)]));
    return evaluatePolicies([policy], subjectOf(more), { at: AT })[0]?.outcome;
  };
  const list = (count: number, text = 'word'): string => `x-list:\n${`  - ${text}\n`.repeat(count)}`;

  it('gives up on macros over long lists in each other, and says so', async () => {
    const nested = "artifact['x-list'].all(a, artifact['x-list'].all(b, a == b))";
    expect(await outcome(nested, list(100))).toBe('refused');
    expect(await outcome(nested, list(1001))).toBe('undecided');
    expect(await outcome("artifact['x-list'].all(a, a == 'word')", list(1001))).toBe('refused');
  });

  it('gives up on patterns over too much text in one expression', async () => {
    const source = "artifact['x-list'].all(a, a.matches('^(a+)+$') && a.matches('a$'))";
    expect(await outcome(source, list(10, 'a'.repeat(1000)))).toBe('refused');
    expect(await outcome(source, list(600, 'a'.repeat(1000)))).toBe('undecided');
  });

  it('cannot run an expression that is nested too deep to be read', async () => {
    expect(await outcome(`${'('.repeat(1000)}true${')'.repeat(1000)}`)).toBe('broken');
  });
});
