import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dottedCandidates,
  formatReference,
  parseReference,
  parseSelector,
  parseTagName,
} from '../../../src/names/index.ts';
import type { Reference, Selector } from '../../../src/names/index.ts';
import { artifactNames, namespacePaths } from './name-builders.ts';

const HEX = 'ab'.repeat(32);

function spellingOf(text: string, allowDotted = false): string | undefined {
  const result = parseReference(text, { allowDotted });
  return result.ok ? formatReference(result.value) : undefined;
}

describe('parseReference', () => {
  it.each([
    ['org.acme.security/nexus-auth', 'org.acme.security/nexus-auth'],
    ['orgs/acme/security/nexus-auth', 'org.acme.security/nexus-auth'],
    ['global/express', 'pkg/express'],
    ['org.acme/nexus-auth@1.2.3-rc.1+b', 'org.acme/nexus-auth@1.2.3-rc.1+b'],
    ['org.acme/nexus-auth@>=1 <2 || 3.x', 'org.acme/nexus-auth@>=1 <2 || 3.x'],
    ['org.acme/nexus-auth@*', 'org.acme/nexus-auth@*'],
    ['org.acme/nexus-auth@stable', 'org.acme/nexus-auth@stable'],
    [`org.acme/nexus-auth@sha256:${HEX}`, `org.acme/nexus-auth@sha256:${HEX}`],
    ['user.alice@example.com/tools/x@1.0.0', 'user.alice@example.com/tools/x@1.0.0'],
    ['users/alice@example.com/x', 'user.alice@example.com/x'],
    ['nexus-auth', 'nexus-auth'],
    ['nexus-auth@^1.2', 'nexus-auth@^1.2'],
    ['018f6b1e-0000-7000-8000-000000000000', '018f6b1e-0000-7000-8000-000000000000'],
  ])('reads %j as %j', (text, spelling) => {
    expect(spellingOf(text)).toBe(spelling);
  });

  it.each([
    ['', 'HYPER_NAME_EMPTY', undefined],
    ['org.acme/', 'HYPER_NAME_EMPTY', undefined],
    ['@acme/nexus', 'HYPER_REFERENCE_SCOPED', 'org.acme/nexus'],
    ['a/b', 'HYPER_NAMESPACE_SCOPE', undefined],
    ['org/acme', 'HYPER_NAMESPACE_OWNER_MISSING', undefined],
    ['org.acme.nexus', 'HYPER_REFERENCE_DOTTED', 'org.acme/nexus'],
    ['a.b', 'HYPER_NAME_CHARACTER', 'a-b'],
    ['Org.Acme/Nexus@Stable', 'HYPER_NAME_UPPER_CASE', 'org.acme/nexus@stable'],
    ['org.acme/nexus_auth@^1', 'HYPER_NAME_CHARACTER', 'org.acme/nexus-auth@^1'],
    ['org.Acme/con', 'HYPER_NAME_UPPER_CASE', undefined],
    ['org.acme/nexus@', 'HYPER_REFERENCE_SELECTOR', undefined],
    ['org.acme/nexus@sha256:12', 'HYPER_REFERENCE_SELECTOR', undefined],
    [
      `org.acme/nexus@sha256:${HEX.toUpperCase()}`,
      'HYPER_REFERENCE_SELECTOR',
      `org.acme/nexus@sha256:${HEX}`,
    ],
    [`org.acme/nexus@sha1:${HEX}`, 'HYPER_REFERENCE_SELECTOR', undefined],
    [`org.acme/nexus@${'1 '.repeat(200_000)}`, 'HYPER_NAMESPACE_TOO_LONG', undefined],
    [`org.acme/nexus@>=${'1'.repeat(300)}`, 'HYPER_REFERENCE_SELECTOR', undefined],
    ['018F6B1E-0000-7000-8000-000000000000', 'HYPER_NAME_RESERVED', '018f6b1e-0000-7000-8000-000000000000'],
    ['018f6b1e-0000-4000-8000-000000000000', 'HYPER_NAME_RESERVED', undefined],
    ['pkg:npm/%40acme/nexus@1.0.0', 'HYPER_NAME_CHARACTER', undefined],
    ['https://example.com/x', 'HYPER_NAMESPACE_SEPARATOR', undefined],
  ])('refuses %j with %s (N05)', (text, code, corrected) => {
    const result = parseReference(text);
    expect(result.ok ? undefined : [result.fault.code, result.fault.corrected]).toEqual([code, corrected]);
  });

  it('never takes one spelling for another: @a/b, a/b, a-b and a.b (N05)', () => {
    const spellings = ['@a/b', 'a/b', 'a-b', 'a.b'].map((text) => spellingOf(text, true));
    expect(spellings).toEqual([undefined, undefined, 'a-b', undefined]);
  });

  it('reads back what formatReference writes, to an equal value (N05)', () => {
    fc.assert(
      fc.property(references, (reference) => {
        expect(parseReference(formatReference(reference))).toEqual({ ok: true, value: reference });
      }),
      { numRuns: 500 },
    );
  });

  it('has one spelling for a reference: different values are written differently (N05)', () => {
    fc.assert(
      fc.property(references, references, (left, right) => {
        const isSame = JSON.stringify(left) === JSON.stringify(right);
        expect(formatReference(left) === formatReference(right)).toBe(isSame);
      }),
    );
  });
});

describe('the fully dotted spelling', () => {
  it.each([
    ['org.acme.security.nexus-auth', 'org.acme.security/nexus-auth'],
    ['org.acme.nexus@1.2.3-rc.beta', 'org.acme/nexus@1.2.3-rc.beta'],
    ['pkg.express', 'pkg/express'],
    ['user.alice.tool@1.2.3', 'user.alice/tool@1.2.3'],
  ])('reads %j as %j where it is allowed', (text, spelling) => {
    expect(spellingOf(text, true)).toBe(spelling);
  });

  it('gives every reading of an e-mail owner, and refuses to choose', () => {
    const text = 'user.x.alice@1.x.y';
    expect(dottedCandidates(text).map(formatReference)).toEqual(['user.x.alice@1.x/y', 'user.x/alice@1.x.y']);
    const result = parseReference(text, { allowDotted: true });
    expect(result.ok ? undefined : result.fault.code).toBe('HYPER_REFERENCE_AMBIGUOUS');
  });

  it('has no reading of what holds a slash or no name', () => {
    expect(dottedCandidates('org.acme/nexus')).toEqual([]);
    expect(dottedCandidates('org.acme')).toEqual([]);
    expect(dottedCandidates('nexus')).toEqual([]);
  });
});

describe('selectors', () => {
  it.each([
    ['1.2.3', 'version'],
    ['1.2.3-rc.1', 'version'],
    ['1.2', 'range'],
    ['1', 'range'],
    ['x', 'range'],
    ['v1', 'range'],
    ['*', 'range'],
    ['1.0.0 - 2.0.0', 'range'],
    ['latest', 'tag'],
    ['next-major', 'tag'],
    [`sha256:${HEX}`, 'digest'],
  ])('tells that %j is a %s', (text, kind) => {
    const result = parseSelector(text);
    expect(result.ok ? result.value.kind : undefined).toBe(kind);
  });

  it.each(['', 'v1', 'x', '1', 'Stable', 'a.b', '-a', 'a--b', 'a'.repeat(64)])(
    'refuses %j as a tag',
    (text) => {
      expect(parseTagName(text).ok).toBe(false);
    },
  );
});

const selectors: fc.Arbitrary<Selector | undefined> = fc.oneof(
  fc.constant(undefined),
  fc
    .constantFrom('1.2.3', '0.0.1-rc.1', '1.0.0+b.1')
    .map((version): Selector => ({ kind: 'version', version })),
  fc
    .constantFrom('^1.2', '>=1 <2 || 3.x', '*', '1', '1.0.0 - 2')
    .map((range): Selector => ({ kind: 'range', range })),
  fc.stringMatching(/^[a-z]{2,8}(-[a-z0-9]{1,4}){0,2}$/u).map((tag): Selector => ({ kind: 'tag', tag })),
  fc.stringMatching(/^[0-9a-f]{64}$/u).map((hex): Selector => ({ kind: 'digest', digest: `sha256:${hex}` })),
);

const references: fc.Arbitrary<Reference> = fc.oneof(
  fc.uuid({ version: 7 }).map((id): Reference => ({ kind: 'id', id })),
  fc
    .tuple(fc.option(namespacePaths, { nil: undefined }), artifactNames, selectors)
    .map(([namespace, name, selector]): Reference => ({ kind: 'name', namespace, name, selector })),
);
