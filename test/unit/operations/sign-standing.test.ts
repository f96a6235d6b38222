import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sign } from '../../../src/operations/index.ts';
import type { Outcome, SignData, SignInput, SigningContext } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { namespaceText, release, releasePath, smallRegistry } from '../../build/manifests.ts';
import { keyOf, listedKey, rootText, signaturesOf, signingBlock } from '../../build/signed-files.ts';
import { RELEASE_PATH, signed, signedRegistry } from '../../build/signed-registry.ts';
import { signingContext } from '../../build/signing.ts';
import { verifyFolder } from '../../build/verify-context.ts';
import type { Files } from '../../build/write-files.ts';
import { createKeySigner, verifyWithKey } from '../../../src/signing/index.ts';

const RUNNER = releasePath('org.acme.tools/runner', '2.1.0');
const NAMESPACE = 'namespaces/org/acme/tools/namespace.yaml';
/** Inside the life of every key of the fixed registry. */
const NOW = new Date('2026-06-01T12:00:00Z');

function repositoryOf(more: Files = {}): string {
  const repository = createTestRepository(signedRegistry());
  repository.write({ ...release('org.acme.tools/runner', '2.1.0'), ...more });
  repository.commit('More', 1);
  return repository.folder;
}

/** The real world of `sign`, with a fixed key and clock. */
async function contextOf(folder: string, name: string): Promise<SigningContext> {
  const key = keyOf(name);
  const { publicKey } = key;
  return {
    ...(await signingContext(folder, undefined)),
    now: () => NOW,
    identifySigner: () => Promise.resolve({ keyId: publicKey.keyId }),
    openSigner: () =>
      Promise.resolve({
        ...createKeySigner(key),
        name: publicKey.keyId,
        judge: (bundle) => Promise.resolve(verifyWithKey(bundle, publicKey) ? 'own' : 'other'),
      }),
  };
}

async function run(
  folder: string,
  name: string,
  paths: readonly string[],
  more: Partial<SignInput> = {},
): Promise<Outcome<SignData>> {
  const targets = paths.map((path) => join(folder, path));
  const flags = { registry: undefined, isAll: false, isDryRun: false, isForced: false, namespace: undefined };
  return sign.run(await contextOf(folder, name), { ...flags, targets, ...more });
}

const found = ({ verdict, diagnostics, data }: Outcome<SignData>): unknown => ({
  verdict,
  codes: diagnostics.map(({ code, severity }) => `${severity} ${code}`),
  standings: data.files.map(({ standing }) => standing?.verdict),
});

it('a signer whose key is listed later than it signed signs again, once', async () => {
  const since = { createdAt: '2026-05-01T00:00:00Z' };
  const folder = repositoryOf({
    [NAMESPACE]: namespaceText('org.acme.tools', signingBlock(1, [listedKey('tools', since)])),
  });
  const signatures = signaturesOf(RUNNER, readFileSync(join(folder, RUNNER), 'utf8'), ['tools'], {
    at: '2026-04-01T00:00:00Z',
  });
  writeFileSync(join(folder, RUNNER.replace('.yaml', '.sigstore.json')), signatures);
  expect((await run(folder, 'tools', [RUNNER])).data.files).toMatchObject([{ status: 'signed', dropped: 1 }]);
  expect((await run(folder, 'tools', [RUNNER])).data.files).toMatchObject([{ status: 'present' }]);
});

describe('a signer who does not count', () => {
  it('is refused before anything is written, and told who would count (S02)', async () => {
    const folder = repositoryOf();
    const outcome = await run(folder, 'acme', [RUNNER]);
    expect(found(outcome)).toEqual({
      verdict: 'untrusted',
      codes: ['error HYPER_SIGN_FOREIGN'],
      standings: [],
    });
    expect(outcome.diagnostics[0]?.hint).toContain('(tools)');
    expect(existsSync(join(folder, RUNNER.replace('.yaml', '.sigstore.json')))).toBe(false);
  });

  it('signs when told to, with a warning, and the file is refused as was said', async () => {
    const folder = repositoryOf();
    expect(found(await run(folder, 'acme', [RUNNER], { isForced: true }))).toEqual({
      verdict: 'pass',
      codes: ['warning HYPER_SIGN_FOREIGN'],
      standings: ['foreign'],
    });
    const { diagnostics } = await verifyFolder(folder);
    expect(diagnostics).toMatchObject([{ code: 'HYPER_SIGNATURE_FOREIGN', path: RUNNER }]);
  });

  it('is told so by a dry run, with the same verdict', async () => {
    const folder = repositoryOf();
    expect(found(await run(folder, 'acme', [RUNNER], { isDryRun: true }))).toEqual({
      verdict: 'untrusted',
      codes: ['error HYPER_SIGN_FOREIGN'],
      standings: ['foreign'],
    });
    expect(found(await run(folder, 'tools', [RUNNER], { isDryRun: true }))).toEqual({
      verdict: 'pass',
      codes: [],
      standings: ['counts'],
    });
  });

  it.each<[string, string, string, Files]>([
    ['a revoked key', RELEASE_PATH, 'acme-2', {}],
    ['the key of a namespace for its own manifest, which those above sign', NAMESPACE, 'tools-2', {}],
    ['a key of a namespace for registry.yaml', 'registry.yaml', 'acme', {}],
    ['the online key for a release', RELEASE_PATH, 'online', {}],
    ['a stranger for the root', 'trust/root.yaml', 'acme', {}],
  ])('is %s', async (_, path, name) => {
    const block = signingBlock(1, ['acme', listedKey('acme-2', { revokedAt: '2026-05-20T00:00:00Z' })]);
    const folder = repositoryOf({
      'namespaces/org/acme/namespace.yaml': namespaceText('org.acme', `revision: 2\n${block}`),
      [NAMESPACE]: namespaceText('org.acme.tools', `revision: 2\n${signingBlock(1, ['tools', 'tools-2'])}`),
    });
    const outcome = await run(folder, name, [path]);
    expect(found(outcome)).toMatchObject({ codes: ['error HYPER_SIGN_FOREIGN'] });
    // Nobody is told to sign with a key that does not count either.
    expect(outcome.diagnostics[0]?.hint).not.toContain('(acme-2)');
  });
});

describe('a signer who counts', () => {
  it.each<[string, string, string]>([
    ['a keeper for the root', 'trust/root.yaml', 'root-c'],
    ['a keeper for registry.yaml', 'registry.yaml', 'root-c'],
    ['the key of a namespace for a release in it', RUNNER, 'tools'],
    ['those above for a namespace', NAMESPACE, 'acme'],
  ])('is %s', async (_, path, name) => {
    expect(found(await run(repositoryOf(), name, [path]))).toEqual({
      verdict: 'pass',
      codes: [],
      standings: ['counts'],
    });
  });

  it('is the key of a namespace for its next version, where it is listed in the one before', async () => {
    const next = `revision: 2\n${signingBlock(1, ['tools', 'tools-2'])}`;
    const repository = createTestRepository(signedRegistry());
    repository.write({ [NAMESPACE]: namespaceText('org.acme.tools', next) });
    expect(found(await run(repository.folder, 'tools', [NAMESPACE]))).toMatchObject({
      standings: ['counts'],
    });
  });

  it('counts later where the root is not signed yet, and nobody knows where there is none', async () => {
    const folder = repositoryOf({ ...signed('trust/root.yaml', rootText(), ['root-a']) });
    expect(found(await run(folder, 'tools', [RUNNER]))).toEqual({
      verdict: 'pass',
      codes: [],
      standings: ['later'],
    });
    const bare = createTestRepository(smallRegistry());
    expect(found(await run(bare.folder, 'tools', [releasePath('org.acme/parser', '1.0.0')]))).toEqual({
      verdict: 'pass',
      codes: ['info HYPER_SIGN_UNJUDGED'],
      standings: ['unknown'],
    });
  });
});
