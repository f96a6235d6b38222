import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigstoreVerifier, parseTrustedRoot } from '../../../../src/adapters/sigstore/index.ts';
import { faultOfTimestamp } from '../../../../src/adapters/sigstore/timestamp-fault.ts';
import { createKeySigner, generatePrivateKey, parseBundles } from '../../../../src/signing/index.ts';
import type { PrivateKey, SignatureBundle } from '../../../../src/signing/index.ts';
import { startSigstore } from '../../../build/sigstore/index.ts';
import type { SigstoreServices } from '../../../build/sigstore/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const TYPE = 'application/vnd.in-toto+json';
const PAYLOAD = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
const RSA = ['-newkey', 'rsa:2048'];
const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
const SETTINGS = `
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
authorityKeyIdentifier = keyid
[tsa]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;

let sigstore: SigstoreServices;

beforeAll(async () => {
  sigstore = await startSigstore();
});
afterAll(() => sigstore.close());

/** An authority as companies run them: a root, one below it, and one that signs times, made and run by openssl. */
class Authority {
  readonly #folder = temporaryFolder();

  constructor(kind: readonly string[]) {
    writeFileSync(join(this.#folder, 'settings'), SETTINGS);
    writeFileSync(join(this.#folder, 'serial'), '01');
    this.#certify('root', kind, 'root', ['-key', 'root.key']);
    this.#certify('middle', kind, 'root', ['-CA', 'root.crt', '-CAkey', 'root.key']);
    this.#certify('signer', kind, 'leaf', ['-CA', 'middle.crt', '-CAkey', 'middle.key']);
    writeFileSync(
      join(this.#folder, 'chain'),
      this.#read('middle.crt').toString() + this.#read('root.crt').toString(),
    );
  }

  #certify(name: string, kind: readonly string[], extensions: string, by: readonly string[]): void {
    const files = ['-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`];
    this.#run(['req', ...kind, ...files, '-subj', `/O=Times/CN=${name}`]);
    const signing = by[0] === '-key' ? ['-signkey', by[1] ?? ''] : [...by, '-CAcreateserial'];
    const made = ['-days', '30', '-extfile', 'settings', '-extensions', extensions];
    this.#run(['x509', '-req', '-in', `${name}.csr`, ...signing, ...made, '-out', `${name}.crt`]);
  }

  /** The answer for a signature; `-cert` asks for the certificates, as most clients of such authorities do. */
  stamp(signature: Uint8Array, asked: readonly string[]): Buffer {
    const digest = createHash('sha256').update(signature).digest('hex');
    this.#run(['ts', '-query', '-digest', digest, '-sha256', ...asked, '-out', 'query']);
    const signer = ['-signer', 'signer.crt', '-inkey', 'signer.key', '-chain', 'chain'];
    this.#run([
      'ts',
      '-reply',
      '-config',
      'settings',
      '-section',
      'tsa',
      '-queryfile',
      'query',
      ...signer,
      '-out',
      'answer',
    ]);
    return this.#read('answer');
  }

  /** A trusted root that lists these certificates, or all three. */
  trustedRoot(names = ['signer', 'middle', 'root']): string {
    const certificates = names.map((name) => ({ rawBytes: this.der(name).toString('base64') }));
    return JSON.stringify({
      ...(JSON.parse(sigstore.trustedRoot) as object),
      timestampAuthorities: [
        {
          subject: { organization: 'Times', commonName: 'signer' },
          uri: 'https://times.test',
          certChain: { certificates },
          validFor: { start: '2020-01-01T00:00:00Z' },
        },
      ],
    });
  }

  /** A certificate of it. */
  der(name: string): Buffer {
    return execFileSync('openssl', ['x509', '-in', `${name}.crt`, '-outform', 'DER'], { cwd: this.#folder });
  }

  #read(name: string): Buffer {
    return readFileSync(join(this.#folder, name));
  }

  #run(words: readonly string[]): void {
    execFileSync('openssl', words, { cwd: this.#folder, stdio: 'pipe' });
  }
}

describe.skipIf(!hasOpenssl).each([
  ['RSA', RSA],
  ['ECDSA', EC],
])('a timestamp of an authority that openssl runs with %s (skipped: there is no openssl)', (_, kind) => {
  let [authority, key, bare]: [Authority, PrivateKey, SignatureBundle] = [] as never;

  beforeAll(async () => {
    authority = new Authority(kind);
    key = await generatePrivateKey('ed25519');
    bare = await createKeySigner(key).signEnvelope(TYPE, PAYLOAD);
  });

  function stamped(answer: Buffer): SignatureBundle {
    const json = JSON.parse(bare.json) as { verificationMaterial: Record<string, unknown> };
    const rfc3161Timestamps = [{ signedTimestamp: answer.toString('base64') }];
    json.verificationMaterial['timestampVerificationData'] = { rfc3161Timestamps };
    const parsed = parseBundles(Buffer.from(JSON.stringify(json)));
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.bundles[0]!;
  }

  const judge = (answer: Buffer, root = authority.trustedRoot()) =>
    createSigstoreVerifier(parseTrustedRoot(root, 'the root of a test')).verifyTimes(
      stamped(answer),
      key.publicKey,
    );

  it.each([
    ['with the certificates of the whole chain', ['-cert']],
    ['without certificates', []],
    ['without a nonce', ['-cert', '-no_nonce']],
  ])('proves its time %s', async (_what, asked) => {
    const answer = authority.stamp(bare.signature, asked);
    expect(answer.length > 1500).toBe(asked.includes('-cert'));
    const outcome = await judge(answer);
    expect(outcome).toMatchObject({ ok: true, times: [expect.any(Date)] });
    expect(outcome.ok && Math.abs(Date.now() - (outcome.times[0]?.getTime() ?? 0))).toBeLessThan(60_000);
  });

  it('is refused whichever byte changes, of its certificates or of the rest (S07)', async () => {
    const answer = authority.stamp(bare.signature, ['-cert']);
    const verifier = createSigstoreVerifier(parseTrustedRoot(authority.trustedRoot(), 'the root of a test'));
    const known = ['signer', 'middle', 'root'].map((name) => authority.der(name));
    const unnoticed: number[] = [];
    const places = known.map((der) => answer.indexOf(der));
    expect(places).not.toContain(-1);
    const isInside = (at: number): boolean =>
      places.some((start, index) => at >= start && at < start + (known[index]?.length ?? 0));
    for (const at of answer.keys()) {
      // A sample: certificates must be those of the root byte for byte, and of the rest another test changes each byte.
      if (at % (isInside(at) ? 32 : 8) !== 0) continue;
      const changed = Buffer.from(answer);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      if (faultOfTimestamp(changed, known) !== undefined) continue;
      if ((await verifier.verifyTimes(stamped(changed), key.publicKey)).ok) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
  });

  it('is refused for another signature, by another authority, and with a certificate that nobody listed', async () => {
    const refused = { ok: false, code: 'HYPER_KEYLESS_TIME' };
    expect(await judge(authority.stamp(Buffer.from('another'), ['-cert']))).toMatchObject(refused);
    const other = new Authority(kind);
    expect(await judge(other.stamp(bare.signature, ['-cert']))).toMatchObject(refused);
    expect(await judge(other.stamp(bare.signature, []))).toMatchObject(refused);
    const short = authority.trustedRoot(['signer', 'middle']);
    expect(await judge(authority.stamp(bare.signature, ['-cert']), short)).toMatchObject(refused);
  });
});
