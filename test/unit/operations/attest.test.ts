import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { attest, sign } from '../../../src/operations/index.ts';
import type { AttestData, Outcome } from '../../../src/operations/index.ts';
import { registryText, smallRegistry } from '../../build/manifests.ts';
import { areSignedBy, bundlesAt, createTestKey, signingContext, statementOf } from '../../build/signing.ts';
import type { TestKey } from '../../build/signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { writeFiles } from '../../build/write-files.ts';

const SIGNATURES = 'namespaces/org/acme/parser/1.1.0.sigstore.json';
const FLAGS = { registry: undefined, isAll: false, isDryRun: false, namespace: undefined } as const;
const TARGETS = ['org.acme/parser@1.1.0'];

let author: TestKey;
let online: TestKey;

beforeAll(async () => {
  author = await createTestKey();
  online = await createTestKey('ecdsa-p256');
});

function registry(): string {
  const folder = temporaryFolder();
  const { keyId, algorithm, spki } = online.publicKey;
  const entry = `onlineKey:
  keyId: "${keyId}"
  algorithm: ${algorithm}
  publicKey: ${Buffer.from(spki).toString('base64')}
  createdAt: "2025-01-01T00:00:00Z"
`;
  writeFiles(folder, { ...smallRegistry(), 'registry.yaml': registryText(entry) });
  return folder;
}

async function attestWith(folder: string, key: TestKey): Promise<Outcome<AttestData>> {
  return attest.run(await signingContext(folder, key), { ...FLAGS, targets: TARGETS });
}

async function signWith(folder: string, key: TestKey): Promise<void> {
  await sign.run(await signingContext(folder, key), {
    ...FLAGS,
    isForced: false,
    targets: TARGETS,
  });
}

describe('attest', () => {
  it("adds the registry's word beside the signature, once", async () => {
    const folder = registry();
    await signWith(folder, author);
    const { verdict, data } = await attestWith(folder, online);
    expect(verdict).toBe('pass');
    expect(data).toMatchObject({ signer: online.publicKey.keyId, files: [{ status: 'signed' }] });
    const bundles = bundlesAt(folder, SIGNATURES);
    expect(areSignedBy(bundles, [author, online])).toBe(true);
    const said = bundles
      .map(statementOf)
      .find(({ predicateType }) => predicateType === 'https://schemas.hyper-registry.dev/v1/attestation');
    expect(said?.predicate).toMatchObject({ operation: 'attest' });
    expect(Date.parse(said?.predicate.acceptedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    const again = await attestWith(folder, online);
    expect(again.data.files).toMatchObject([{ status: 'present' }]);
  });

  it('shows what it would add, and signs nothing', async () => {
    const folder = registry();
    await signWith(folder, author);
    const before = bundlesAt(folder, SIGNATURES);
    const context = await signingContext(folder, online);
    const { verdict, data, isLasting } = await attest.run(context, {
      ...FLAGS,
      isDryRun: true,
      targets: TARGETS,
    });
    expect([verdict, data.signer, isLasting]).toEqual(['pass', null, undefined]);
    expect(data.files).toMatchObject([
      { status: 'planned', statement: { predicate: { operation: 'attest' } } },
    ]);
    expect(bundlesAt(folder, SIGNATURES)).toEqual(before);
  });

  it('is no signature: the online key may sign and attest one file', async () => {
    const folder = registry();
    await signWith(folder, online);
    await attestWith(folder, online);
    expect(bundlesAt(folder, SIGNATURES).map((bundle) => statementOf(bundle).predicate.operation)).toEqual(
      expect.arrayContaining(['publish', 'attest']),
    );
    await signWith(folder, online);
    expect(bundlesAt(folder, SIGNATURES)).toHaveLength(2);
  });

  it('refuses a file whose signatures cover other bytes than it has, or that was only attested (S09)', async () => {
    const folder = registry();
    await signWith(folder, author);
    await attestWith(folder, online);
    const attested = bundlesAt(folder, SIGNATURES).filter(
      (one) => statementOf(one).predicate.acceptedAt !== undefined,
    );
    const path = join(folder, SIGNATURES.replace('.sigstore.json', '.yaml'));
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, `${text}# Another line.\n`);
    await expect(attestWith(folder, online)).rejects.toMatchObject({ code: 'HYPER_ATTEST_UNSIGNED' });
    writeFileSync(path, text);
    writeFileSync(join(folder, SIGNATURES), attested.map(({ json }) => `${json}\n`).join(''));
    await expect(attestWith(folder, online)).rejects.toMatchObject({ code: 'HYPER_ATTEST_UNSIGNED' });
  });

  it('refuses a file without a signature', async () => {
    await expect(attestWith(registry(), online)).rejects.toMatchObject({ code: 'HYPER_ATTEST_UNSIGNED' });
  });

  it('refuses every key but the online one', async () => {
    const folder = registry();
    await signWith(folder, author);
    await expect(attestWith(folder, author)).rejects.toMatchObject({ code: 'HYPER_ATTEST_SIGNER' });
    expect(areSignedBy(bundlesAt(folder, SIGNATURES), [author])).toBe(true);
  });
});
