import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/core/index.ts';
import type { ListedParties } from '../../../src/operations/index.ts';
import { inSigningOrder, shownFileLines } from '../../../src/report/shown-file-lines.ts';

interface Change {
  readonly pointer: string;
  readonly before: undefined;
  readonly after: JsonValue;
}

const change = (pointer: string, after: JsonValue): Change => ({ pointer, before: undefined, after });
const file = {
  path: 'namespaces/a/namespace.yaml',
  digest: 'sha256:0',
  comparedWith: 'the version before',
  changes: [] as readonly Change[],
  named: null as ListedParties | null,
} as const;
const noise = Array.from({ length: 100 }, (_none, number) => change(`/annotations/${number}`, 'x'));
const ID = `sha256:${'0123456789abcdef'.repeat(4)}`;
const named: ListedParties = {
  threshold: 2,
  expiresAt: '2027-03-14T00:00:00Z',
  keys: Array.from({ length: 64 }, (_none, number) => ({
    ...{ of: 'root', keyId: `${ID}${number}`, algorithm: 'ed25519', createdAt: '2026-03-14T00:00:00Z' },
    ...{ label: 'x" sha256:0', expiresAt: null, revokedAt: null, compromisedSince: null },
  })),
  identities: [
    { of: 'root', issuer: 'https://issuer.example', subject: `${'s'.repeat(1000)}@refs/heads/main` },
  ],
};

describe('what a signer is shown of a file', () => {
  it('tells whose signatures count first, and all of them, whatever else changes (S25)', () => {
    const keys = Array.from({ length: 50 }, (_none, number) => change(`/signing/keys/${number}/keyId`, 'k'));
    const changes = [...noise, ...keys, change('/signings', 1), change('/access/0/role', 'admin')];
    const lines = shownFileLines({ ...file, changes });
    expect(lines.slice(3, 54)).toEqual([
      ...keys.map(({ pointer }) => `  + ${pointer}: "k"`),
      '  + /access/0/role: "admin"',
    ]);
    expect(lines.at(-1)).toBe('  and 61 more');
    expect(lines).toHaveLength(3 + 51 + 40 + 1);
  });

  it('lists every key by its whole id and every identity whole, however many and however long (S25)', () => {
    const lines = shownFileLines({ ...file, named, comparedWith: null, changes: noise });
    const text = lines.join('\n');
    expect(lines[2]).toBe('  2 of 65 must sign, until 2027-03-14T00:00:00Z');
    for (const { keyId } of named.keys) expect(text).toContain(`key ${keyId} ed25519 "x\\" sha256:0", from `);
    expect(text).toContain(`"${'s'.repeat(1000)}@refs/heads/main" of "https://issuer.example"`);
    expect(lines.at(-1)).toBe('  and 60 more');
  });

  it('counts no key that was taken back among those who can sign', () => {
    const [first, second, ...others] = named.keys;
    if (first === undefined || second === undefined) throw new Error('there are two keys');
    const ended = [
      { ...first, revokedAt: '2026-06-01T00:00:00Z' },
      { ...second, revokedAt: '2026-06-01T00:00:00Z', compromisedSince: '2026-05-01T00:00:00Z' },
    ];
    const lines = shownFileLines({ ...file, named: { ...named, keys: [...ended, ...others] } });
    expect(lines[2]).toBe('  2 of 63 must sign, until 2027-03-14T00:00:00Z');
    expect(lines.join('\n')).toContain(`key ${first.keyId} ed25519 "x\\" sha256:0", from `);
  });

  it('tells what a change adds or takes from those who sign to its last character (S25)', () => {
    const subject = `${'s'.repeat(1000)}@refs/heads/main`;
    const lines = shownFileLines({ ...file, changes: [change('/signing/identities/0/subject', subject)] });
    expect(lines.at(-1)).toBe(`  + /signing/identities/0/subject: "${subject}"`);
  });

  it('tells all of a trust root and of a policy before free fields (S25)', () => {
    const free = noise.map(({ pointer }) => change(pointer.replace('/annotations/', '/x-'), 'x'));
    for (const path of ['trust/root.yaml', 'namespaces/a/policies/p.yaml']) {
      const lines = shownFileLines({ ...file, path, changes: [...free, change('/version', 2)] });
      expect(lines[3]).toBe('  + /version: 2');
    }
  });
});

describe('the order in which a signer is shown files', () => {
  it('never leaves out one that says whose signatures count, however many others there are (S25)', () => {
    const others = Array.from({ length: 100 }, (_none, number) => ({ ...file, path: `a/${number}.yaml` }));
    const roots = Array.from({ length: 30 }, (_none, number) => ({ ...file, path: `z/${number}`, named }));
    const policy = {
      ...file,
      path: 'namespaces/z/policies/p.yaml',
      changes: [change('/enforcement', 'advisory')],
    };
    expect(inSigningOrder([...others, ...roots, policy])).toEqual({ shown: [...roots, policy], more: 100 });
    const few = inSigningOrder([...others, policy]);
    expect(few.shown.slice(0, 2)).toEqual([policy, others[0]]);
    expect([few.shown.length, few.more]).toEqual([20, 81]);
  });
});
