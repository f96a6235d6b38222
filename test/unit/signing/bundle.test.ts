import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BUNDLE_MEDIA_TYPE,
  MAX_BUNDLES,
  MAX_BUNDLE_BYTES,
  MAX_SIGNATURE_BYTES,
  PAYLOAD_TYPE,
  createKeyBundle,
  createKeySigner,
  createSigner,
  generatePrivateKey,
  parseBundles,
  parsePublicKey,
  preAuthEncoding,
  readSignatures,
  renderBundles,
  signBytes,
  verifyBytes,
  verifyWithKey,
} from '../../../src/signing/index.ts';
import type { KeyAlgorithm, SignatureBundle } from '../../../src/signing/index.ts';
import { decodeEnvelope } from '../../../src/signing/bundle/decode-envelope.ts';
import { MAX_SIGNATURE_FILE_BYTES } from '../../../src/signing/bundle/parse-bundles.ts';
import { findOwnLine, toOwnBundle } from '../../../src/signing/bundle/own-form.ts';
import { fixedKey } from './fixed-keys.ts';
import { HANG_MS } from '../../build/hang.ts';

const one = fixedKey('one');
const two = fixedKey('two');
const payload = Buffer.from('{"a":1}');
const ALGORITHMS: readonly KeyAlgorithm[] = ['ed25519', 'ecdsa-p256', 'rsa-pss'];
const bundle = await createKeySigner(one).signEnvelope(PAYLOAD_TYPE, payload);
const other = await createKeySigner(two).signEnvelope(PAYLOAD_TYPE, payload);

function codeOf(source: string | Uint8Array): string {
  const outcome = parseBundles(Buffer.from(source));
  return outcome.ok ? `ok ${String(outcome.bundles.length)}` : outcome.code;
}

/** The bundle with some of its JSON changed. */
function changed(change: (value: Record<string, never>) => void): string {
  const value = JSON.parse(bundle.json) as Record<string, never>;
  change(value);
  return JSON.stringify(value);
}

const set = (path: string, value: unknown): string =>
  changed((root) => {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<Record<string, unknown>>(
      (at, key) => at[key] as Record<string, unknown>,
      root,
    );
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = value;
  });

describe('the bytes that are signed', () => {
  it.each([
    [
      'http://example.com/HelloWorld',
      'hello world',
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    ],
    ['', '', 'DSSEv1 0  0 '],
    ['ä', 'ö', 'DSSEv1 2 ä 2 ö'],
  ])('are those of the DSSE protocol: %s (S06)', (type, body, expected) => {
    expect(Buffer.from(preAuthEncoding(type, Buffer.from(body))).toString('utf8')).toBe(expected);
  });

  it('differ wherever the type or the payload does (S06)', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (left, right) => {
        const [one, other] = [left, right].map(([type, body]) => preAuthEncoding(type, Buffer.from(body)));
        const isSame = left[0] === right[0] && left[1] === right[1];
        expect(Buffer.from(one!).equals(other!)).toBe(isSame);
      }),
    );
  });
});

describe('a signature with a key', () => {
  it.each(ALGORITHMS)(
    'verifies with its key and no other, over its payload and type only: %s',
    async (algorithm) => {
      const key = await generatePrivateKey(algorithm);
      const signed = await createKeySigner(key).signEnvelope(PAYLOAD_TYPE, payload);
      expect(verifyWithKey(signed, key.publicKey)).toBe(true);
      expect(verifyWithKey(signed, one.publicKey)).toBe(false);
      expect(verifyWithKey({ ...signed, payload: Buffer.from('{"a":2}') }, key.publicKey)).toBe(false);
      expect(verifyWithKey({ ...signed, payloadType: 'text/plain' }, key.publicKey)).toBe(false);
      expect(signed.material).toEqual({ kind: 'key', hint: key.publicKey.keyId });
    },
  );

  it('is judged by the scheme of the registered key, whatever the envelope says (S10)', async () => {
    const ecdsa = await generatePrivateKey('ecdsa-p256');
    const raw = signBytes('ecdsa-p256', ecdsa.keyObject, preAuthEncoding(PAYLOAD_TYPE, payload));
    for (const algorithm of ALGORITHMS) {
      expect(
        verifyBytes(algorithm, ecdsa.publicKey.keyObject, preAuthEncoding(PAYLOAD_TYPE, payload), raw),
      ).toBe(algorithm === 'ecdsa-p256');
    }
    for (const signature of [Buffer.alloc(0), Buffer.alloc(64), Buffer.from('none')]) {
      expect(verifyWithKey({ ...bundle, signature }, one.publicKey)).toBe(false);
    }
    const named = set('dsseEnvelope.signatures', [
      { sig: Buffer.from(bundle.signature).toString('base64'), keyid: one.publicKey.keyId, alg: 'none' },
    ]);
    const outcome = parseBundles(Buffer.from(named));
    expect(outcome.ok && verifyWithKey(outcome.bundles[0]!, one.publicKey)).toBe(true);
    expect(outcome.ok && verifyWithKey(outcome.bundles[0]!, two.publicKey)).toBe(false);
  });

  it('that does not verify is never given away', async () => {
    const signer = createSigner(one.publicKey, () => Promise.resolve(Buffer.alloc(64)));
    await expect(signer.signEnvelope(PAYLOAD_TYPE, payload)).rejects.toMatchObject({
      code: 'HYPER_SIGNING_FAILED',
    });
  });

  it('fails to verify when any one bit of it changes (S11)', () => {
    for (let bit = 0; bit < 512; bit += 1) {
      const signature = Buffer.from(bundle.signature);
      signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyWithKey({ ...bundle, signature }, one.publicKey)).toBe(false);
    }
  });
});

describe('a signature file', () => {
  const parsed = (bytes: Uint8Array): readonly SignatureBundle[] => {
    const outcome = parseBundles(bytes);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.bundles;
  };

  it('comes back the same, whatever the order, and holds nothing twice', () => {
    const bytes = renderBundles([bundle, other]);
    expect(renderBundles([other, bundle, bundle])).toEqual(bytes);
    expect(renderBundles(parsed(bytes))).toEqual(bytes);
    expect(parsed(bytes)).toHaveLength(2);
    expect(parsed(renderBundles([bundle]))[0]).toEqual({
      ...bundle,
      payload,
      signature: Buffer.from(bundle.signature),
    });
  });

  it.each([
    ['one line', bundle.json],
    ['one line with a newline', `${bundle.json}\n`],
    ['over several lines', JSON.stringify(JSON.parse(bundle.json), null, 2)],
    ['lines of Windows', `${bundle.json}\r\n${other.json}\r\n`],
    ['another order of keys', set('mediaType', BUNDLE_MEDIA_TYPE)],
    ['the older spelling of v0.3', set('mediaType', 'application/vnd.dev.sigstore.bundle+json;version=0.3')],
    ['v0.2', set('mediaType', 'application/vnd.dev.sigstore.bundle+json;version=0.2')],
    ['no hint', set('verificationMaterial', { publicKey: {} })],
  ])('is read where it is %s', (_what, text) => {
    expect(codeOf(text)).toMatch(/^ok [12]$/u);
  });

  it('reads who signed from a certificate, alone or in a chain, with its log entries and timestamps', () => {
    const rawBytes = Buffer.from('a certificate').toString('base64');
    const alone = {
      certificate: { rawBytes },
      tlogEntries: [{ logIndex: '1' }],
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] },
    };
    const chain = { x509CertificateChain: { certificates: [{ rawBytes }, { rawBytes: 'AAAA' }] } };
    for (const material of [alone, chain]) {
      const [found] = parsed(Buffer.from(set('verificationMaterial', material)));
      expect(found?.material).toEqual({ kind: 'certificate', certificate: Buffer.from('a certificate') });
    }
    const [found] = parsed(Buffer.from(set('verificationMaterial', alone)));
    expect([found?.logEntries, found?.timestamps]).toEqual([[{ logIndex: '1' }], [Buffer.alloc(3)]]);
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n\n'],
    ['null', 'null'],
    ['a list', `[${bundle.json}]`],
    ['no JSON', '{'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['v0.1', set('mediaType', 'application/vnd.dev.sigstore.bundle+json;version=0.1')],
    ['a message signature', set('dsseEnvelope', undefined)],
    ['no signatures (S01)', set('dsseEnvelope.signatures', [])],
    ['null signatures (S01)', set('dsseEnvelope.signatures', null)],
    ['missing signatures (S01)', set('dsseEnvelope.signatures', undefined)],
    ['two signatures', set('dsseEnvelope.signatures', [{ sig: 'AAAA' }, { sig: 'AAAA' }])],
    ['an empty signature', set('dsseEnvelope.signatures', [{ sig: '' }])],
    ['a signature in hex', set('dsseEnvelope.signatures', [{ sig: 'ab:cd' }])],
    ['base64 with bits left over', set('dsseEnvelope.signatures', [{ sig: 'AB==' }])],
    ['a payload of the URL kind', set('dsseEnvelope.payload', '_-8')],
    ['no payload type', set('dsseEnvelope.payloadType', 7)],
    ['no material', set('verificationMaterial', undefined)],
    ['material of an unknown kind', set('verificationMaterial', { secret: {} })],
    [
      'a key and a certificate',
      set('verificationMaterial', { publicKey: { hint: 'a' }, certificate: { rawBytes: 'AAAA' } }),
    ],
    ['a hint of 10,000 characters', set('verificationMaterial', { publicKey: { hint: 'a'.repeat(10_000) } })],
    [
      'seventeen log entries',
      set('verificationMaterial', { publicKey: {}, tlogEntries: Array(17).fill({}) }),
    ],
    [
      'a timestamp that is no base64',
      set('verificationMaterial', {
        publicKey: {},
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: '-' }] },
      }),
    ],
    ['a key twice (S08)', bundle.json.replace('"payloadType":', '"payload":"AAAA","payloadType":')],
    [
      'a key twice, escaped (S08)',
      bundle.json.replace('"payloadType":', '"p\\u0061yload":"AAAA","payloadType":'),
    ],
    ['a lone surrogate', set('verificationMaterial', { publicKey: { hint: '\ud800' } })],
    ['one good line and a bad one', `${bundle.json}\n{"mediaType":1}\n`],
  ])('is refused where it holds %s', (_what, source) => {
    expect(codeOf(source)).toBe('HYPER_BUNDLE_INVALID');
  });

  it('may hold 64 bundles', () => {
    expect(codeOf(Array.from({ length: MAX_BUNDLES }, () => bundle.json).join('\n'))).toMatch(/^ok/u);
  });

  it.each([
    ['65 bundles', Array.from({ length: MAX_BUNDLES + 1 }, () => bundle.json).join('\n')],
    ['a bundle of 256 KiB', set('extra', 'a'.repeat(MAX_BUNDLE_BYTES))],
    [
      'a signature of 9 KiB',
      set('dsseEnvelope.signatures', [{ sig: 'A'.repeat((MAX_SIGNATURE_BYTES * 3) / 2) }]),
    ],
    ['10 MB', Buffer.alloc(10_000_000, 0x7b)],
    ['a million signatures', '{}\n'.repeat(340_000)],
    ['more than 1 MiB around one bundle', `${bundle.json}${'\n'.repeat(MAX_SIGNATURE_FILE_BYTES)}`],
  ])('is refused before anything is decoded where it holds %s (S24)', (_what, source) => {
    const startedAt = performance.now();
    expect(codeOf(source)).toBe('HYPER_BUNDLE_LIMIT');
    expect(performance.now() - startedAt).toBeLessThan(HANG_MS);
  });

  it('holds the whole of what is read: the same envelope under another hint is another bundle of the same key', () => {
    const again = createKeyBundle(two.publicKey.keyId, PAYLOAD_TYPE, payload, bundle.signature);
    expect(verifyWithKey(again, one.publicKey)).toBe(true);
    expect(verifyWithKey(again, two.publicKey)).toBe(false);
    expect(parsePublicKey(one.publicKey.spki)).toMatchObject({ ok: true });
  });
});

describe('a file in the very form that hyper writes', () => {
  const bytes = renderBundles([bundle, other]);

  it('is read without a parser as the parser reads it', () => {
    expect(toOwnBundle(bundle.json)).toEqual(bundle);
    expect(readSignatures(bytes)).toEqual({ kind: 'bundles', bundles: bundlesOf(bytes) });
  });

  it('is never read as something else than the parser reads, whichever byte changes (S07, S11)', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      for (const byte of [0x22, 0x5c, 0x41, 0x3d, 0x0a, 0x20, 0xc3]) {
        const copy = Uint8Array.from(bytes);
        if (copy[at] === byte) continue;
        copy[at] = byte;
        const read = readSignatures(copy);
        if (read.kind === 'bundles') expect(read.bundles).toEqual(bundlesOf(copy));
      }
    }
  });

  it.each([
    ['a key id with a quote', bundle.json.replaceAll(one.publicKey.keyId, `sha256:"${'0'.repeat(63)}`)],
    ['two key ids that differ', bundle.json.replace(one.publicKey.keyId, two.publicKey.keyId)],
    ['a payload with a blank', bundle.json.replace('"payload":"ey', '"payload":"e y')],
    ['base64 for addresses', bundle.json.replace(/"sig":"./u, '"sig":"_')],
    ['another type of payload', bundle.json.replace('in-toto', 'in-tото')],
  ])('is left to the parser where there is %s', (_what, line) => {
    expect(toOwnBundle(line)).toBeUndefined();
  });
});

describe('an envelope that is decoded into the same room as the one before', () => {
  const lineOf = (body: Uint8Array, signature = bundle.signature): string =>
    createKeyBundle(one.publicKey.keyId, PAYLOAD_TYPE, body, signature).json;
  const decode = (text: string, start = 0): ReturnType<typeof decodeEnvelope> => {
    const line = findOwnLine(text, start);
    return line === undefined ? undefined : decodeEnvelope(text, line);
  };

  it('is what the parser reads, and what is signed is what DSSE says, whatever stands before it', () => {
    const ascii = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 3000 });
    const signature = fc.uint8Array({ minLength: 1, maxLength: 512 });
    fc.assert(
      fc.property(ascii, signature, fc.nat({ max: 300 }), (text, bytes, room) => {
        const body = Buffer.from(text);
        const before = '#'.repeat(room);
        const decoded = decode(`${before}${lineOf(body, bytes)}\n`, room);
        expect(decoded?.payload).toBe(text);
        expect(Buffer.from(decoded?.covered ?? [])).toEqual(Buffer.from(preAuthEncoding(PAYLOAD_TYPE, body)));
        expect(Buffer.from(decoded?.signature ?? [])).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each([
    ['a payload beyond ASCII', lineOf(Buffer.from('{"a":"é"}'))],
    ['a payload that is no UTF-8', lineOf(Buffer.from([0x7b, 0xe9, 0x7d]))],
    ['a payload that is larger than the room', lineOf(Buffer.alloc(8 * 1024 + 1, 0x61))],
    ['a signature that is larger than the room', lineOf(payload, Buffer.alloc(1025))],
    ['no signature', lineOf(payload).replace(/"sig":"[^"]+"/u, '"sig":""')],
    ['spare bits that are set (S11)', lineOf(Buffer.from('a')).replace('YQ==', 'YR==')],
    ['base64 for addresses', lineOf(Buffer.from([0x7e, 0x7e, 0x7e])).replace('fn5+', 'fn5-')],
    ['white space in it', lineOf(payload).replace('"payload":"ey', '"payload":"e y')],
  ])('is left to the strict way where there is %s', (_what, line) => {
    expect(decode(`${line}\n`)).toBeUndefined();
  });
});

function bundlesOf(bytes: Uint8Array): readonly SignatureBundle[] {
  const parsed = parseBundles(bytes);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.bundles;
}
