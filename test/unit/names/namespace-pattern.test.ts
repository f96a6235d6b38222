import { describe, expect, it } from 'vitest';
import {
  coversNamespace,
  includesPattern,
  parseNamespacePath,
  parseNamespacePattern,
} from '../../../src/names/index.ts';

function covers(text: string, where: string): boolean {
  const [pattern, path] = [parseNamespacePattern(text), parseNamespacePath(where)];
  if (!pattern.ok || !path.ok) throw new Error(`${text} ${where}`);
  return coversNamespace(pattern.value, path.value);
}

describe('a pattern of namespaces', () => {
  it.each([
    ['org.acme', 'org.acme', true],
    ['org.acme', 'org.acme.tools', true],
    ['org.acme', 'org.acme-x', false],
    ['org.acme', 'org.acmes', false],
    ['org.acme', 'lib.acme', false],
    ['org.acme.tools', 'org.acme', false],
    ['org.*', 'org.acme.tools', true],
    ['org.*', 'lib.http', false],
    ['org.*.production', 'org.acme.production', true],
    ['org.*.production', 'org.acme.production.eu', true],
    ['org.*.production', 'org.acme.eu.production', false],
    ['org.*.production', 'org.production', false],
    ['*', 'hyper', true],
    ['*.acme', 'org.acme', true],
    ['user.a.b@example.com', 'user.a.b@example.com/tools', true],
    ['user.*', 'user.a.b@example.com/tools', true],
    ['user.*.tools', 'user.a.b@example.com/tools', true],
    ['user.*.b', 'user.a.b@example.com', false],
  ])('%s over %s: %s (O05)', (pattern, path, expected) => {
    expect(covers(pattern, path)).toBe(expected);
  });

  it.each([
    '',
    '.',
    'org.',
    '.org',
    'org..acme',
    'org.acme*',
    'org.*acme',
    'org.**',
    'Org.acme',
    'orgs/acme',
    'org.acme/',
    'org acme',
    'org.a_b',
    '*.*x',
  ])('is not %j', (text) => {
    expect(parseNamespacePattern(text)).toMatchObject({
      ok: false,
      fault: { code: 'HYPER_NAMESPACE_PATTERN' },
    });
  });

  it.each([
    ['*', 'org.acme', true],
    ['org.*', 'org.acme.tools', true],
    ['org.acme', 'org.*', false],
    ['org.*.a', 'org.*.a.b', true],
    ['org.a', 'org.b', false],
  ])('%s includes %s: %s', (wide, narrow, expected) => {
    const [one, other] = [parseNamespacePattern(wide), parseNamespacePattern(narrow)];
    expect(one.ok && other.ok && includesPattern(one.value, other.value)).toBe(expected);
  });
});
