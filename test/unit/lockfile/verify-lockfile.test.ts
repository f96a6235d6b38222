import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import {
  findGaps,
  makeLockfile,
  parseLockfile,
  renderLockfile,
  verifyLockfile,
  whyStale,
} from '../../../src/lockfile/index.ts';
import type { LockTruth, LockedPackage, Lockfile, ReleaseTruth } from '../../../src/lockfile/index.ts';
import { altered, chosen, input, need, smallInput, smallLock } from './locks.ts';

/** What the registry says that the small lock was made of. */
function truth(more: Partial<LockTruth> = {}): LockTruth {
  const { chosen: releases } = smallInput();
  return {
    registries: new Map([['main', { name: 'main', rootVersion: 2 }]]),
    releases: new Map(
      [...releases].map(([reference, { identity }]): [string, ReleaseTruth] => [
        reference,
        { identity, standing: {} },
      ]),
    ),
    expected: smallLock(),
    gaps: [],
    ...more,
  };
}

function verify(lock: Lockfile, against = truth()): { code: string; line: string }[] {
  const text = renderLockfile(lock);
  const { read, diagnostics } = parseLockfile(Buffer.from(text));
  expect(diagnostics).toEqual([]);
  return verifyLockfile(read!, against).map(({ code, span }) => ({
    code,
    line: text.split('\n')[(span?.start.line ?? 0) - 1]?.trim() ?? '',
  }));
}

const B = 'org.acme/b';
const HEX = 'c'.repeat(64);

describe('a lock against its registry (R02)', () => {
  it('has no finding where nothing changed', () => {
    expect(verify(smallLock())).toEqual([]);
  });

  it.each<[keyof LockedPackage, unknown, string]>([
    ['id', '018f4d88-0000-7000-a000-000000000000', 'HYPER_LOCK_ID'],
    ['manifest', `sha256:${HEX}`, 'HYPER_LOCK_MANIFEST'],
    ['digests', { sha256: HEX }, 'HYPER_LOCK_CONTENT'],
    ['size', 8, 'HYPER_LOCK_SIZE'],
    ['size', undefined, 'HYPER_LOCK_SIZE'],
    ['source', 'https://evil.example.org/x.tgz', 'HYPER_LOCK_SOURCE'],
    ['registry', 'other', 'HYPER_LOCK_BINDING'],
    ['dependencies', new Map(), 'HYPER_LOCK_DEPENDENCIES'],
    ['dependencies', new Map([['org.acme/c', '0.0.9']]), 'HYPER_LOCK_DEPENDENCIES'],
    ['conditions', [{ os: ['win32'] }], 'HYPER_LOCK_CONDITIONS'],
    ['types', ['dev'], 'HYPER_LOCK_USE'],
    ['optional', true, 'HYPER_LOCK_USE'],
  ])('tells %s apart', (field, value, code) => {
    const [first, ...more] = verify(altered(smallLock(), B, { [field]: value }));
    expect(first?.code).toBe(code);
    expect(more).toEqual([]);
  });

  it('tells a digest that was taken out from one that was altered (R03)', () => {
    const { releases } = truth();
    const both = { sha256: HEX, 'sha3-512': 'd'.repeat(128) };
    const identity = { ...releases.get(B)!.identity!, digests: both };
    const against = truth({ releases: new Map(releases).set(B, { identity, standing: {} }) });
    expect(verify(altered(smallLock(), B, { digests: both }), against)).toEqual([]);
    expect(verify(altered(smallLock(), B, { digests: { sha256: HEX } }), against)).toMatchObject([
      { code: 'HYPER_LOCK_INTEGRITY_WEAKER', line: 'digests:' },
    ]);
  });

  it('tells an extra entry and a version that never was', () => {
    const lock = smallLock();
    const packages = new Map(lock.packages).set('org.evil/x', lock.packages.get(B)!);
    expect(verify({ ...lock, packages })).toEqual([{ code: 'HYPER_LOCK_EXTRA', line: 'org.evil/x:' }]);
    const releases = new Map(truth().releases).set(B, { identity: undefined, standing: {} });
    expect(verify(lock, truth({ releases }))).toEqual([
      { code: 'HYPER_LOCK_VERSION', line: 'version: 2.0.1' },
    ]);
  });

  it('tells another registry and a trust root that went back', () => {
    const lock = {
      ...smallLock(),
      registries: [{ name: 'main', id: '018f4d88-0000-7000-a000-000000000000', rootVersion: 3 }],
    };
    expect(verify(lock).map(({ code }) => code)).toEqual(['HYPER_LOCK_REGISTRY', 'HYPER_LOCK_ROOT']);
    expect(verify({ ...smallLock(), registries: [{ name: 'elsewhere' }] }).map(({ code }) => code)).toEqual([
      'HYPER_LOCK_REGISTRY',
      'HYPER_LOCK_REGISTRY',
    ]);
  });

  it('tells a registry that was taken out, lost its id or has another address', () => {
    const [main] = smallLock().registries;
    expect(main).toMatchObject({ name: 'main' });
    expect(verify({ ...smallLock(), registries: [] })).toEqual([
      { code: 'HYPER_LOCK_REGISTRY', line: 'registries: []' },
    ]);
    const known = new Map([['main', { name: 'main', id: '018f4d88-0000-7000-a000-000000000000' }]]);
    expect(verify(smallLock(), truth({ registries: known })).map(({ code }) => code)).toEqual([
      'HYPER_LOCK_REGISTRY',
    ]);
    const url = 'https://registry.example.org';
    const registries = new Map([['main', { ...truth().registries.get('main')!, url }]]);
    for (const stated of [main!, { ...main!, url: 'https://evil.example.org' }])
      expect(verify({ ...smallLock(), registries: [stated] }, truth({ registries }))).toMatchObject([
        { code: 'HYPER_LOCK_ADDRESS' },
      ]);
    expect(verify({ ...smallLock(), registries: [{ ...main!, url }] }, truth({ registries }))).toEqual([]);
  });

  it('tells a need that the lock leaves open, at the one who needs it', () => {
    const { needs, chosen: releases } = smallInput();
    const short = new Map(releases);
    short.delete('org.acme/c');
    const gaps = findGaps({ needs, chosen: short, overrides: new Map() });
    expect(gaps).toMatchObject([{ from: B, version: undefined }]);
    expect(verify(smallLock(), truth({ gaps }))).toEqual([{ code: 'HYPER_LOCK_INCOMPLETE', line: `${B}:` }]);
    const old = new Map(releases).set(B, chosen('1.0.0'));
    expect(findGaps({ needs, chosen: old, overrides: new Map() })).toMatchObject([
      { from: 'org.acme/a', version: '1.0.0' },
    ]);
    expect(findGaps({ needs, chosen: old, overrides: new Map([[B, '^1.0.0']]) })).toEqual([]);
  });

  it('shows escapes of the registry, never raw (X07)', () => {
    const standing = { yanked: { reason: '\u001b]52;c;ZXZpbA==\u0007' } };
    const releases = new Map(truth().releases);
    releases.set(B, { identity: releases.get(B)!.identity, standing });
    const { read } = parseLockfile(Buffer.from(renderLockfile(smallLock())));
    const [finding] = verifyLockfile(read!, truth({ releases }));
    expect(finding?.message).not.toMatch(/[\u0000-\u001f]/u);
  });
});

describe('a locked release since then (R04)', () => {
  it.each<[ReleaseTruth['standing'], string[]]>([
    [{ yanked: { reason: 'leaks tokens', severity: 'critical' } }, ['HYPER_LOCK_YANKED']],
    [{ tombstone: { reason: 'malware' } }, ['HYPER_LOCK_DELETED']],
    [{ isUnpublished: true }, ['HYPER_LOCK_UNPUBLISHED']],
    [{ deprecated: { reason: 'old', replacement: 'org.acme/new' } }, ['HYPER_LOCK_DEPRECATED']],
  ])('has a code for %o', (standing, codes) => {
    const releases = new Map(truth().releases);
    releases.set(B, { identity: releases.get(B)!.identity, standing });
    expect(verify(smallLock(), truth({ releases })).map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['sha256:new', 'HYPER_LOCK_SIGNER'],
    [undefined, 'HYPER_LOCK_SIGNATURE_GONE'],
  ])('is told when its signer is now %s', (signer, code) => {
    const releases = new Map(truth().releases);
    const identity = releases.get(B)!.identity!;
    releases.set(B, { identity: signer === undefined ? identity : { ...identity, signer }, standing: {} });
    const lock = altered(smallLock(), B, { signer: 'sha256:old' });
    expect(verify(lock, truth({ releases }))).toMatchObject([{ code }]);
  });

  it('may gain its first signature', () => {
    const releases = new Map(truth().releases);
    releases.set(B, { identity: { ...releases.get(B)!.identity!, signer: 'sha256:new' }, standing: {} });
    expect(verify(smallLock(), truth({ releases }))).toEqual([]);
  });
});

describe('whether a lock answers the project', () => {
  it('is told by requirements and strategy, in any order', () => {
    const lock = makeLockfile(
      input([need('org.acme/a ^1.0.0'), need('org.acme/b *', { type: 'dev' })], {
        'org.acme/a': chosen('1.0.0'),
      }),
    );
    expect(whyStale(lock, [...lock.requirements].reverse(), 'highest')).toBeUndefined();
    expect(whyStale(lock, lock.requirements, 'lowest')).toContain('strategy');
    expect(whyStale(lock, lock.requirements.slice(1), 'highest')).toContain('org.acme/a');
    const wider = lock.requirements.map((one) => ({ ...one, version: '*' }));
    expect(whyStale(lock, wider, 'highest')).toContain('org.acme/a *');
  });
});
