import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fromSshSignatureBlob,
  generatePrivateKey,
  openKeyFile,
  parseKeyFile,
  parsePrivateKey,
  parsePublicKey,
  parseSshSignature,
  renderKeyFile,
  sealPrivateKey,
  signBytes,
  sshString,
  toSshBlob,
  verifySshSignature,
} from '../../../src/signing/index.ts';
import type { KeyAlgorithm, KeyFile } from '../../../src/signing/index.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { fixedKey } from './fixed-keys.ts';

const PASSPHRASE = 'correct horse battery staple';
const cost = { N: 16, r: 8, p: 1 };
const createdAt = new Date('2026-11-22T10:00:00Z');
const one = fixedKey('one');
const file = await sealPrivateKey(one, Buffer.from(PASSPHRASE), { createdAt, label: 'release', cost });
const text = renderKeyFile(file);
const ask =
  (passphrase = PASSPHRASE) =>
  () =>
    Promise.resolve(Buffer.from(passphrase));
const never = (): Promise<Uint8Array> => Promise.reject(new Error('asked for a passphrase'));
const hasSsh = spawnSync('ssh-keygen', ['-?']).error === undefined;

async function codeOf(source: string, passphrase?: string): Promise<string> {
  const outcome = await parsePrivateKey(source, passphrase === undefined ? never : ask(passphrase));
  return outcome.ok ? 'ok' : outcome.code;
}

function changed(path: string, value: unknown): string {
  const root = JSON.parse(text) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce((at, key) => at[key] as Record<string, unknown>, root);
  holder[last] = value;
  return JSON.stringify(root);
}

describe('a key file', () => {
  it.each<KeyAlgorithm>(['ed25519', 'ecdsa-p256', 'rsa-pss'])(
    'comes back the same: %s',
    async (algorithm) => {
      const key = await generatePrivateKey(algorithm);
      const sealed = await sealPrivateKey(key, Buffer.from(PASSPHRASE), { createdAt, cost });
      const parsed = parseKeyFile(renderKeyFile(sealed));
      expect(parsed).toMatchObject({ ok: true, file: { createdAt, label: undefined } });
      const opened = await parsePrivateKey(renderKeyFile(sealed), ask());
      expect(opened).toMatchObject({ ok: true, key: { publicKey: { keyId: key.publicKey.keyId } } });
      expect(opened.ok && opened.key.keyObject.equals(key.keyObject)).toBe(true);
    },
  );

  it('says who it is without its passphrase, and holds nothing of the secret', () => {
    const { d = '' } = one.keyObject.export({ format: 'jwk' });
    const seed = Buffer.from(d, 'base64url');
    expect(parseKeyFile(text)).toMatchObject({
      ok: true,
      file: { label: 'release', publicKey: { keyId: one.publicKey.keyId } },
    });
    for (const form of ['base64', 'base64url', 'hex'] as const)
      expect(text).not.toContain(seed.toString(form));
    expect(file.ciphertext).not.toEqual(expect.objectContaining(seed));
  });

  it('has another salt and nonce each time', async () => {
    const again = await sealPrivateKey(one, Buffer.from(PASSPHRASE), { createdAt, label: 'release', cost });
    expect(again.salt).not.toEqual(file.salt);
    expect(again.nonce).not.toEqual(file.nonce);
  });

  it('takes 128 MiB and N = 2^17 to open unless told otherwise', async () => {
    const sealed = await sealPrivateKey(one, Buffer.from(PASSPHRASE), { createdAt });
    expect(sealed.cost).toEqual({ N: 131_072, r: 8, p: 1 });
    expect((await openKeyFile(sealed, Buffer.from(PASSPHRASE))).ok).toBe(true);
  });

  it('overwrites the passphrase after use', async () => {
    const passphrase = Buffer.from(PASSPHRASE);
    await parsePrivateKey(text, () => Promise.resolve(passphrase));
    expect(passphrase.every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ['a wrong passphrase', text, 'wrong', 'HYPER_KEY_PASSPHRASE'],
    ['an empty passphrase', text, '', 'HYPER_KEY_PASSPHRASE'],
    ['another ciphertext', changed('ciphertext', 'A'.repeat(88)), PASSPHRASE, 'HYPER_KEY_PASSPHRASE'],
    ['another date', changed('createdAt', '2026-11-23T10:00:00Z'), PASSPHRASE, 'HYPER_KEY_PASSPHRASE'],
    ['another label', changed('label', 'root'), PASSPHRASE, 'HYPER_KEY_PASSPHRASE'],
    ['another cost', changed('kdf.N', 32), PASSPHRASE, 'HYPER_KEY_PASSPHRASE'],
    [
      'another salt',
      changed('kdf.salt', Buffer.alloc(32).toString('base64')),
      PASSPHRASE,
      'HYPER_KEY_PASSPHRASE',
    ],
    [
      'another nonce',
      changed('cipher.nonce', Buffer.alloc(12).toString('base64')),
      PASSPHRASE,
      'HYPER_KEY_PASSPHRASE',
    ],
    ['another key id', changed('keyId', `sha256:${'0'.repeat(64)}`), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['another algorithm', changed('algorithm', 'rsa-pss'), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['another cipher', changed('cipher.name', 'none'), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['another kdf', changed('kdf.name', 'pbkdf2'), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['an unknown field', changed('extra', 1), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['64 GiB of memory', changed('kdf.N', 2 ** 26), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['an N that is no power of two', changed('kdf.N', 100_000), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['an r of a half', changed('kdf.r', 0.5), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['a short salt', changed('kdf.salt', 'AAAA'), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['no ciphertext', changed('ciphertext', ''), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['a date that is none', changed('createdAt', 'yesterday'), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['a label that is no text', changed('label', 7), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['no public key', changed('publicKey', '-'), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    [
      'a weak public key',
      changed('publicKey', 'MCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='),
      PASSPHRASE,
      'HYPER_KEY_WEAK',
    ],
    ['a later version', changed('version', 2), PASSPHRASE, 'HYPER_KEY_FILE_NEWER'],
    ['half of it', text.slice(0, text.length / 2), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
    ['all but the end', text.slice(0, -4), PASSPHRASE, 'HYPER_KEY_FILE_INVALID'],
  ])('is refused with %s', async (_what, source, passphrase, code) => {
    expect(await codeOf(source, passphrase)).toBe(code);
  });

  it('is refused where the key inside is not the one of the header', async () => {
    const lying: KeyFile = await sealPrivateKey(
      { publicKey: fixedKey('two').publicKey, keyObject: one.keyObject },
      Buffer.from(PASSPHRASE),
      { createdAt, cost },
    );
    expect(await codeOf(renderKeyFile(lying), PASSPHRASE)).toBe('HYPER_KEY_FILE_MISMATCH');
  });

  it('never opens with any one character changed to another', async () => {
    for (let at = 0; at < text.length; at += 7) {
      const other = text[at] === 'A' ? 'B' : 'A';
      const outcome = await parsePrivateKey(text.slice(0, at) + other + text.slice(at + 1), ask());
      expect(outcome.ok).toBe(false);
    }
  });
});

describe('a key of other tools', () => {
  const pem = one.keyObject.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('is read from PKCS#8, plain or as openssl encrypts it', async () => {
    const encrypted = execFileSync('openssl', ['pkcs8', '-topk8', '-passout', 'pass:secret12'], {
      input: pem,
    }).toString();
    expect(await codeOf(pem)).toBe('ok');
    expect(encrypted).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(await codeOf(encrypted, 'secret12')).toBe('ok');
    expect(await codeOf(encrypted, 'secret13')).toBe('HYPER_KEY_PASSPHRASE');
  });

  it.each([
    ['cut short', pem.slice(0, 60), 'HYPER_KEY_FILE_INVALID'],
    ['without its end', pem.replace(/-----END[^]*/u, ''), 'HYPER_KEY_FILE_INVALID'],
    ['of the older form', pem.replaceAll('PRIVATE', 'RSA PRIVATE'), 'HYPER_KEY_UNSUPPORTED'],
    [
      'that is public',
      one.publicKey.keyObject.export({ type: 'spki', format: 'pem' }).toString(),
      'HYPER_KEY_FILE_INVALID',
    ],
    ['that is none', 'hello', 'HYPER_KEY_FILE_INVALID'],
    [
      'of OpenSSH, damaged',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
      'HYPER_KEY_FILE_INVALID',
    ],
  ])('is refused %s', async (_what, source, code) => {
    expect(await codeOf(source)).toBe(code);
  });

  it('is refused where it is weak', async () => {
    const rsa = execFileSync(
      'openssl',
      ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    expect(await codeOf(rsa.toString())).toBe('HYPER_KEY_WEAK');
  });
});

describe.skipIf(!hasSsh)('OpenSSH (skipped: there is no ssh-keygen)', () => {
  const room = temporaryFolder();
  const keygen = (...words: string[]): void => {
    execFileSync('ssh-keygen', words, { cwd: room, stdio: 'ignore' });
  };
  mkdirSync(join(room, 'x'));
  keygen('-q', '-t', 'ed25519', '-N', '', '-C', 'me@here', '-f', 'plain');
  keygen('-q', '-t', 'ed25519', '-N', 'secret12', '-f', 'locked');
  keygen('-q', '-t', 'ecdsa', '-b', '256', '-N', '', '-f', 'p256');
  const read = (name: string): string => readFileSync(join(room, name), 'utf8');

  it('ed25519 keys are read, with the id of their public line', async () => {
    const opened = await parsePrivateKey(read('plain'), never);
    const line = parsePublicKey(read('plain.pub'));
    expect(opened.ok && line.ok && opened.key.publicKey.keyId === line.key.keyId).toBe(true);
  });

  it('keys that cannot be read say how they can', async () => {
    for (const name of ['locked', 'p256']) {
      const outcome = await parsePrivateKey(read(name), never);
      expect(outcome).toMatchObject({ ok: false, code: 'HYPER_KEY_UNSUPPORTED' });
      expect(outcome.ok ? '' : outcome.hint).toMatch(/ssh-add|ssh-keygen -p/u);
    }
    expect(await codeOf(read('plain').replace(/\n.{10}/u, '\nAAAAAAAAAA'))).toBe('HYPER_KEY_FILE_INVALID');
  });

  it.each(['plain', 'p256'])('signatures of ssh-keygen -Y are verified as it verifies them: %s', (name) => {
    const message = Buffer.from('the bytes of a manifest');
    const signed = execFileSync(
      'ssh-keygen',
      ['-q', '-Y', 'sign', '-n', 'hyper-manifest', '-f', join(room, name)],
      { input: message, stdio: ['pipe', 'pipe', 'ignore'] },
    ).toString();
    const outcome = parseSshSignature(signed);
    const line = parsePublicKey(read(`${name}.pub`));
    if (!outcome.ok || !line.ok) throw new Error('expected a signature and a key');
    const { signature } = outcome;
    const expected = { key: line.key, namespace: 'hyper-manifest' };
    expect(signature.publicKey.keyId).toBe(line.key.keyId);
    expect(verifySshSignature(signature, message, expected)).toBe(true);
    expect(verifySshSignature(signature, Buffer.from('other bytes'), expected)).toBe(false);
    expect(verifySshSignature(signature, message, { ...expected, namespace: 'git' })).toBe(false);
    expect(
      verifySshSignature({ ...signature, namespace: 'git' }, message, { ...expected, namespace: 'git' }),
    ).toBe(false);
    expect(verifySshSignature(signature, message, { ...expected, key: one.publicKey })).toBe(false);
  });

  it('what is no such signature is refused', () => {
    const signed = execFileSync(
      'ssh-keygen',
      ['-q', '-Y', 'sign', '-n', 'hyper-manifest', '-f', join(room, 'plain')],
      { input: 'x', stdio: ['pipe', 'pipe', 'ignore'] },
    ).toString();
    for (const source of [
      '',
      'x',
      signed.replace(/\n./u, '\nA'),
      signed.replace('SSH', 'PGP'),
      'A'.repeat(20_000),
    ]) {
      expect(parseSshSignature(source)).toMatchObject({ ok: false, code: 'HYPER_SSH_SIGNATURE_INVALID' });
    }
  });
});

describe('a signature in the form of SSH', () => {
  it('is turned into the plain form only for the kind of its key', async () => {
    const p256 = await generatePrivateKey('ecdsa-p256');
    const raw = signBytes('ed25519', one.keyObject, Buffer.from('x'));
    const blob = Buffer.concat([sshString('ssh-ed25519'), sshString(raw)]);
    expect(fromSshSignatureBlob(blob, one.publicKey)).toEqual(new Uint8Array(raw));
    expect(fromSshSignatureBlob(blob, p256.publicKey)).toBeUndefined();
    expect(fromSshSignatureBlob(blob.subarray(1), one.publicKey)).toBeUndefined();
    expect(fromSshSignatureBlob(Buffer.concat([blob, blob]), one.publicKey)).toBeUndefined();
    expect(toSshBlob(one.publicKey).length).toBe(51);
  });

  it('is refused where it has not exactly the 64 bytes of ed25519 (S11)', () => {
    const raw = signBytes('ed25519', one.keyObject, Buffer.from('x'));
    for (const other of [raw.subarray(1), Buffer.concat([raw, Buffer.alloc(1)]), Buffer.alloc(0)]) {
      const blob = Buffer.concat([sshString('ssh-ed25519'), sshString(other)]);
      expect(fromSshSignatureBlob(blob, one.publicKey)).toBeUndefined();
    }
  });
});
