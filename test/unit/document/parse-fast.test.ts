import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/index.ts';
import { parseFast, renderDocument } from '../../../src/document/index.ts';
import { parsePositioned } from '../../../src/document/parse-positioned.ts';
import { jsonObject, yamlText } from './arbitraries.ts';
import { HANG_MS } from '../../build/hang.ts';

/** Returns whether the fast path took the text; fails where the positioned path says anything else. */
function expectAgreement(text: string): boolean {
  const value = parseFast(text);
  if (value === undefined) return false;
  const positioned = parsePositioned(text);
  expect(positioned.diagnostics).toEqual([]);
  expect(positioned.value).toEqual(value);
  return true;
}

const MANIFEST = `# yaml-language-server: $schema=https://registry.example.org/schemas/artifact.schema.json
apiVersion: hyper/v1
kind: Artifact
name: nexus-auth # the short name
version: 2.1.0
metadata:
  description: >-
    OAuth2 and OpenID Connect
    for services

    behind the gateway.
  notes: |
    First line.
      An indented line.

    Last line.
  tags:
  - security
  - oauth2
  keywords: [oidc, "jwt", 'it''s', 12, -1.5, true, null, {nested: [a]}]
  homepage: https://acme.example.com/nexus-auth
createdAt: "2026-03-01T12:00:00Z"
content: {size: 1024, digests: {sha256: 9f86d0}}
dependencies:
  - artifact: org.acme.core/http-client
    version: ^1.4.0
  - artifact: lib.crypto/jose
    version: ">=5.0.0 <6.0.0"
    condition:
      os: [linux]
  - "quoted key": 1
  - - compact
    - list
spec:
  empty:
  nothing: {}
  none: []
`;

describe('parseFast', () => {
  it('reads a whole manifest', () => {
    expect(expectAgreement(MANIFEST)).toBe(true);
    expect(parseFast(MANIFEST)).toMatchObject({
      metadata: {
        description: 'OAuth2 and OpenID Connect for services\nbehind the gateway.',
        notes: 'First line.\n  An indented line.\n\nLast line.\n',
        keywords: ['oidc', 'jwt', "it's", 12, -1.5, true, null, { nested: ['a'] }],
      },
      dependencies: [{}, { condition: { os: ['linux'] } }, { 'quoted key': 1 }, ['compact', 'list']],
      spec: { empty: null, nothing: {}, none: [] },
    });
  });

  it.each(['--eval', '-e', '--input-type=module', '-1x', '--1', '-A', '--no-x # why', '-x y'])(
    'takes %s, a text that begins with dashes, after a key, in a list and in brackets',
    (word) => {
      expect(expectAgreement(`a: ${word}\n`)).toBe(true);
      expect(expectAgreement(`- ${word}\n- b\n`)).toBe(true);
      if (!word.includes('#')) expect(expectAgreement(`a: [${word}, b]\n`)).toBe(true);
    },
  );

  it.each(['-', '--', '---', '--- a', '-- a', '-.inf', '-:', '-"a"', '---a'])(
    'leaves %s to the positioned path, wherever it stands',
    (word) => {
      for (const text of [`a: ${word}\n`, `a: [${word}, b]\n`]) expect(parseFast(text)).toBeUndefined();
    },
  );

  it.each([
    'a: b\n  c\n',
    'a: "b\n  c"\n',
    'a: b: c\n',
    'a: [b,]\n',
    'a: [b: c]\n',
    'a: {b}\n',
    'a: yes\n',
    'a: 010\n',
    'a: 1\na: 2\n',
    'a: 1\nA: 2\n',
    '"a": 1\na: 2\n',
    '"\u212a": 1\nk: 2\n',
    'k: 1\n"\u212a": 2\n',
    '__proto__: 1\n',
    'a: &b c\n',
    'a: *b\n',
    'a: !b c\n',
    'a: |+\n  b\n',
    'a: |\n  b',
    'a: |\n   b\n  c\n',
    'a:\n  - b\n - c\n',
    'a: 1\n  b: 2\n',
    '  a: 1\n',
    'a: 1\n---\nb: 2\n',
    'a: 1\n...\n',
    'a\n',
    '"abc\\',
    'a: "b',
    "a: 'b",
    'a: "\\u202e"\n',
    'a: b\tc\n',
    'a: 1\r\n',
    'a: 1\u0000\n',
    '1: a\n',
    'null: a\n',
    '',
    '# only\n',
    `a: ${'['.repeat(70)}${']'.repeat(70)}\n`,
  ])('leaves %j to the positioned path', (text) => {
    expect(parseFast(text)).toBeUndefined();
  });

  it('agrees with the positioned path on whatever it takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(yamlText, (text) => {
        if (expectAgreement(text)) taken++;
      }),
      { numRuns: 4000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('takes every rendered document', () => {
    fc.assert(
      fc.property(jsonObject, (value) => {
        let text: string;
        try {
          text = renderDocument(value as JsonObject);
        } catch {
          return;
        }
        expect(expectAgreement(text)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('reads a mapping of names as any other, whatever they are called', () => {
    const names = ['constructor/x', 'toString', 'hasOwnProperty', 'b/a', '7', 'a.b/c'];
    for (const first of names) {
      const order = [first, ...names.filter((name) => name !== first)];
      const flow = `{${order.map((name) => `${name}: "1"`).join(', ')}}`;
      const block = order.map((name) => `  ${name === '7' ? '"7"' : name}: "1"\n`).join('');
      expect(expectAgreement(`a:\n${block}`)).toBe(true);
      expectAgreement(`a: ${flow}\n`);
      const value = parseFast(`a:\n${block}`) as { a: Record<string, string> };
      expect(value.a).toEqual(Object.fromEntries(names.map((name) => [name, '1'])));
      expect(JSON.stringify(value.a)).toBe(
        JSON.stringify(Object.fromEntries(order.map((name) => [name, '1']))),
      );
    }
    expect(parseFast('a:\n  b/c: 1\n  B/C: 2\n')).toBeUndefined();
    expect(parseFast('a: {b/c: 1, b/c: 2}\n')).toBeUndefined();
  });

  it('notices repeated keys among thousands whose cache slots collide, without slowing down', () => {
    const keys = Array.from({ length: 4900 }, (_, index) => `key-${String(index)}: ${String(index)}\n`);
    const start = performance.now();
    expect(parseFast(keys.join(''))).toMatchObject({ 'key-4899': 4899 });
    expect(parseFast([...keys, 'key-17: 1\n'].join(''))).toBeUndefined();
    expect(parseFast([...keys, 'KEY-17: 1\n'].join(''))).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(HANG_MS);
  });
});
