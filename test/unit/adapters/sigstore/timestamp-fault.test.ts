import { ASN1Obj } from '@sigstore/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createSigstoreVerifier,
  createWitnessedSigner,
  parseTrustedRoot,
} from '../../../../src/adapters/sigstore/index.ts';
import { faultOfTimestamp } from '../../../../src/adapters/sigstore/timestamp-fault.ts';
import { createKeySigner, generatePrivateKey } from '../../../../src/signing/index.ts';
import type { PrivateKey, SignatureBundle } from '../../../../src/signing/index.ts';
import { startSigstore } from '../../../build/sigstore/index.ts';
import type { SigstoreServices } from '../../../build/sigstore/index.ts';

const TYPE = 'application/vnd.in-toto+json';
const PAYLOAD = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');

let services: SigstoreServices;
let key: PrivateKey;
let bundle: SignatureBundle;
let answer: Buffer<ArrayBuffer>;
let withCertificate: Buffer<ArrayBuffer>;

beforeAll(async () => {
  services = await startSigstore();
  key = await generatePrivateKey('ed25519');
  const addresses = { rekorUrl: undefined, rekorVersion: 1, tsaUrl: services.url } as const;
  const signer = createWitnessedSigner(createKeySigner(key), key.publicKey, addresses);
  bundle = await signer.signEnvelope(TYPE, PAYLOAD);
  answer = Buffer.from(bundle.timestamps[0]!);
  const request = { artifactHash: Buffer.alloc(32, 1).toString('base64'), hashAlgorithm: 'sha256' };
  const response = await fetch(`${services.url}/api/v1/timestamp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...request, certificates: true, nonce: 5 }),
  });
  withCertificate = Buffer.from(await response.arrayBuffer());
});
afterAll(() => services.close());

/** The bundle with another timestamp. */
function stamped(der: Buffer): SignatureBundle {
  const json = bundle.json.replace(answer.toString('base64'), () => der.toString('base64'));
  return { ...bundle, timestamps: [der], json };
}

const part = (asn1: ASN1Obj, ...path: number[]): ASN1Obj =>
  path.reduce((place, at) => place.subs[at] ?? expect.unreachable(), asn1);
/** A value with its tag, from hex. */
const value = (hex: string): ASN1Obj => ASN1Obj.parseBuffer(Buffer.from(hex, 'hex'));
const SIGNED = [1, 1, 0];
const certificates = (asn1: ASN1Obj): Buffer[] => part(asn1, ...SIGNED, 3).subs.map((one) => one.toDER());

describe('the answer of a timestamp authority', () => {
  it('is refused whichever byte of it changes (S07)', async () => {
    const verifier = createSigstoreVerifier(parseTrustedRoot(services.trustedRoot, 'the root of a test'));
    expect(await verifier.verifyTimes(bundle, key.publicKey)).toMatchObject({ ok: true });
    const unnoticed: number[] = [];
    for (const at of answer.keys()) {
      const changed = Buffer.from(answer);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      if ((await verifier.verifyTimes(stamped(changed), key.publicKey)).ok) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
  });

  it('may hold certificates of the trusted root, or an empty list of them as that of Sigstore does', () => {
    expect(faultOfTimestamp(answer, [])).toBeUndefined();
    const known = certificates(ASN1Obj.parseBuffer(withCertificate));
    expect(known).toHaveLength(1);
    expect(faultOfTimestamp(withCertificate, known)).toBeUndefined();
    const bare = ASN1Obj.parseBuffer(answer);
    const [empty] = part(bare, ...SIGNED).subs.splice(3, 1);
    expect(empty?.toDER().toString('hex')).toBe('a000');
    expect(faultOfTimestamp(bare.toDER(), [])).toBeUndefined();
  });

  it('may not hold another certificate', () => {
    expect(faultOfTimestamp(withCertificate, [])).toContain('certificate');
    const [known = Buffer.alloc(0)] = certificates(ASN1Obj.parseBuffer(withCertificate));
    const last = withCertificate.indexOf(known) + known.length - 1;
    withCertificate[last] = (withCertificate[last] ?? 0) ^ 1;
    expect(faultOfTimestamp(withCertificate, [known])).toContain('certificate');
  });

  const SIGNER = [...SIGNED, 4, 0];
  const changes: (readonly [string, (asn1: ASN1Obj) => unknown])[] = [
    ['words beside its status', (asn1) => part(asn1, 0).subs.push(value('30040c026f6b'))],
    ['a status of granted with changes', (asn1) => part(asn1, 0).subs.splice(0, 1, value('020101'))],
    ['something behind its token', (asn1) => asn1.subs.push(value('0500'))],
    ['another kind of token', (asn1) => part(asn1, 1).subs.splice(0, 1, value('06092a864886f70d010701'))],
    ['another version', (asn1) => part(asn1, ...SIGNED).subs.splice(0, 1, value('020101'))],
    ['revocation lists', (asn1) => part(asn1, ...SIGNED).subs.splice(4, 0, value('a100'))],
    ['a second signer', (asn1) => part(asn1, ...SIGNED, 4).subs.push(part(asn1, ...SIGNER))],
    ['a second digest', (asn1) => part(asn1, ...SIGNED, 1).subs.push(part(asn1, ...SIGNED, 1, 0))],
    [
      'another digest than its signer',
      (asn1) => part(asn1, ...SIGNED, 1).subs.splice(0, 1, value('300b0609608648016503040203')),
    ],
    [
      'parameters of its digest',
      (asn1) => part(asn1, ...SIGNED, 1).subs.splice(0, 1, value('300e0609608648016503040201020100')),
    ],
    ['something behind the time', (asn1) => part(asn1, ...SIGNED, 2, 1, 0).subs.push(value('0500'))],
    ['another version of its signer', (asn1) => part(asn1, ...SIGNER).subs.splice(0, 1, value('020103'))],
    ['attributes that are not signed', (asn1) => part(asn1, ...SIGNER).subs.push(value('a100'))],
    [
      'RSA in another spelling than the usual',
      (asn1) => part(asn1, ...SIGNER).subs.splice(4, 1, value('300b06092a864886f70d01010b')),
    ],
  ];

  it.each(changes)('may not have %s', (_, change) => {
    const asn1 = ASN1Obj.parseBuffer(answer);
    change(asn1);
    expect(faultOfTimestamp(asn1.toDER(), [])).toBeTypeOf('string');
  });

  it('may not be written in a longer form, nor have bytes behind it', () => {
    expect(faultOfTimestamp(Buffer.concat([answer, Buffer.alloc(1)]), [])).toContain('DER');
    // A length of two bytes in three.
    const longer = Buffer.from(`308300${answer.toString('hex').slice(4)}`, 'hex');
    expect(ASN1Obj.parseBuffer(longer).toDER().equals(answer)).toBe(true);
    expect(faultOfTimestamp(longer, [])).toContain('DER');
  });

  it('is no confirmation when it has a form that nobody would believe', async () => {
    const words = ASN1Obj.parseBuffer(answer);
    part(words, 0).subs.push(value('30040c026f6b'));
    services.answerTimestamps(words.toDER());
    const addresses = { rekorUrl: undefined, rekorVersion: 1, tsaUrl: services.url } as const;
    const signer = createWitnessedSigner(createKeySigner(key), key.publicKey, addresses);
    await expect(signer.signEnvelope(TYPE, PAYLOAD)).rejects.toMatchObject({
      code: 'HYPER_TIMESTAMP_FAILED',
    });
  });
});
