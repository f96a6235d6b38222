import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFolder, parseNamespacePath, SCOPES, segmentsOf, toFolder } from '../../../src/names/index.ts';
import { namespacePaths, pathOf } from './name-builders.ts';

const ACCEPTED: readonly (readonly [text: string, path: string])[] = [
  ['org.acme', 'org.acme'],
  ['org.acme.security', 'org.acme.security'],
  ['orgs/acme/team', 'org.acme.team'],
  ['org/acme/team', 'org.acme.team'],
  ['users/john', 'user.john'],
  ['libs/x', 'lib.x'],
  ['global/system/x', 'hyper.x'],
  ['global/system', 'hyper'],
  ['global/x', 'pkg.x'],
  ['global', 'pkg'],
  ['local/x', 'local.x'],
  ['pkg', 'pkg'],
  ['pkg.system', 'pkg.system'],
  ['lib.a', 'lib.a'],
  ['org.4chan.v2', 'org.4chan.v2'],
  ['user.alice@example.com', 'user.alice@example.com'],
  ['users/alice@example.com', 'user.alice@example.com'],
  ['user.alice.b+ci@mail.example.co.uk', 'user.alice.b+ci@mail.example.co.uk'],
  ['users/alice@example.com/tools/ci', 'user.alice@example.com/tools/ci'],
  ['user.alice@example.com/tools/ci', 'user.alice@example.com/tools/ci'],
  ['org/acme/payments/production/api-gateway', 'org.acme.payments.production.api-gateway'],
  [`org.${'a'.repeat(63)}`, `org.${'a'.repeat(63)}`],
];

const REFUSED: [text: string, code: string, corrected?: string][] = [
  ['', 'HYPER_NAME_EMPTY'],
  ['Org.Acme', 'HYPER_NAME_UPPER_CASE', 'org.acme'],
  ['ORGS/Acme/Team', 'HYPER_NAME_UPPER_CASE', 'org.acme.team'],
  ['users/Alice@Example.com/tools', 'HYPER_NAME_UPPER_CASE', 'user.alice@example.com/tools'],
  ['org..acme', 'HYPER_NAMESPACE_SEPARATOR', 'org.acme'],
  ['.org.acme', 'HYPER_NAMESPACE_SEPARATOR', 'org.acme'],
  ['org.acme.', 'HYPER_NAMESPACE_SEPARATOR', 'org.acme'],
  ['orgs//acme', 'HYPER_NAMESPACE_SEPARATOR', 'org.acme'],
  ['orgs/acme/', 'HYPER_NAMESPACE_SEPARATOR', 'org.acme'],
  ['orgs/acme/../other', 'HYPER_NAMESPACE_SEPARATOR', 'org.acme.other'],
  ['org.-acme', 'HYPER_NAME_DASHES', 'org.acme'],
  ['org.acme-', 'HYPER_NAME_DASHES', 'org.acme'],
  ['org.ac--me', 'HYPER_NAME_DASHES', 'org.ac-me'],
  ['org.ac_me', 'HYPER_NAME_CHARACTER', 'org.ac-me'],
  ['org.ac me', 'HYPER_NAME_CHARACTER', 'org.ac-me'],
  ['org.acme\u0000', 'HYPER_NAME_CHARACTER', 'org.acme'],
  ['org.\u0430cme', 'HYPER_NAME_LOOK_ALIKE', 'org.acme'],
  ['\u043erg.acme', 'HYPER_NAME_LOOK_ALIKE', 'org.acme'],
  ['org.ac\u200bme', 'HYPER_NAME_LOOK_ALIKE', 'org.acme'],
  ['org.\uff41cme', 'HYPER_NAME_LOOK_ALIKE', 'org.acme'],
  ['org.\ufb01nance', 'HYPER_NAME_LOOK_ALIKE', 'org.finance'],
  ['user.al\u0456ce@example.com', 'HYPER_NAME_LOOK_ALIKE', 'user.alice@example.com'],
  ['org.policies', 'HYPER_NAME_RESERVED'],
  ['org.acme.namespace', 'HYPER_NAME_RESERVED'],
  ['org.con', 'HYPER_NAME_RESERVED'],
  ['user.con.x@example.com', 'HYPER_NAME_RESERVED'],
  ['org.acme/team', 'HYPER_NAMESPACE_MIXED_FORM', 'org.acme.team'],
  ['acme.team', 'HYPER_NAMESPACE_SCOPE'],
  ['ogr.acme', 'HYPER_NAMESPACE_SCOPE'],
  ['constructor.x', 'HYPER_NAMESPACE_SCOPE'],
  ['orgs.acme', 'HYPER_NAMESPACE_SCOPE'],
  ['org', 'HYPER_NAMESPACE_OWNER_MISSING'],
  ['users', 'HYPER_NAMESPACE_OWNER_MISSING'],
  ['user.alice@example', 'HYPER_NAMESPACE_EMAIL'],
  ['user.a@b@example.com', 'HYPER_NAMESPACE_EMAIL'],
  ['user.@example.com', 'HYPER_NAMESPACE_EMAIL'],
  ['user.alice@1.2.3', 'HYPER_NAMESPACE_EMAIL'],
  ['orgs/alice@example.com', 'HYPER_NAMESPACE_EMAIL'],
  ['users/x/alice@example.com', 'HYPER_NAMESPACE_EMAIL'],
  [`user.${'a'.repeat(60)}@example.com`, 'HYPER_NAME_TOO_LONG'],
  [`org.${'a'.repeat(64)}`, 'HYPER_NAME_TOO_LONG'],
  [`org${'.a'.repeat(16)}`, 'HYPER_NAMESPACE_TOO_DEEP'],
  [`org${`.${'a'.repeat(50)}`.repeat(5)}`, 'HYPER_NAMESPACE_TOO_LONG'],
  [`org.${'a.'.repeat(200_000)}`, 'HYPER_NAMESPACE_TOO_LONG'],
];

describe('parseNamespacePath', () => {
  it.each(ACCEPTED)('reads %j as %j', (text, path) => {
    expect(parseNamespacePath(text)).toEqual({ ok: true, value: path });
  });

  it.each(REFUSED)('refuses %j with %s (N02, N04, N07, N08)', (text, code, corrected?: string) => {
    const result = parseNamespacePath(text);
    expect(result.ok ? undefined : [result.fault.code, result.fault.corrected]).toEqual([code, corrected]);
  });

  it('suggests the scope that was meant', () => {
    const result = parseNamespacePath('ogr.acme');
    expect(result.ok ? '' : result.fault.hint).toContain('"org"');
  });

  it('gives a corrected spelling only where that spelling is accepted', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom('', 'org.', 'users/'),
        (tail, head) => {
          const result = parseNamespacePath(head + tail);
          if (result.ok || result.fault.corrected === undefined) return;
          expect(parseNamespacePath(result.fault.corrected)).toEqual({
            ok: true,
            value: result.fault.corrected,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads its own output unchanged, and the slash form of every path as the same path', () => {
    fc.assert(
      fc.property(namespacePaths, (path) => {
        expect(parseNamespacePath(path)).toEqual({ ok: true, value: path });
        const slashed = segmentsOf(path).join('/');
        expect(parseNamespacePath(slashed)).toEqual({ ok: true, value: path });
      }),
    );
  });
});

describe('fromFolder', () => {
  it('is the inverse of toFolder', () => {
    fc.assert(
      fc.property(namespacePaths, (path) => {
        const [root, ...segments] = toFolder(path).split('/');
        expect([root, fromFolder(segments)]).toEqual(['namespaces', { ok: true, value: path }]);
      }),
    );
  });

  it('keeps an e-mail owner as one folder', () => {
    expect(toFolder(pathOf('users/alice@example.com/tools'))).toBe('namespaces/user/alice@example.com/tools');
  });

  it.each([
    [['orgs', 'acme'], 'HYPER_NAMESPACE_SCOPE', 'org.acme'],
    [['org', 'Acme'], 'HYPER_NAME_UPPER_CASE', 'org.acme'],
    [['org', 'acme.team'], 'HYPER_NAME_CHARACTER', undefined],
    [['org', ''], 'HYPER_NAME_EMPTY', undefined],
    [['org', '..'], 'HYPER_NAME_RESERVED', undefined],
    [['org', 'git~1'], 'HYPER_NAME_RESERVED', undefined],
    [[], 'HYPER_NAMESPACE_SCOPE', undefined],
  ])('refuses the folders %j with %s', (segments, code, corrected) => {
    const result = fromFolder(segments);
    expect(result.ok ? undefined : [result.fault.code, result.fault.corrected]).toEqual([code, corrected]);
  });
});

describe('SCOPES', () => {
  it('holds the six scopes, and keeps local out of the gate', () => {
    expect([...SCOPES.keys()]).toEqual(['pkg', 'hyper', 'lib', 'org', 'user', 'local']);
    expect(
      [...SCOPES.values()].filter((scope) => !scope.acceptedByGate).map((scope) => scope.segment),
    ).toEqual(['local']);
  });
});
