import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, generatePrimeSync, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  generatePrivateKey,
  isKeyId,
  keyIdOf,
  parsePublicKey,
  toSshBlob,
} from '../../../src/signing/index.ts';
import type { KeyAlgorithm, PublicKey } from '../../../src/signing/index.ts';
import { codeOf, fixedKey, freshSpki } from './fixed-keys.ts';

const ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const point = (hex: string): Buffer => Buffer.concat([ED25519, Buffer.from(hex, 'hex')]);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const one = fixedKey('one').publicKey;
const ALGORITHMS: readonly KeyAlgorithm[] = ['ed25519', 'ecdsa-p256', 'rsa-pss'];

function pemOf({ keyObject }: PublicKey): string {
  return keyObject.export({ type: 'spki', format: 'pem' }).toString();
}

function rsaSpki(n: bigint, e: bigint): Buffer {
  const part = (value: bigint): string => {
    const hex = value.toString(16);
    return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
  };
  const key = { kty: 'RSA', n: part(n), e: part(e) };
  return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'der' });
}

describe('a public key', () => {
  it.each(ALGORITHMS)('is read in every spelling and has one id: %s', async (algorithm) => {
    const { publicKey } = await generatePrivateKey(algorithm);
    expect(publicKey.algorithm).toBe(algorithm);
    const line = `${toSshBlob(publicKey).subarray(4).toString('latin1').split('\0')[0] ?? ''} ${base64(toSshBlob(publicKey))} me@here`;
    const spellings = [
      publicKey.spki,
      base64(publicKey.spki),
      pemOf(publicKey),
      `\n${pemOf(publicKey)}\n`,
      line,
    ];
    for (const spelling of spellings) {
      const outcome = parsePublicKey(spelling);
      expect(outcome).toMatchObject({ ok: true, key: { keyId: publicKey.keyId, algorithm } });
    }
  });

  it('has the full digest of its SubjectPublicKeyInfo as id, recomputed (S13)', () => {
    const digest = createHash('sha256').update(one.spki).digest('hex');
    expect(one.keyId).toBe(`sha256:${digest}`);
    expect(keyIdOf(one.spki)).toBe(one.keyId);
    expect(isKeyId(one.keyId)).toBe(true);
    for (const text of ['release-2026', digest, `sha256:${digest.slice(0, 16)}`, `SHA256:${digest}`]) {
      expect(isKeyId(text)).toBe(false);
    }
  });

  it('has the id that openssl and sha256sum give', () => {
    const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], { input: pemOf(one) });
    expect(`sha256:${createHash('sha256').update(der).digest('hex')}`).toBe(one.keyId);
  });
});

describe('a weak or malformed key is refused when registered (S11, fact 10)', () => {
  it.each([
    ['of order 1', '0100000000000000000000000000000000000000000000000000000000000000', 'WEAK'],
    ['of order 2', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'WEAK'],
    ['of order 4', '0000000000000000000000000000000000000000000000000000000000000000', 'WEAK'],
    ['of order 4, other sign', '0000000000000000000000000000000000000000000000000000000000000080', 'WEAK'],
    ['of order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'WEAK'],
    ['of order 8, other sign', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa', 'WEAK'],
    ['of order 8, other y', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'WEAK'],
    [
      'of order 8, other y and sign',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'WEAK',
    ],
    ['minus zero', '0100000000000000000000000000000000000000000000000000000000000080', 'WEAK'],
    ['y = p', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'WEAK'],
    ['y = p + 1', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'WEAK'],
    ['y = 2^255 - 1', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', 'WEAK'],
    [
      'of mixed order (speccheck 3)',
      'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d',
      'WEAK',
    ],
    ['off the curve', '0200000000000000000000000000000000000000000000000000000000000000', 'WEAK'],
  ])('ed25519 %s', (_what, hex, code) => {
    expect(codeOf(point(hex))).toBe(`HYPER_KEY_${code}`);
  });

  it.each([
    ['of 2048 bits', () => freshSpki('rsa', { modulusLength: 2048 }), 'HYPER_KEY_WEAK'],
    [
      'with the exponent 3',
      () => freshSpki('rsa', { modulusLength: 3072, publicExponent: 3 }),
      'HYPER_KEY_WEAK',
    ],
    [
      'with the identifier of PSS',
      () => freshSpki('rsa-pss', { modulusLength: 3072 }),
      'HYPER_KEY_UNSUPPORTED',
    ],
  ])('RSA %s', (_what, make, code) => {
    expect(codeOf(make())).toBe(code);
  });

  it('RSA with an even exponent, a small factor, too many bits, near primes, or the mark of a flawed generator', () => {
    const { n: digits = '' } = generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey.export({
      format: 'jwk',
    });
    const n = BigInt(`0x${Buffer.from(digits, 'base64url').toString('hex')}`);
    const prime = generatePrimeSync(1536, { bigint: true }) | (3n << 1534n);
    expect(codeOf(rsaSpki(n, 65_537n))).toBe('ok');
    expect(codeOf(rsaSpki(n, 65_538n))).toBe('HYPER_KEY_WEAK');
    expect(codeOf(rsaSpki(n, 2n ** 33n + 1n))).toBe('HYPER_KEY_WEAK');
    expect(codeOf(rsaSpki((n / 1999n) * 1999n, 65_537n))).toBe('HYPER_KEY_WEAK');
    expect(codeOf(rsaSpki(n ** 3n, 65_537n))).toBe('HYPER_KEY_WEAK');
    expect(codeOf(rsaSpki(prime * (prime + 2n), 65_537n))).toBe('HYPER_KEY_WEAK');
    expect(codeOf(rsaSpki(rocaModulus(), 65_537n))).toBe('HYPER_KEY_WEAK');
  });

  it.each([
    ['P-384', () => freshSpki('ec', { namedCurve: 'P-384' }), 'HYPER_KEY_UNSUPPORTED'],
    ['secp256k1', () => freshSpki('ec', { namedCurve: 'secp256k1' }), 'HYPER_KEY_UNSUPPORTED'],
    ['ed448', () => freshSpki('ed448'), 'HYPER_KEY_UNSUPPORTED'],
    ['x25519', () => freshSpki('x25519'), 'HYPER_KEY_UNSUPPORTED'],
    [
      'P-256 with its curve written out',
      () => freshSpki('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }),
      'HYPER_KEY_MALFORMED',
    ],
    [
      'P-256 off the curve',
      () => flipped(freshSpki('ec', { namedCurve: 'P-256' }), 90),
      'HYPER_KEY_MALFORMED',
    ],
    ['bytes after the key', () => Buffer.concat([one.spki, Buffer.alloc(1)]), 'HYPER_KEY_MALFORMED'],
    ['no bytes', () => Buffer.alloc(0), 'HYPER_KEY_MALFORMED'],
    ['a megabyte', () => Buffer.alloc(1024 * 1024), 'HYPER_KEY_MALFORMED'],
  ])('another key: %s', (_what, make, code) => {
    expect(codeOf(make())).toBe(code);
  });

  it('a second spelling of one key, which would be a second signer (S12)', () => {
    const pem = freshSpki('ec', { namedCurve: 'P-256' });
    const args = ['pkey', '-pubin', '-inform', 'DER', '-outform', 'DER', '-ec_conv_form', 'compressed'];
    expect(codeOf(pem)).toBe('ok');
    expect(codeOf(execFileSync('openssl', args, { input: pem }))).toBe('HYPER_KEY_MALFORMED');
    const longForm = Buffer.concat([Buffer.from('30812a', 'hex'), Buffer.from(one.spki).subarray(2)]);
    expect(codeOf(longForm)).toBe('HYPER_KEY_MALFORMED');
  });

  it.each([
    ['base64 of the URL kind', base64(one.spki).replaceAll('=', '')],
    ['a word', 'release-2026'],
    ['two keys', `${pemOf(one)}${pemOf(one)}`],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMCow\n-----END CERTIFICATE-----'],
    ['an OpenSSH line with another name', `ssh-rsa ${base64(toSshBlob(one))}`],
    ['an OpenSSH line cut short', `ssh-ed25519 ${base64(toSshBlob(one).subarray(0, 40))}`],
  ])('no key at all: %s', (_what, text) => {
    expect(codeOf(text)).toBe('HYPER_KEY_MALFORMED');
  });

  it('an OpenSSH key of a kind that no one else reads', () => {
    const blob = Buffer.from('\0\0\0\x1ask-ssh-ed25519@openssh.com\0\0\0\0', 'latin1');
    expect(codeOf(`sk-ssh-ed25519@openssh.com ${base64(blob)}`)).toBe('HYPER_KEY_UNSUPPORTED');
  });

  it('a private key in its place, without repeating any of it', () => {
    const pem = fixedKey('one').keyObject.export({ type: 'pkcs8', format: 'pem' }).toString();
    const outcome = parsePublicKey(pem);
    expect(outcome).toMatchObject({ ok: false, code: 'HYPER_KEY_PRIVATE' });
    expect(JSON.stringify(outcome)).not.toContain(pem.split('\n')[1]);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** A modulus whose residues are powers of 65537 for every prime of the fingerprint, by the Chinese remainder theorem. */
function rocaModulus(): bigint {
  const primes = [...Array(166).keys()].map((each) => each + 2).filter((each) => isPrime(each));
  const product = primes.reduce((all, prime) => all * BigInt(prime), 1n);
  const size = 2n ** 3071n;
  for (let step = 1n; ; step += 1n) {
    const candidate = size - (size % product) + product * step + 65_537n ** 5n;
    if ([...Array(1832).keys()].every((each) => candidate % BigInt(each + 168) !== 0n)) return candidate;
  }
}

function isPrime(value: number): boolean {
  return [...Array(value).keys()].slice(2).every((each) => value % each !== 0);
}
