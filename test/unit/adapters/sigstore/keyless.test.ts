import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createKeylessSigner,
  createSigstoreVerifier,
  createWitnessedSigner,
  embeddedTrust,
  parseTrustedRoot,
} from '../../../../src/adapters/sigstore/index.ts';
import type { KeylessSigner } from '../../../../src/adapters/sigstore/index.ts';
import { HyperError, isJsonObject } from '../../../../src/core/index.ts';
import type { JsonObject, JsonValue } from '../../../../src/core/index.ts';
import {
  createKeySigner,
  generatePrivateKey,
  parseBundles,
  readSignatures,
  renderBundles,
} from '../../../../src/signing/index.ts';
import type { KeyAlgorithm, SignatureBundle } from '../../../../src/signing/index.ts';
import {
  GITHUB_ISSUER,
  RELEASE_WORKFLOW,
  identityToken,
  startSigstore,
} from '../../../build/sigstore/index.ts';
import type { SigstoreServices } from '../../../build/sigstore/index.ts';
import { HANG_MS } from '../../../build/hang.ts';

const TYPE = 'application/vnd.in-toto+json';
const PAYLOAD = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
const MS_PER_HOUR = 3_600_000;

let services: SigstoreServices;
let late: SigstoreServices;

beforeAll(async () => {
  services = await startSigstore();
  late = await startSigstore({ certificateClock: () => Date.now() - MS_PER_HOUR });
});
afterAll(async () => {
  await services.close();
  await late.close();
});

interface Choice {
  readonly rekorVersion?: 1 | 2;
  readonly hasLog?: boolean;
  readonly hasTimestamp?: boolean;
  readonly token?: () => Promise<string>;
}

function keylessSigner(from: SigstoreServices, choice: Choice = {}): KeylessSigner {
  return createKeylessSigner({
    fulcioUrl: from.url,
    rekorUrl: choice.hasLog === false ? undefined : from.url,
    rekorVersion: choice.rekorVersion ?? 1,
    tsaUrl: choice.hasTimestamp === true ? from.url : undefined,
    token: choice.token ?? (() => Promise.resolve(identityToken())),
    verifier: undefined,
  });
}

function verifierOf(from: SigstoreServices): ReturnType<typeof createSigstoreVerifier> {
  return createSigstoreVerifier(parseTrustedRoot(from.trustedRoot, 'the root of a test'));
}

/** The bundle with one value of its JSON changed. */
function altered(
  bundle: SignatureBundle,
  path: readonly (string | number)[],
  to: JsonValue,
): SignatureBundle {
  const json = JSON.parse(bundle.json) as JsonObject;
  let place: JsonValue = json;
  for (const part of path.slice(0, -1)) place = (place as Record<string | number, JsonValue>)[part] ?? null;
  (place as Record<string | number, JsonValue>)[path.at(-1) ?? ''] = to;
  return parsed(JSON.stringify(json));
}

function parsed(text: string): SignatureBundle {
  const outcome = parseBundles(Buffer.from(text));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.bundles[0]!;
}

function valueAt(bundle: SignatureBundle, path: readonly (string | number)[]): string {
  let place: JsonValue = JSON.parse(bundle.json) as JsonObject;
  for (const part of path) place = (place as Record<string | number, JsonValue>)[part] ?? null;
  return typeof place === 'string' ? place : '';
}

const flipped = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes.toString('base64');
};

const ENTRY = ['verificationMaterial', 'tlogEntries', 0];

describe('a keyless signature', () => {
  const cases: (readonly [string, Choice, number])[] = [
    ['log v1', {}, 1],
    ['log v1 and a timestamp', { hasTimestamp: true }, 2],
    ['log v2 and a timestamp', { rekorVersion: 2, hasTimestamp: true }, 1],
  ];

  it.each(cases)('verifies offline with %s and tells who and when', async (_, choice, times) => {
    const bundle = await keylessSigner(services, choice).signEnvelope(TYPE, PAYLOAD);
    const outcome = await verifierOf(services).verify(bundle);
    expect(outcome).toMatchObject({ ok: true, issuer: GITHUB_ISSUER, subject: RELEASE_WORKFLOW });
    expect(outcome.ok && outcome.times.length).toBe(times);
    expect(outcome.ok && Math.abs(Date.now() - (outcome.times[0]?.getTime() ?? 0))).toBeLessThan(60_000);
    expect(parsed(bundle.json)).toEqual(bundle);
  });

  it('says who signs before it signs, with one certificate for many signatures', async () => {
    const signer = keylessSigner(services);
    const before = services.requests.length;
    expect(await signer.identity()).toEqual({ issuer: GITHUB_ISSUER, subject: RELEASE_WORKFLOW });
    for (let count = 0; count < 5; count += 1) await signer.signEnvelope(TYPE, Buffer.from(String(count)));
    const asked = services.requests.slice(before);
    expect(asked.filter((one) => one.endsWith('/signingCert'))).toHaveLength(1);
    expect(asked.filter((one) => one.endsWith('/log/entries'))).toHaveLength(5);
  });

  it('verifies whatever its place in the tree of the log', async () => {
    const signer = keylessSigner(services);
    const verifier = verifierOf(services);
    for (let count = 0; count < 9; count += 1) {
      const bundle = await signer.signEnvelope(TYPE, Buffer.from(`leaf ${String(count)}`));
      expect((await verifier.verify(bundle)).ok).toBe(true);
    }
  });

  it('checks what it made where it knows the trusted root', async () => {
    const signer = createKeylessSigner({
      fulcioUrl: services.url,
      rekorUrl: services.url,
      rekorVersion: 1,
      tsaUrl: undefined,
      token: () => Promise.resolve(identityToken()),
      verifier: createSigstoreVerifier(embeddedTrust()),
    });
    await expect(signer.signEnvelope(TYPE, PAYLOAD)).rejects.toMatchObject({ code: 'HYPER_SIGNING_FAILED' });
  });
});

describe('a keyless signature is refused', () => {
  it('whose certificate was not valid when it signed (S20, S21)', async () => {
    const bundle = await keylessSigner(late).signEnvelope(TYPE, PAYLOAD);
    expect(await verifierOf(late).verify(bundle)).toMatchObject({
      code: 'HYPER_KEYLESS_CERTIFICATE_EXPIRED',
    });
  });

  it('without a log entry, even with a timestamp', async () => {
    const choice = { hasLog: false, hasTimestamp: true };
    const bundle = await keylessSigner(services, choice).signEnvelope(TYPE, PAYLOAD);
    expect(await verifierOf(services).verify(bundle)).toMatchObject({ code: 'HYPER_KEYLESS_LOG_MISSING' });
  });

  it('without any proof of time, in words and not in a TypeError', async () => {
    const bundle = await keylessSigner(services, { rekorVersion: 2 }).signEnvelope(TYPE, PAYLOAD);
    expect(await verifierOf(services).verify(bundle)).toMatchObject({ code: 'HYPER_KEYLESS_TIME' });
  });

  it('with a time in an entry of log v2, which proves none (S21)', async () => {
    const choice = { rekorVersion: 2, hasTimestamp: true } as const;
    const bundle = await keylessSigner(services, choice).signEnvelope(TYPE, PAYLOAD);
    const dated = altered(bundle, [...ENTRY, 'integratedTime'], '4102444800');
    expect(await verifierOf(services).verify(dated)).toMatchObject({ code: 'HYPER_KEYLESS_LOG_PROOF' });
  });

  it.each([
    ['another id of its log', Buffer.alloc(32, 7).toString('base64')],
    ['half an id', 'AAAA'],
    ['no id', ''],
  ])('with %s in an entry of log v2 (S07)', async (_what, keyId) => {
    const choice = { rekorVersion: 2, hasTimestamp: true } as const;
    const bundle = await keylessSigner(services, choice).signEnvelope(TYPE, PAYLOAD);
    const path = [...ENTRY, 'logId', 'keyId'];
    const other = await verifierOf(services).verify(altered(bundle, path, keyId));
    expect(other).toMatchObject({ code: 'HYPER_KEYLESS_LOG_PROOF' });
    const short = Buffer.from(valueAt(bundle, path), 'base64').subarray(0, 4).toString('base64');
    expect((await verifierOf(services).verify(altered(bundle, path, short))).ok).toBe(true);
  });

  it.each([1, 2] as const)('whichever character of it changes, with log v%i (S07)', async (rekorVersion) => {
    const choice = { rekorVersion, hasTimestamp: true };
    const bundle = await keylessSigner(services, choice).signEnvelope(TYPE, PAYLOAD);
    const text = Buffer.from(renderBundles([bundle])).toString('utf8');
    const verifier = verifierOf(services);
    const unnoticed: number[] = [];
    for (let at = 0; at < text.length; at += 127) {
      const flippedText =
        text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const read = readSignatures(Buffer.from(flippedText));
      const outcomes =
        read.kind === 'bundles' ? await Promise.all(read.bundles.map((one) => verifier.verify(one))) : [];
      if (read.kind === 'bundles' && outcomes.every(({ ok }) => ok)) unnoticed.push(at);
    }
    expect(unnoticed.map((at) => text.slice(at - 40, at + 1))).toEqual([]);
  });

  it('of another Sigstore', async () => {
    const bundle = await keylessSigner(services).signEnvelope(TYPE, PAYLOAD);
    expect(await verifierOf(late).verify(bundle)).toMatchObject({
      ok: false,
      code: 'HYPER_KEYLESS_CERTIFICATE',
    });
    const publicGood = createSigstoreVerifier(embeddedTrust());
    expect((await publicGood.verify(bundle)).ok).toBe(false);
  });

  const changes: (readonly [string, (bundle: SignatureBundle) => SignatureBundle, string])[] = [
    [
      'with a tampered inclusion proof',
      (bundle) =>
        altered(bundle, [...ENTRY, 'inclusionProof', 'rootHash'], Buffer.alloc(32, 7).toString('base64')),
      'HYPER_KEYLESS_LOG_PROOF',
    ],
    [
      'with a tampered path to the root of the log',
      (bundle) =>
        altered(bundle, [...ENTRY, 'inclusionProof', 'hashes', 0], Buffer.alloc(32, 7).toString('base64')),
      'HYPER_KEYLESS_LOG_PROOF',
    ],
    [
      'with a tampered checkpoint',
      (bundle) => {
        const path = [...ENTRY, 'inclusionProof', 'checkpoint', 'envelope'];
        return altered(bundle, path, valueAt(bundle, path).replace('rekor.test', 'rekor.tesu'));
      },
      'HYPER_KEYLESS_LOG_PROOF',
    ],
    [
      'with the size of the log changed',
      (bundle) => altered(bundle, [...ENTRY, 'inclusionProof', 'treeSize'], '4711'),
      'HYPER_KEYLESS_LOG_PROOF',
    ],
    [
      'without the inclusion proof',
      (bundle) => altered(bundle, [...ENTRY, 'inclusionProof'], null),
      'HYPER_KEYLESS_LOG_PROOF',
    ],
    [
      'with a tampered promise of the log',
      (bundle) => {
        const path = [...ENTRY, 'inclusionPromise', 'signedEntryTimestamp'];
        return altered(bundle, path, flipped(valueAt(bundle, path)));
      },
      'HYPER_KEYLESS_LOG_PROOF',
    ],
    [
      'with the time of the log changed (S21)',
      (bundle) => altered(bundle, [...ENTRY, 'integratedTime'], String(Math.floor(Date.now() / 1000) + 30)),
      'HYPER_KEYLESS_LOG_PROOF',
    ],
    [
      'with a tampered timestamp',
      (bundle) => {
        const path = [
          'verificationMaterial',
          'timestampVerificationData',
          'rfc3161Timestamps',
          0,
          'signedTimestamp',
        ];
        return altered(bundle, path, flipped(valueAt(bundle, path)));
      },
      'HYPER_KEYLESS_TIME',
    ],
    [
      'over another payload',
      (bundle) => altered(bundle, ['dsseEnvelope', 'payload'], Buffer.from('{}').toString('base64')),
      'HYPER_KEYLESS_LOG_ENTRY',
    ],
    [
      'over another payload type (S06)',
      (bundle) => altered(bundle, ['dsseEnvelope', 'payloadType'], 'text/plain'),
      'HYPER_KEYLESS_SIGNATURE',
    ],
    [
      'whose certificate is no certificate',
      (bundle) => altered(bundle, ['verificationMaterial', 'certificate', 'rawBytes'], 'AAAA'),
      'HYPER_KEYLESS_MALFORMED',
    ],
    [
      'whose timestamp is no timestamp',
      (bundle) =>
        altered(
          bundle,
          ['verificationMaterial', 'timestampVerificationData', 'rfc3161Timestamps', 0, 'signedTimestamp'],
          'AAAA',
        ),
      'HYPER_KEYLESS_MALFORMED',
    ],
    [
      'whose log entry is of an unknown kind',
      (bundle) => altered(bundle, [...ENTRY, 'canonicalizedBody'], Buffer.from('{}').toString('base64')),
      'HYPER_KEYLESS_LOG_PROOF',
    ],
  ];

  it.each(changes)('%s', async (_, change, code) => {
    const bundle = await keylessSigner(services, { hasTimestamp: true }).signEnvelope(TYPE, PAYLOAD);
    expect(await verifierOf(services).verify(change(bundle))).toMatchObject({ ok: false, code });
  });

  it('whose log entry is that of another signature', async () => {
    const signer = keylessSigner(services);
    const one = await signer.signEnvelope(TYPE, PAYLOAD);
    const other = await signer.signEnvelope(TYPE, Buffer.from('{"other":true}'));
    const entry = (JSON.parse(other.json) as JsonObject)['verificationMaterial'];
    const entries = isJsonObject(entry) ? entry['tlogEntries'] : undefined;
    const mixed = altered(one, ['verificationMaterial', 'tlogEntries'], entries ?? null);
    expect(await verifierOf(services).verify(mixed)).toMatchObject({ code: 'HYPER_KEYLESS_LOG_ENTRY' });
  });

  it('at once where a checkpoint names its log with an expensive pattern (S24)', async () => {
    const bundle = await keylessSigner(services).signEnvelope(TYPE, PAYLOAD);
    const path = [...ENTRY, 'inclusionProof', 'checkpoint', 'envelope'];
    const note = valueAt(bundle, path).replace(/\u2014 \S+/u, '\u2014 ((.|.|.)*)*!');
    const startedAt = performance.now();
    expect(await verifierOf(services).verify(altered(bundle, path, note))).toMatchObject({
      code: 'HYPER_KEYLESS_LOG_PROOF',
    });
    expect(performance.now() - startedAt).toBeLessThan(HANG_MS);
  });

  it('that is signed with a key', async () => {
    const bundle = await createKeySigner(await generatePrivateKey('ed25519')).signEnvelope(TYPE, PAYLOAD);
    expect(await verifierOf(services).verify(bundle)).toMatchObject({ code: 'HYPER_KEYLESS_MALFORMED' });
  });
});

describe('the service that fails', () => {
  const cases = [
    ['fulcio', 'HYPER_FULCIO_FAILED'],
    ['rekor', 'HYPER_REKOR_FAILED'],
    ['tsa', 'HYPER_TIMESTAMP_FAILED'],
  ] as const;

  it.each(cases)('is named: %s', async (service, code) => {
    const secret = identityToken({ sub: 'somebody-secret' });
    const signer = keylessSigner(services, { hasTimestamp: true, token: () => Promise.resolve(secret) });
    services.setDown(service, true);
    try {
      const error: unknown = await signer.signEnvelope(TYPE, PAYLOAD).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(HyperError);
      expect(error).toMatchObject({ code });
      expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(secret);
    } finally {
      services.setDown(service, false);
    }
  });

  it('never quotes the identity token, even one that the client cannot read', async () => {
    const secret = 'eyJhbGciOiJub25lIn0.c2VjcmV0LXNlY3JldA.x';
    const signer = keylessSigner(services, { token: () => Promise.resolve(secret) });
    const error = (await signer.signEnvelope(TYPE, PAYLOAD).catch((reason: unknown) => reason)) as HyperError;
    expect(error.code).toBe('HYPER_FULCIO_FAILED');
    expect(`${error.message} ${String(error.stack)} ${String(error.cause)}`).not.toContain(secret);
  });
});

describe('a signature with a key', () => {
  const kinds: (readonly [KeyAlgorithm, Partial<{ log: boolean; stamp: boolean }>, number])[] = [
    ['ed25519', { stamp: true }, 1],
    ['ecdsa-p256', { stamp: true, log: true }, 2],
    ['rsa-pss', { stamp: true }, 1],
    ['rsa-pss', { log: true }, 1],
    ['ed25519', {}, 0],
  ];

  it.each(kinds)('proves its time: %s with %j', async (algorithm, { log, stamp }, count) => {
    const key = await generatePrivateKey(algorithm);
    const signer = createWitnessedSigner(createKeySigner(key), key.publicKey, {
      rekorUrl: log === true ? services.url : undefined,
      rekorVersion: 1,
      tsaUrl: stamp === true ? services.url : undefined,
    });
    const bundle = await signer.signEnvelope(TYPE, PAYLOAD);
    const outcome = await verifierOf(services).verifyTimes(bundle, key.publicKey);
    expect(outcome.ok && outcome.times.length).toBe(count);
    expect(Buffer.from(renderBundles([bundle])).toString()).toBe(`${bundle.json}\n`);
    const other = await generatePrivateKey(algorithm);
    expect(await verifierOf(services).verifyTimes(bundle, other.publicKey)).toMatchObject({
      ok: false,
      code: 'HYPER_KEYLESS_SIGNATURE',
    });
  });

  it('proves nothing with a timestamp of an unknown authority', async () => {
    const key = await generatePrivateKey('ed25519');
    const signer = createWitnessedSigner(createKeySigner(key), key.publicKey, {
      rekorUrl: undefined,
      rekorVersion: 1,
      tsaUrl: services.url,
    });
    const bundle = await signer.signEnvelope(TYPE, PAYLOAD);
    expect(await verifierOf(late).verifyTimes(bundle, key.publicKey)).toMatchObject({
      code: 'HYPER_KEYLESS_TIME',
    });
  });

  it('is not offered to a log that cannot take it', async () => {
    const key = await generatePrivateKey('ed25519');
    const addresses = { rekorUrl: services.url, rekorVersion: 2 as const, tsaUrl: undefined };
    expect(() => createWitnessedSigner(createKeySigner(key), key.publicKey, addresses)).toThrow(
      expect.objectContaining({ code: 'HYPER_USAGE_FLAG_CONFLICT' }) as Error,
    );
  });
});
