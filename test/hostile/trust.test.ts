import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { createKeyFolder, openKeySigner } from '../../src/adapters/keys/index.ts';
import { parseBundles, renderBundles } from '../../src/signing/index.ts';
import { createTestRepository } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { namespaceText } from '../build/manifests.ts';
import { listedKey, signaturesOf, signingBlock } from '../build/signed-files.ts';
import { signed, signedRegistry } from '../build/signed-registry.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { verifyFolder } from '../build/verify-context.ts';

const TOOLS = 'namespaces/org/acme/tools/namespace.yaml';

/** A registry with a namespace whose second version only its first one vouches for. */
function selfSigned(first: string, second: string, signatures: Uint8Array): TestRepository {
  const repository = createTestRepository({ ...signedRegistry(), ...signed(TOOLS, first, ['acme']) });
  repository.write({ [TOOLS]: second, [TOOLS.replace('.yaml', '.sigstore.json')]: signatures });
  repository.commit('Rotate', 1);
  return repository;
}

async function faultsOf(folder: string, more: Parameters<typeof verifyFolder>[2] = {}): Promise<string[]> {
  const { diagnostics } = await verifyFolder(folder, {}, more);
  return diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`);
}

describe('a shallow clone', () => {
  const first = namespaceText('org.acme.tools', signingBlock(1, ['tools']));
  const second = namespaceText('org.acme.tools', `revision: 2\n${signingBlock(1, ['tools', 'tools-2'])}`);

  it('says that it is one where a namespace leans on its history, and believes it once it is whole', async () => {
    const repository = selfSigned(first, second, signaturesOf(TOOLS, second, ['tools'], { previous: first }));
    const clone = join(temporaryFolder(), 'clone');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repository.folder}`, clone]);
    expect(await faultsOf(clone)).toContain(`HYPER_HISTORY_CUT ${TOOLS}`);
    execFileSync('git', ['-C', clone, 'fetch', '-q', '--unshallow']);
    expect(await faultsOf(clone)).toEqual([]);
  });

  it('says nothing of it where the history would not help', async () => {
    const repository = createTestRepository(signedRegistry());
    repository.write({ 'README.md': '# More\n' });
    repository.commit('More', 1);
    const clone = join(temporaryFolder(), 'clone');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repository.folder}`, clone]);
    expect(await faultsOf(clone)).toEqual([]);
  });
});

describe('a witness of a key that is learnt late', () => {
  it('proves its time all the same (S14)', async () => {
    const ended = listedKey('tools', { expiresAt: '2026-05-20T00:00:00Z' });
    const first = namespaceText('org.acme.tools', signingBlock(1, [ended]));
    const second = namespaceText('org.acme.tools', `revision: 2\n${signingBlock(1, ['tools-2'])}`);
    const plain = parseBundles(signaturesOf(TOOLS, second, ['tools'], { previous: first }));
    if (!plain.ok) throw new Error(plain.reason);
    const [bundle] = plain.bundles;
    const value = JSON.parse(bundle?.json ?? '') as { verificationMaterial: object };
    const stamps = { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] };
    const text = JSON.stringify({
      ...value,
      verificationMaterial: { ...value.verificationMaterial, timestampVerificationData: stamps },
    });
    const witnessed = parseBundles(Buffer.from(text));
    if (!witnessed.ok) throw new Error(witnessed.reason);
    const repository = selfSigned(first, second, renderBundles(witnessed.bundles));
    const times = [new Date('2026-05-10T00:00:00Z')];
    const verifier = {
      verify: () => Promise.reject(new Error('there is no certificate')),
      verifyTimes: () => Promise.resolve({ ok: true as const, times }),
    };
    const early = await faultsOf(repository.folder, { verifier: () => Promise.resolve(verifier) });
    expect(early.filter((fault) => fault.endsWith(TOOLS))).toEqual([]);
    times[0] = new Date('2026-05-30T00:00:00Z');
    const late = await faultsOf(repository.folder, { verifier: () => Promise.resolve(verifier) });
    expect(late.some((fault) => fault.endsWith(TOOLS))).toBe(true);
  });
});

describe('a private key in a repository', () => {
  it('signs nothing, in a work tree, through a folder link or in a bare one (S22)', async () => {
    const repository = createTestRepository(signedRegistry());
    mkdirSync(join(repository.folder, 'deep/er'), { recursive: true });
    const places = [repository.folder, join(repository.folder, 'deep/er'), join(repository.folder, '.git')];
    for (const place of places) {
      const path = join(place, 'signing.pem');
      writeFileSync(path, 'not even a key');
      chmodSync(path, 0o600);
      const room = temporaryFolder();
      const options = {
        keys: createKeyFolder(createFilesContext(process), join(room, 'keys'), repository.folder),
        passphrases: { ask: () => Promise.reject(new Error('was asked')) } as never,
        environment: {},
        now: () => new Date(),
      };
      await expect(openKeySigner(path, options)).rejects.toMatchObject({ code: 'HYPER_KEY_FILE_TRACKED' });
    }
  });
});
