import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFromJSON, bundleToJSON } from '@sigstore/bundle';
import { Envelope } from '@sigstore/protobuf-specs';
import * as sigstore from 'sigstore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestHex } from '../../src/core/index.ts';
import type { JsonObject } from '../../src/core/index.ts';
import { sign } from '../../src/operations/index.ts';
import type { KeyAlgorithm, PublicKey } from '../../src/signing/index.ts';
import { smallRegistry } from '../build/manifests.ts';
import { createTestKey, signingContext } from '../build/signing.ts';
import type { TestKey } from '../build/signing.ts';
import {
  GITHUB_ISSUER,
  RELEASE_WORKFLOW,
  identityToken,
  startSigstore,
  startTuf,
} from '../build/sigstore/index.ts';
import type { SigstoreServices } from '../build/sigstore/index.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { writeFiles } from '../build/write-files.ts';

const RELEASE = 'namespaces/org/acme/parser/1.1.0.yaml';
const SIGNATURES = 'namespaces/org/acme/parser/1.1.0.sigstore.json';
const ALGORITHMS = ['ed25519', 'ecdsa-p256', 'rsa-pss'] as const;
const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('verify_dsse.py', import.meta.url));

interface SignedBy {
  readonly key: TestKey;
  /** One line of the signature file, as JSON. */
  readonly bundle: JsonObject;
}

let services: SigstoreServices;
let tuf: Awaited<ReturnType<typeof startTuf>>;
let registry = '';
const made = new Map<KeyAlgorithm, SignedBy>();
let keyless: JsonObject;

beforeAll(async () => {
  services = await startSigstore();
  tuf = await startTuf(services.trustedRoot);
  registry = temporaryFolder();
  writeFiles(registry, smallRegistry());
  for (const algorithm of ALGORITHMS) {
    const folder = temporaryFolder();
    writeFiles(folder, smallRegistry());
    const key = await createTestKey(algorithm);
    made.set(algorithm, { key, bundle: await signWith(folder, key) });
  }
  keyless = await signWith(registry, undefined);
});
afterAll(async () => {
  await services.close();
  await tuf.close();
});

/** Signs the release with a timestamp, with the key or, without one, keyless. */
async function signWith(folder: string, key: TestKey | undefined): Promise<JsonObject> {
  const token = join(temporaryFolder(), 'token');
  writeFileSync(token, identityToken());
  const context = await signingContext(folder, key, undefined, {
    tsaUrl: services.url,
    ...(key === undefined
      ? { isKeyless: true, identityTokenFile: token, fulcioUrl: services.url, rekorUrl: services.url }
      : {}),
  });
  const flags = { registry: undefined, isAll: false, isDryRun: false, isForced: false, namespace: undefined };
  await sign.run(context, { ...flags, targets: ['org.acme/parser@1.1.0'] });
  return JSON.parse(readFileSync(join(folder, SIGNATURES), 'utf8')) as JsonObject;
}

function envelopeOf(bundle: JsonObject): Envelope {
  return Envelope.fromJSON(bundle['dsseEnvelope']);
}

/** The bytes that DSSE covers, written down anew from its protocol. */
function covered({ payload, payloadType }: Envelope): Buffer {
  const head = `DSSEv1 ${String(payloadType.length)} ${payloadType} ${String(payload.length)} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function pemOf({ spki }: PublicKey): string {
  const lines =
    Buffer.from(spki)
      .toString('base64')
      .match(/.{1,64}/gu) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}

describe('the published JSON forms', () => {
  it.each(ALGORITHMS)('take a bundle of %s for one, and give it back', (algorithm) => {
    const { bundle } = made.get(algorithm)!;
    const parsed = bundleFromJSON(bundle);
    expect(parsed.mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
    const back = JSON.parse(JSON.stringify(bundleToJSON(parsed))) as JsonObject;
    expect(back['dsseEnvelope']).toEqual(bundle['dsseEnvelope']);
  });

  it('take a keyless bundle for one', () => {
    const { verificationMaterial } = bundleFromJSON(keyless);
    expect(verificationMaterial.content.$case).toBe('certificate');
    expect(verificationMaterial.tlogEntries).toHaveLength(1);
  });

  it('have an in-toto statement v1 with the file and nothing unknown', () => {
    const { payload, payloadType } = envelopeOf(made.get('ed25519')!.bundle);
    expect(payloadType).toBe('application/vnd.in-toto+json');
    const statement = JSON.parse(payload.toString('utf8')) as JsonObject;
    expect(Object.keys(statement).sort((left, right) => (left < right ? -1 : 1))).toEqual([
      '_type',
      'predicate',
      'predicateType',
      'subject',
    ]);
    expect(statement['_type']).toBe('https://in-toto.io/Statement/v1');
    expect(URL.canParse(statement['predicateType'] as string)).toBe(true);
    const sha256 = digestHex(readFileSync(join(registry, RELEASE)));
    expect(statement['subject']).toEqual([{ name: RELEASE, digest: { sha256 } }]);
  });
});

describe('openssl', () => {
  const options: Readonly<Record<KeyAlgorithm, (files: string[]) => string[]>> = {
    ed25519: ([key = '', signature = '', bytes = '']) => [
      ...['pkeyutl', '-verify', '-pubin', '-inkey', key, '-rawin', '-in', bytes, '-sigfile', signature],
    ],
    'ecdsa-p256': ([key = '', signature = '', bytes = '']) => [
      ...['dgst', '-sha256', '-verify', key, '-signature', signature, bytes],
    ],
    'rsa-pss': ([key = '', signature = '', bytes = '']) => [
      ...['dgst', '-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'],
      ...['-verify', key, '-signature', signature, bytes],
    ],
  };

  it.each(ALGORITHMS)('verifies the raw signature of %s, and refuses a changed byte', (algorithm) => {
    const { key, bundle } = made.get(algorithm)!;
    const envelope = envelopeOf(bundle);
    const folder = temporaryFolder();
    const files = ['key.pem', 'signature', 'covered'].map((name) => join(folder, name));
    const bytes = covered(envelope);
    const contents = [pemOf(key.publicKey), envelope.signatures[0]!.sig, bytes];
    for (const [index, file] of files.entries()) writeFileSync(file, contents[index]!);
    const run = (): number | null => spawnSync('openssl', options[algorithm](files)).status;
    expect(run()).toBe(0);
    bytes[bytes.length - 2] = (bytes.at(-2) ?? 0) ^ 1;
    writeFileSync(files[2]!, bytes);
    expect(run()).not.toBe(0);
  });
});

const hasPython = spawnSync(PYTHON, ['-c', 'import securesystemslib.signer']).status === 0;

describe(`securesystemslib${hasPython ? '' : ' (skipped: the Debian package python3-securesystemslib is not installed)'}`, () => {
  const schemes: Readonly<Record<KeyAlgorithm, readonly [keytype: string, scheme: string]>> = {
    ed25519: ['ed25519', 'ed25519'],
    'ecdsa-p256': ['ecdsa', 'ecdsa-sha2-nistp256'],
    'rsa-pss': ['rsa', 'rsassa-pss-sha256'],
  };

  it.runIf(hasPython).each(ALGORITHMS)(
    'verifies an envelope of %s, and refuses a changed one',
    (algorithm) => {
      const { key, bundle } = made.get(algorithm)!;
      const [keytype, scheme] = schemes[algorithm];
      // It wants the 32 bytes of an Ed25519 key in hex, and PEM of the others.
      const isRaw = algorithm === 'ed25519';
      const own = isRaw
        ? Buffer.from(key.publicKey.spki.subarray(-32)).toString('hex')
        : pemOf(key.publicKey).trim();
      const run = (request: object): ReturnType<typeof spawnSync> =>
        spawnSync(PYTHON, [SCRIPT], { input: JSON.stringify({ keytype, scheme, public: own, ...request }) });
      const { status, stdout } = run({ bundle });
      expect(status).toBe(0);
      expect(stdout.toString()).toBe(envelopeOf(bundle).payload.toString('utf8'));
      const dsseEnvelope = { ...(bundle['dsseEnvelope'] as JsonObject), payloadType: 'text/plain' };
      expect(run({ bundle: { ...bundle, dsseEnvelope } }).status).toBe(1);
    },
  );
});

describe('the sigstore package', () => {
  type Options = NonNullable<Parameters<typeof sigstore.createVerifier>[0]>;
  async function verify(bundle: JsonObject, options: Options): Promise<unknown> {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'root.json'), tuf.root);
    const verifier = await sigstore.createVerifier({
      tufMirrorURL: tuf.url,
      tufRootPath: join(folder, 'root.json'),
      tufCachePath: join(folder, 'cache'),
      ...options,
    });
    return verifier.verify(bundle as unknown as Parameters<typeof verifier.verify>[0]);
  }
  const byKey = ({ publicKey }: TestKey): Options => ({
    tlogThreshold: 0,
    keySelector: (hint) => (hint === publicKey.keyId ? pemOf(publicKey) : undefined),
  });

  it.each(['ed25519', 'ecdsa-p256'] as const)(
    'verifies a bundle of %s with its timestamp',
    async (algorithm) => {
      const { key, bundle } = made.get(algorithm)!;
      await expect(verify(bundle, byKey(key))).resolves.toBeDefined();
      const other = await createTestKey(algorithm);
      const wrong = { ...byKey(key), keySelector: () => pemOf(other.publicKey) };
      await expect(verify(bundle, wrong)).rejects.toMatchObject({ code: 'SIGNATURE_ERROR' });
    },
  );

  it('takes every RSA key for PKCS #1 v1.5, and so refuses RSA-PSS (docs/verify-with-cosign.md)', async () => {
    const { key, bundle } = made.get('rsa-pss')!;
    await expect(verify(bundle, byKey(key))).rejects.toMatchObject({ code: 'SIGNATURE_ERROR' });
  });

  it('verifies a keyless bundle by identity and issuer, and refuses others', async () => {
    const identity = { certificateIdentityURI: RELEASE_WORKFLOW, certificateIssuer: GITHUB_ISSUER };
    await expect(verify(keyless, identity)).resolves.toBeDefined();
    for (const wrong of [
      { ...identity, certificateIssuer: 'https://accounts.example.org' },
      { ...identity, certificateIdentityURI: 'https://github.com/evil/' },
    ]) {
      await expect(verify(keyless, wrong)).rejects.toMatchObject({ code: 'UNTRUSTED_SIGNER_ERROR' });
    }
  });
});
