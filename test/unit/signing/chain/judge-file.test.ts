import { describe, expect, test } from 'vitest';
import { Moment } from '../../../../src/core/index.ts';
import { faultOfStatus, judgeFile, readAuthority, renderBundles } from '../../../../src/signing/index.ts';
import type {
  Authority,
  Circumstances,
  OutsideProof,
  SignatureBundle,
  SigningStatus,
  Statement,
} from '../../../../src/signing/index.ts';
import { idOf, releasePath, releaseText } from '../../../build/manifests.ts';
import {
  NOW,
  REGISTRY_ID,
  bundleFor,
  keyOf,
  listedKey,
  signaturesOf,
  signedFile,
} from '../../../build/signed-files.ts';

const PATH = releasePath('org.acme/parser', '1.0.0');
const TEXT = releaseText('org.acme/parser', '1.0.0');

function authority(
  threshold: number,
  keys: readonly (string | Record<string, string>)[],
  kind: Authority['kind'] = 'namespace',
): Authority {
  const listed = keys.map((one) => (typeof one === 'string' ? listedKey(one) : one));
  return readAuthority(
    {
      kind,
      name: kind === 'online' ? 'the online key' : 'namespace org.acme',
      path: 'namespaces/org/acme/namespace.yaml',
    },
    { threshold, keys: listed as never },
  );
}

const ONLINE = authority(1, ['online'], 'online');
const CIRCUMSTANCES: Circumstances = {
  registry: REGISTRY_ID,
  now: new Moment(NOW),
  proofs: () => undefined,
  online: [ONLINE],
};

function judge(
  signers: readonly string[] | Uint8Array | undefined,
  by: Authority,
  circumstances: Partial<Circumstances> = {},
): SigningStatus {
  return judgeFile(signedFile(PATH, TEXT, signers), by, { ...CIRCUMSTANCES, ...circumstances });
}

function codeOf(status: SigningStatus): string | undefined {
  return faultOfStatus(status)?.code;
}

describe('a threshold', () => {
  test('is met by as many different keys, and tells who signed and who is missing', () => {
    const by = authority(2, ['a', 'b', 'c']);
    const status = judge(['a', 'c'], by);
    expect(status).toMatchObject({ isSigned: true, needed: 0 });
    expect(status.counted.map(({ signer }) => signer)).toHaveLength(2);
    expect(status.missing).toEqual([{ kind: 'key', keyId: keyOf('b').publicKey.keyId, label: 'b' }]);
  });

  test('says how many more must sign, and who could', () => {
    const status = judge(['a'], authority(2, ['a', 'b', 'c']));
    expect(status).toMatchObject({ isSigned: false, needed: 1 });
    expect(faultOfStatus(status)).toMatchObject({ code: 'HYPER_SIGNATURE_THRESHOLD' });
    expect(faultOfStatus(status)?.hint).toMatch(/hyper sign .*\(b\)/u);
  });

  test('counts one key once, however often it signed or is listed (S12)', () => {
    const twice = renderBundles([
      bundleFor(PATH, TEXT, 'a'),
      bundleFor(PATH, TEXT, 'a', { at: '2026-05-02T00:00:00Z' }),
    ]);
    expect(judge(twice, authority(2, ['a', 'b']))).toMatchObject({ needed: 1, isSigned: false });
    const listedTwice = authority(2, ['a', { ...listedKey('a'), keyId: `sha256:${'0'.repeat(64)}` }]);
    expect(listedTwice.keys.size).toBe(1);
    expect(judge(['a'], listedTwice)).toMatchObject({ needed: 1, isSigned: false });
  });

  test('takes the id of a key from the key, whatever id is listed (S13)', () => {
    const { keyId } = keyOf('b').publicKey;
    const listed = authority(1, [{ ...listedKey('a'), keyId }]);
    expect([...listed.keys.keys()]).toEqual([keyOf('a').publicKey.keyId]);
    expect(codeOf(judge(['b'], listed))).toBe('HYPER_SIGNATURE_FOREIGN');
  });

  test('leaves weak keys out and says so (S11)', () => {
    const zero = {
      ...listedKey('a'),
      publicKey: 'MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    };
    const by = authority(1, [zero]);
    expect(by.keys.size).toBe(0);
    expect(by.unusable).toMatchObject([{ code: 'HYPER_KEY_WEAK' }]);
  });
});

describe('a signature file', () => {
  test.each<[string, Uint8Array | undefined, string]>([
    ['that is missing (S01)', undefined, 'HYPER_SIGNATURE_MISSING'],
    ['that is empty (S01)', Buffer.from(''), 'HYPER_BUNDLE_INVALID'],
    ['without signatures in its envelope (S01)', withoutSignatures([]), 'HYPER_BUNDLE_INVALID'],
    ['with null for signatures (S01)', withoutSignatures(null), 'HYPER_BUNDLE_INVALID'],
    ['of a foreign key (S02)', signaturesOf(PATH, TEXT, ['stranger']), 'HYPER_SIGNATURE_FOREIGN'],
    [
      'with a foreign signature beside a good one (S02)',
      signaturesOf(PATH, TEXT, ['a', 'stranger']),
      'HYPER_SIGNATURE_FOREIGN',
    ],
    [
      'of the online key, which signs builds only (S02)',
      signaturesOf(PATH, TEXT, ['online']),
      'HYPER_SIGNATURE_FOREIGN',
    ],
    [
      'with white space that no signature covers',
      Buffer.concat([signaturesOf(PATH, TEXT, ['a']), Buffer.from('\n')]),
      'HYPER_BUNDLE_INVALID',
    ],
    [
      'of another file',
      signaturesOf(releasePath('org.acme/parser', '1.0.1'), releaseText('org.acme/parser', '1.0.1'), ['a']),
      'HYPER_SIGNATURE_REPLAYED',
    ],
  ])('%s is refused', (_name, bytes, code) => {
    expect(codeOf(judge(bytes, authority(1, ['a', 'b'])))).toBe(code);
  });

  test('that was taken from a release whose earlier ones are signed is told apart (S03)', () => {
    expect(faultOfStatus(judge(undefined, authority(1, ['a'])), true)).toMatchObject({
      code: 'HYPER_SIGNATURE_STRIPPED',
      hint: expect.stringContaining('restore') as string,
    });
  });

  test('says which role was needed where a key of another namespace signed (S02, O09)', () => {
    const fault = faultOfStatus(judge(['other'], authority(1, ['a'])));
    expect(fault?.code).toBe('HYPER_SIGNATURE_FOREIGN');
    expect(fault?.message).toContain('namespace org.acme');
  });

  test('with a good signature whose bytes were changed is refused', () => {
    const text = Buffer.from(signaturesOf(PATH, TEXT, ['a'])).toString('utf8');
    const changed = text.replace(/"sig":"(.)/u, (_all, one: string) => `"sig":"${one === 'A' ? 'B' : 'A'}`);
    expect(codeOf(judge(Buffer.from(changed), authority(1, ['a'])))).toBe('HYPER_SIGNATURE_INVALID');
  });
});

describe('a bundle in another form than hyper writes', () => {
  const KEY = { publicKey: { hint: keyOf('a').publicKey.keyId } };
  const LOG = {
    logIndex: '1',
    logId: { keyId: 'AAAA' },
    inclusionProof: { hashes: ['AAAA'], checkpoint: {} },
  };
  const stray = (change: Record<string, unknown>): string => {
    const bundle = JSON.parse(bundleFor(PATH, TEXT, 'a').json) as Record<string, unknown>;
    return JSON.stringify({ ...bundle, ...change });
  };
  const material = (change: Record<string, unknown>): string =>
    stray({ verificationMaterial: { ...KEY, ...change } });

  test.each<[string, string]>([
    ['beside the envelope', stray({ note: 1 })],
    ['beside the key', material({ note: 1 })],
    ['in the key', material({ publicKey: { hint: keyOf('a').publicKey.keyId, note: 1 } })],
    ['named as what every object has', material({ toString: 1 })],
    ['in a log entry', material({ tlogEntries: [{ ...LOG, note: 1 }] })],
    ['in the id of a log', material({ tlogEntries: [{ ...LOG, logId: { keyId: 'AAAA', note: 1 } }] })],
    ['in a checkpoint', material({ tlogEntries: [{ ...LOG, inclusionProof: { checkpoint: { note: 1 } } }] })],
    ['beside timestamps', material({ timestampVerificationData: { note: 1 } })],
    ['in place of a number', material({ tlogEntries: [{ ...LOG, logIndex: ['1'] }] })],
    ['in place of a list', material({ tlogEntries: [{ ...LOG, inclusionProof: { hashes: 'AAAA' } }] })],
    ['in place of an object', material({ tlogEntries: [{ ...LOG, logId: 'AAAA' }] })],
    ['in the spare bits of base64', material({ tlogEntries: [{ ...LOG, logId: { keyId: 'AB==' } }] })],
    [
      'in the spare bits of a list',
      material({ tlogEntries: [{ ...LOG, inclusionProof: { hashes: ['AB=='] } }] }),
    ],
  ])('is refused where something that no signature covers stands %s (S07)', (_where, text) => {
    expect(codeOf(judge(Buffer.from(text), authority(1, ['a'])))).toBe('HYPER_BUNDLE_INVALID');
  });

  test('is taken where nothing does', () => {
    const text = material({ tlogEntries: [], timestampVerificationData: null });
    expect(codeOf(judge(Buffer.from(text), authority(1, ['a'])))).toBeUndefined();
  });
});

/** A bundle whose envelope has this in the place of its signatures. */
function withoutSignatures(signatures: unknown): Uint8Array {
  const bundle = JSON.parse(bundleFor(PATH, TEXT, 'a').json) as { dsseEnvelope: { signatures: unknown } };
  bundle.dsseEnvelope.signatures = signatures;
  return Buffer.from(JSON.stringify(bundle));
}

describe('what a signature covers', () => {
  const by = authority(1, ['a']);

  test.each<readonly [string, SignatureBundle, string]>([
    [
      'another registry (S05)',
      bundleFor(PATH, TEXT, 'a', { registry: idOf('elsewhere') }),
      'HYPER_SIGNATURE_REPLAYED',
    ],
    [
      'another operation (S05)',
      changed((predicate) => ({ ...predicate, operation: 'update' })),
      'HYPER_SIGNATURE_REPLAYED',
    ],
    [
      'another kind (S04)',
      changed((predicate) => ({ ...predicate, kind: 'ArtifactState' })),
      'HYPER_SIGNATURE_REPLAYED',
    ],
    [
      'the same bytes at another path (S04)',
      subjects((one) => [{ ...one, name: 'namespaces/org/acme/other/1.0.0.yaml' }]),
      'HYPER_SIGNATURE_REPLAYED',
    ],
    ...(['namespace', 'name', 'version'] as const).map((field): [string, SignatureBundle, string] => [
      `another ${field} (S04)`,
      changed(({ identity, ...rest }) => ({ ...rest, identity: { ...identity, [field]: 'x' } })),
      'HYPER_SIGNATURE_REPLAYED',
    ]),
    [
      'another id',
      changed((predicate) => ({ ...predicate, identity: { ...predicate.identity, id: idOf('x') } })),
      'HYPER_SIGNATURE_REPLAYED',
    ],
    [
      'another type',
      changed((predicate) => ({ ...predicate, identity: { ...predicate.identity, type: 'plugin' } })),
      'HYPER_SIGNATURE_REPLAYED',
    ],
    ['a revision', changed((predicate) => ({ ...predicate, revision: 2 })), 'HYPER_SIGNATURE_REPLAYED'],
    [
      'content as a subject, where there is none (S04)',
      subjects((one) => [one, { ...one, name: 'content' }]),
      'HYPER_SIGNATURE_REPLAYED',
    ],
    [
      'content that is not there',
      changed((predicate) => ({ ...predicate, contentHash: `sha256:${'0'.repeat(64)}` })),
      'HYPER_SIGNATURE_REPLAYED',
    ],
    ['other bytes', bundleFor(PATH, TEXT.replace('for tests.', 'for all.'), 'a'), 'HYPER_SIGNATURE_SUBJECT'],
    [
      'the same meaning in another layout (S09)',
      bundleFor(PATH, `# a comment\n${TEXT}`, 'a'),
      'HYPER_SIGNATURE_SUBJECT',
    ],
    [
      'the same text with other line ends (S09)',
      bundleFor(PATH, TEXT.replaceAll('\n', '\r\n'), 'a'),
      'HYPER_SIGNATURE_SUBJECT',
    ],
  ])('%s is told', (_name, bundle, code) => {
    expect(codeOf(judge(renderBundles([bundle]), by))).toBe(code);
  });

  test('is told apart where only the layout differs (S09)', () => {
    const layout = judge(renderBundles([bundleFor(PATH, `# a comment\n${TEXT}`, 'a')]), by);
    expect(faultOfStatus(layout)?.message).toContain('only the layout');
    const meaning = judge(renderBundles([bundleFor(PATH, TEXT.replace('for tests.', 'for all.'), 'a')]), by);
    expect(faultOfStatus(meaning)?.message).not.toContain('only the layout');
  });

  function subjects(change: (one: Statement['subjects'][number]) => Statement['subjects']): SignatureBundle {
    const toOthers = (statement: Statement): Statement => {
      return { ...statement, subjects: statement.subjects.flatMap(change) };
    };
    return bundleFor(PATH, TEXT, 'a', { change: toOthers });
  }

  function changed(change: (predicate: Statement['predicate']) => object): SignatureBundle {
    return bundleFor(PATH, TEXT, 'a', {
      change: (statement) => ({
        ...statement,
        predicate: change(statement.predicate) as Statement['predicate'],
      }),
    });
  }
});

describe('time', () => {
  const at = (text: string): number => Date.parse(text);
  const attested = (acceptedAt: string): Uint8Array =>
    renderBundles([bundleFor(PATH, TEXT, 'a'), bundleFor(PATH, TEXT, 'online', { acceptedAt })]);
  const rescued = renderBundles([
    ...['a', 'b'].map((name, day) => bundleFor(PATH, TEXT, name, { at: `2026-05-2${day}T00:00:00Z` })),
    bundleFor(PATH, TEXT, 'online', { acceptedAt: '2026-05-16T00:00:00Z' }),
  ]);
  const newer = listedKey('b', { createdAt: '2026-05-20T00:00:00Z' });
  const ended = authority(1, [listedKey('a', { expiresAt: '2026-05-15T00:00:00Z' })]);
  const revoked = authority(1, [listedKey('a', { revokedAt: '2026-05-15T00:00:00Z' })]);
  const compromised = authority(1, [
    listedKey('a', { revokedAt: '2026-05-20T00:00:00Z', compromisedSince: '2026-05-15T00:00:00Z' }),
  ]);

  test.each<[string, Authority, Uint8Array, string | undefined]>([
    [
      'an expired key without a proof of time (S14)',
      ended,
      signaturesOf(PATH, TEXT, ['a']),
      'HYPER_SIGNATURE_EXPIRED',
    ],
    ['an expired key with a proof from before (S14)', ended, attested('2026-05-02T00:00:00Z'), undefined],
    [
      'an expired key with a proof from after (S14)',
      ended,
      attested('2026-05-16T00:00:00Z'),
      'HYPER_SIGNATURE_EXPIRED',
    ],
    [
      'a revoked key without a proof of time (S15)',
      revoked,
      signaturesOf(PATH, TEXT, ['a']),
      'HYPER_SIGNATURE_REVOKED',
    ],
    ['a revoked key with a proof from before (S15)', revoked, attested('2026-05-02T00:00:00Z'), undefined],
    [
      'a compromised key with a proof from before (S15)',
      compromised,
      attested('2026-05-02T00:00:00Z'),
      undefined,
    ],
    [
      'a compromised key with a proof from between (S15)',
      compromised,
      attested('2026-05-16T00:00:00Z'),
      'HYPER_SIGNATURE_COMPROMISED',
    ],
    [
      'a newer key that signs again what a stolen one signed and the registry accepted (S15)',
      authority(1, [listedKey('a', { compromisedSince: '2026-05-01T00:00:00Z' }), newer]),
      rescued,
      undefined,
    ],
    [
      'a newer key that signed before it was there, whatever was accepted (S15)',
      authority(1, [listedKey('b', { createdAt: '2026-05-25T00:00:00Z' })]),
      renderBundles([
        bundleFor(PATH, TEXT, 'b', { at: '2026-05-21T00:00:00Z' }),
        bundleFor(PATH, TEXT, 'online', { acceptedAt: '2026-05-26T00:00:00Z' }),
      ]),
      'HYPER_SIGNATURE_EARLY',
    ],
    [
      'a key that was not there yet',
      authority(1, [listedKey('a', { createdAt: '2026-05-02T00:00:00Z' })]),
      signaturesOf(PATH, TEXT, ['a']),
      'HYPER_SIGNATURE_EARLY',
    ],
    [
      'a signature of the year 1970',
      authority(1, ['a']),
      signaturesOf(PATH, TEXT, ['a'], { at: '1970-01-01T00:00:00Z' }),
      'HYPER_SIGNATURE_EARLY',
    ],
    [
      'a signature four minutes ahead (S21)',
      authority(1, ['a']),
      signaturesOf(PATH, TEXT, ['a'], { at: '2026-06-01T12:04:00Z' }),
      undefined,
    ],
    [
      'a signature six minutes ahead (S21)',
      authority(1, ['a']),
      signaturesOf(PATH, TEXT, ['a'], { at: '2026-06-01T12:06:00Z' }),
      'HYPER_SIGNATURE_FUTURE',
    ],
    [
      'a signature of the year 9999 (S21)',
      authority(1, ['a']),
      signaturesOf(PATH, TEXT, ['a'], { at: '9999-12-31T23:59:59Z' }),
      'HYPER_SIGNATURE_FUTURE',
    ],
  ])('of %s is judged', (_name, by, bytes, code) => {
    expect(codeOf(judge(bytes, by))).toBe(code);
  });

  test.each([
    ['before its end', at('2026-05-14T00:00:00Z'), true],
    ['at its end', at('2026-05-15T00:00:00Z'), false],
  ])('counts for an expiring key %s (S14)', (_name, now, isSigned) => {
    expect(judge(['a'], ended, { now: new Moment(now) }).isSigned).toBe(isSigned);
  });

  test('that lies ahead refuses a file, however many good signatures are beside it (S21)', () => {
    const bytes = renderBundles([
      bundleFor(PATH, TEXT, 'a'),
      bundleFor(PATH, TEXT, 'b', { at: '2026-06-01T12:06:00Z' }),
    ]);
    expect(codeOf(judge(bytes, authority(1, ['a', 'b'])))).toBe('HYPER_SIGNATURE_FUTURE');
  });

  test('is proven by the registry only where its own key counts', () => {
    const lost = authority(1, [listedKey('online', { revokedAt: '2026-05-20T00:00:00Z' })], 'online');
    expect(codeOf(judge(attested('2026-05-02T00:00:00Z'), ended, { online: [lost] }))).toBe(
      'HYPER_SIGNATURE_EXPIRED',
    );
  });

  test('is not proven by anybody but the online key', () => {
    const bytes = renderBundles([
      bundleFor(PATH, TEXT, 'a'),
      bundleFor(PATH, TEXT, 'b', { acceptedAt: '2026-05-02T00:00:00Z' }),
    ]);
    expect(codeOf(judge(bytes, authority(1, ['a', 'b'])))).toBe('HYPER_SIGNATURE_FOREIGN');
  });

  test('of an attestation of another file proves nothing (S04)', () => {
    const other = releaseText('org.acme/parser', '1.0.1');
    const bytes = renderBundles([
      bundleFor(PATH, TEXT, 'a'),
      bundleFor(releasePath('org.acme/parser', '1.0.1'), other, 'online', {
        acceptedAt: '2026-05-02T00:00:00Z',
      }),
    ]);
    expect(codeOf(judge(bytes, ended))).toBe('HYPER_SIGNATURE_REPLAYED');
  });
});

describe('a certificate or a log entry', () => {
  const subject = 'https://github.com/acme/parser/.github/workflows/release.yml@refs/heads/main';
  const issuer = 'https://token.actions.githubusercontent.com';
  const keyless = readAuthority(
    { kind: 'namespace', name: 'namespace org.acme', path: 'namespaces/org/acme/namespace.yaml' },
    {
      threshold: 1,
      identities: [{ issuer, subject }],
      keys: [listedKey('a', { expiresAt: '2026-05-15T00:00:00Z' })] as never,
    },
  );
  /** A bundle whose material is a certificate; only the in-memory verifier of these tests can say whose. */
  const certified = {
    ...bundleFor(PATH, TEXT, 'a'),
    material: { kind: 'certificate' as const, certificate: Buffer.from('c') },
  };
  const logged = { ...bundleFor(PATH, TEXT, 'a'), logEntries: [{}] };
  const proven = (proof: OutsideProof): Partial<Circumstances> => ({ proofs: () => proof });
  const times = [new Date('2026-05-02T00:00:00Z')];

  test.each<[string, SignatureBundle, Partial<Circumstances>, string | undefined]>([
    [
      'counts for its exact issuer and subject',
      certified,
      proven({ ok: true, identity: { issuer, subject }, times }),
      undefined,
    ],
    [
      'of another issuer is foreign (S20)',
      certified,
      proven({ ok: true, identity: { issuer: `${issuer}.evil.example`, subject }, times }),
      'HYPER_SIGNATURE_FOREIGN',
    ],
    [
      'of a subject that only begins alike is foreign (S20)',
      certified,
      proven({ ok: true, identity: { issuer, subject: `${subject}-2` }, times }),
      'HYPER_SIGNATURE_FOREIGN',
    ],
    [
      'that its verifier refuses is refused',
      certified,
      proven({ ok: false, code: 'HYPER_SIGNATURE_INVALID', reason: 'no' }),
      'HYPER_SIGNATURE_INVALID',
    ],
    ['without anybody to verify it is refused', certified, {}, 'HYPER_SIGNATURE_UNPROVEN'],
    ['proves the time of a key that has ended (S14)', logged, proven({ ok: true, times }), undefined],
    [
      'from after the end of a key proves nothing (S14)',
      logged,
      proven({ ok: true, times: [new Date('2026-05-16T00:00:00Z')] }),
      'HYPER_SIGNATURE_EXPIRED',
    ],
    [
      'with a time ahead of the clock is refused (S21)',
      logged,
      proven({ ok: true, times: [new Date('2026-06-02T00:00:00Z')] }),
      'HYPER_SIGNATURE_FUTURE',
    ],
  ])('%s', (_name, bundle, circumstances, code) => {
    const file = {
      ...signedFile(PATH, TEXT, undefined),
      signatures: { kind: 'bundles' as const, bundles: [bundle] },
    };
    expect(codeOf(judgeFile(file, keyless, { ...CIRCUMSTANCES, ...circumstances }))).toBe(code);
  });
});
