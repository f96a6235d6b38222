import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  keyRevoke,
  keyRotate,
  trustInit,
  trustRotate,
  trustShow,
  trustStatus,
} from '../../../src/operations/index.ts';
import type { KeyRotateInput, TrustInitInput, TrustRotateInput } from '../../../src/operations/index.ts';
import { EDIT_JOURNAL } from '../../../src/adapters/files/index.ts';
import { compareText } from '../../../src/core/index.ts';
import { createTestRepository, cloneBare } from '../../build/git-repository.ts';
import type { TestRepository } from '../../build/git-repository.ts';
import { namespaceText, registryText, smallRegistry } from '../../build/manifests.ts';
import { NOW, keyOf, signaturesOf } from '../../build/signed-files.ts';
import { ROOTS, signed, signedRegistry } from '../../build/signed-registry.ts';
import { trustContext } from '../../build/trust-context.ts';
import { verifyFolder } from '../../build/verify-context.ts';

const ROOT = 'trust/root.yaml';
const ACME = 'namespaces/org/acme/namespace.yaml';
const idOf = (name: string): string => keyOf(name).publicKey.keyId;
const read = ({ folder }: TestRepository, path: string): string => readFileSync(join(folder, path), 'utf8');

/** Signs files as they stand now, in place of the signatures that they have. */
function sign(repository: TestRepository, signers: readonly string[], ...paths: string[]): void {
  for (const path of paths) {
    const at = new Date(NOW).toISOString().replace('.000Z', 'Z');
    const bundles = signaturesOf(path, read(repository, path), signers, { at });
    repository.write({ [path.replace(/\.yaml$/u, '.sigstore.json')]: bundles });
  }
}

function init(folder: string, more: Partial<TrustInitInput> = {}): ReturnType<typeof trustInit.run> {
  const keys = ['root-a', 'root-b', 'root-c'];
  const input = { registry: undefined, keys, threshold: undefined, expiresInDays: 365, online: undefined };
  return trustInit.run(trustContext(folder), { ...input, isDryRun: false, ...more });
}

function rotateRoot(
  folder: string,
  more: Partial<TrustRotateInput> = {},
): ReturnType<typeof trustRotate.run> {
  const input = { registry: undefined, add: [], remove: [], threshold: undefined, expiresInDays: 365 };
  return trustRotate.run(trustContext(folder), { ...input, isDryRun: false, ...more });
}

function rotateKey(
  folder: string,
  more: Partial<KeyRotateInput>,
  now = NOW,
): ReturnType<typeof keyRotate.run> {
  const input = {
    registry: undefined,
    target: 'org.acme',
    add: undefined,
    key: undefined,
    endsAt: undefined,
  };
  return keyRotate.run(trustContext(folder, now), { ...input, isDryRun: false, ...more });
}

async function refusedFiles(folder: string): Promise<readonly string[]> {
  return (await verifyFolder(folder)).data.refused;
}

async function status(folder: string): Promise<{ verdict: string; open: string[]; commands: string[] }> {
  const input = { registry: undefined, at: undefined, changedSince: undefined };
  const { verdict, data } = await trustStatus.run(trustContext(folder), input);
  const open = data.rows
    .filter(({ isSigned }) => !isSigned)
    .map(({ path, authority }) => `${path} ${authority}`);
  return { verdict, open, commands: data.tasks.map(({ command }) => command) };
}

describe('the first trust root', () => {
  it('names the keepers, and is believed once as many as must have signed', async () => {
    const repository = createTestRepository(smallRegistry());
    repository.write({ 'registry.yaml': `# Ours.\n${registryText()}` });
    const { data } = await init(repository.folder, { online: 'online' });
    expect(data).toMatchObject({ version: 1, threshold: 2, keys: 3, expiresAt: '2027-06-01T12:00:00Z' });
    expect(data.tasks).toHaveLength(3);
    expect(data.tasks[0]?.command).toContain(`${ROOT} --key`);
    const whole = [...new Set((await status(repository.folder)).open.map((row) => row.split(' ')[0] ?? ''))];
    // What is told at once is what the status tells: nobody comes twice.
    expect(data.tasks[0]?.paths).toEqual(expect.arrayContaining(whole));
    expect(read(repository, 'registry.yaml')).toMatch(/^# Ours\.[\s\S]*onlineKey:\n {2}keyId: sha256:/u);
    sign(repository, ['root-a'], ROOT, 'registry.yaml');
    expect((await status(repository.folder)).verdict).toBe('needs-human');
    sign(repository, ['root-a', 'root-b'], ROOT, 'registry.yaml', ACME);
    expect((await status(repository.folder)).open).not.toContain(`${ROOT} trust root 1`);
    const shown = await trustShow.run(trustContext(repository.folder), {
      registry: undefined,
      at: undefined,
    });
    expect(shown.data).toMatchObject({ version: 1, isSound: true, digest: data.digest, kept: [] });
  });

  it('is to sign again what was signed before it: its keys count from then on', async () => {
    const repository = createTestRepository(smallRegistry());
    const release = 'namespaces/org/acme/parser/1.0.0.yaml';
    const signatures = signaturesOf(release, read(repository, release), ['root-a', 'root-b'], {
      at: '2026-05-01T12:00:00Z',
    });
    repository.write({ [release.replace(/\.yaml$/u, '.sigstore.json')]: signatures });
    const { data } = await init(repository.folder);
    expect(data.tasks.map(({ paths }) => paths.includes(release))).toEqual([true, true, true]);
    const refused = async (): Promise<readonly string[]> =>
      (await verifyFolder(repository.folder, { root: data.digest })).data.refused;
    sign(repository, ['root-a', 'root-b'], ROOT, 'registry.yaml', ACME);
    expect(await refused()).toContain(release);
    sign(repository, ['root-a', 'root-b'], release);
    expect(await refused()).not.toContain(release);
  });

  it('shows its keepers whose signatures they sign for, whole, wherever it waits for them (S25)', async () => {
    const subject = `repo:acme/registry:${'x'.repeat(300)}`;
    const identities = `signing:\n  threshold: 1\n  identities:\n    - {issuer: "https://issuer.example", subject: "${subject}"}\n`;
    const repository = createTestRepository(smallRegistry());
    repository.write({ [ACME]: namespaceText('org.acme') + identities });
    const planned = await init(repository.folder, { online: 'online' });
    const keys = ['root-a', 'root-b', 'root-c'].map((label) => ({
      ...{ of: 'root', keyId: idOf(label), label, algorithm: 'ed25519' },
    }));
    const root = {
      path: ROOT,
      digest: planned.data.digest,
      threshold: 2,
      expiresAt: '2027-06-01T12:00:00Z',
      keys,
    };
    const online = {
      path: 'registry.yaml',
      threshold: null,
      keys: [{ of: 'online', keyId: idOf('online') }],
    };
    const acme = { path: ACME, threshold: 1, keys: [], identities: [{ of: 'org.acme', subject }] };
    expect(planned.data.named).toMatchObject([root, online]);
    const input = { registry: undefined, at: undefined };
    const waits = await trustStatus.run(trustContext(repository.folder), {
      ...input,
      changedSince: undefined,
    });
    expect(waits.data.named).toMatchObject([acme, online, root]);
    const shown = await trustShow.run(trustContext(repository.folder), input);
    expect(shown.data.identities).toMatchObject(acme.identities);
    sign(repository, ['root-a', 'root-b'], ROOT, 'registry.yaml', ACME);
    const done = await trustStatus.run(trustContext(repository.folder), {
      ...input,
      changedSince: undefined,
    });
    expect(done.data.named).toEqual([]);
  });

  it('takes the public half of a key file, whatever its form, and writes nothing when it is only looked at', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const { data } = await init(folder, { isDryRun: true, threshold: 3 });
    expect(data.files).toMatchObject([{ path: ROOT, change: 'added' }]);
    expect(existsSync(join(folder, 'trust'))).toBe(false);
  });

  it.each([
    ['twice the same key (S12)', { keys: ['root-a', 'root-a'] }, 'HYPER_TRUST_THRESHOLD'],
    ['more signers than keys', { threshold: 4 }, 'HYPER_TRUST_THRESHOLD'],
  ])('refuses %s', async (_what, more, code) => {
    const { folder } = createTestRepository(smallRegistry());
    await expect(init(folder, more)).rejects.toMatchObject({ code });
    expect(existsSync(join(folder, 'trust'))).toBe(false);
  });

  it('refuses a second first root (S16), a registry without an id, and one without a working tree', async () => {
    const present = createTestRepository(signedRegistry());
    await expect(init(present.folder)).rejects.toMatchObject({ code: 'HYPER_TRUST_PRESENT' });
    const files = smallRegistry();
    const nameless = createTestRepository({
      ...files,
      'registry.yaml': registryText().replace(/^id: .*\n/mu, ''),
    });
    await expect(init(nameless.folder)).rejects.toMatchObject({ code: 'HYPER_TRUST_REGISTRY_ID' });
    const bare = cloneBare(createTestRepository(files));
    await expect(init(bare)).rejects.toMatchObject({ code: 'HYPER_TRUST_READ_ONLY' });
  });
});

describe('the next trust root', () => {
  it('keeps the one before, drops the signatures of who left, and says who signs again (S16)', async () => {
    const repository = createTestRepository(signedRegistry());
    const before = read(repository, ROOT);
    const { data } = await rotateRoot(repository.folder, { add: ['root-d'], remove: ['root-b'] });
    expect(data).toMatchObject({ version: 2, threshold: 2, keys: 3 });
    expect(read(repository, 'trust/root.1.yaml')).toBe(before);
    expect(existsSync(join(repository.folder, 'trust/root.sigstore.json'))).toBe(false);
    const open = await status(repository.folder);
    expect(open.verdict).toBe('needs-human');
    expect(open.open).toEqual([
      `${ACME} trust root 2`,
      'registry.yaml trust root 2',
      `${ROOT} trust root 2`,
      `${ROOT} trust root 1`,
    ]);
    expect(
      open.commands.some((one) => one.startsWith(`hyper sign ${ACME} registry.yaml ${ROOT} --key`)),
    ).toBe(true);
    sign(repository, ['root-a', 'root-c'], ROOT, 'registry.yaml', ACME);
    expect(await status(repository.folder)).toEqual({ verdict: 'pass', open: [], commands: [] });
    expect(await refusedFiles(repository.folder)).toEqual([]);
  });

  it('is not believed without the threshold of the one before (S16)', async () => {
    const repository = createTestRepository(signedRegistry());
    await rotateRoot(repository.folder, { add: ['root-d', 'root-e'], remove: ['root-b', 'root-c'] });
    sign(repository, ['root-d', 'root-e'], ROOT, 'registry.yaml', ACME);
    const { open } = await status(repository.folder);
    expect(open).toEqual([`${ROOT} trust root 1`]);
    await expect(rotateRoot(repository.folder)).rejects.toMatchObject({ code: 'HYPER_TRUST_EVENT_OPEN' });
  });

  it('goes on with the same keys where only the end moves', async () => {
    const repository = createTestRepository(signedRegistry());
    const { data } = await rotateRoot(repository.folder, { expiresInDays: 700 });
    expect(data.files.map(({ path }) => path)).toEqual([
      'trust/root.1.yaml',
      'trust/root.1.sigstore.json',
      'trust/root.sigstore.json',
      ROOT,
    ]);
    sign(repository, ROOTS, ROOT);
    expect(await refusedFiles(repository.folder)).toEqual([]);
  });

  it('refuses to take out a key that nobody listed', async () => {
    const { folder } = createTestRepository(signedRegistry());
    const input = { remove: ['nobody'] };
    await expect(rotateRoot(folder, input)).rejects.toMatchObject({ code: 'HYPER_KEY_UNLISTED' });
  });

  it('refuses to leave releases of the root without enough signatures', async () => {
    const files = { ...signedRegistry(), ...signed(ACME, namespaceText('org.acme'), ROOTS) };
    const policy = 'namespaces/org/acme/policies/needs-licence.yaml';
    const repository = createTestRepository(files);
    const paths = [
      policy,
      'namespaces/org/acme/parser/artifact.yaml',
      'namespaces/org/acme/parser/1.0.0.yaml',
    ];
    sign(repository, ROOTS, ...paths);
    const refused = rotateRoot(repository.folder, { remove: ['root-b'], add: ['root-d'] });
    await expect(refused).rejects.toMatchObject({ code: 'HYPER_KEY_STILL_NEEDED', details: { files: 2 } });
    expect(existsSync(join(repository.folder, 'trust/root.1.yaml'))).toBe(false);
  });
});

describe('a key of a namespace', () => {
  it('comes beside the others, with the comments of the file kept and its revision risen', async () => {
    const repository = createTestRepository(signedRegistry());
    const text = `${read(repository, ACME)}# The end.\n`;
    repository.write({ [ACME]: text });
    await rotateKey(repository.folder, { add: 'acme-3' });
    const now = read(repository, ACME);
    expect(now).toContain('# The end.');
    expect(now).toContain('revision: 2');
    expect(now).toContain(idOf('acme-3'));
    sign(repository, ROOTS, ACME);
    expect(await refusedFiles(repository.folder)).toEqual([]);
  });

  it('does not end while something is believed by it alone, and says what', async () => {
    const { folder } = createTestRepository(signedRegistry());
    const refused = rotateKey(folder, { key: 'acme-2' });
    await expect(refused).rejects.toMatchObject({
      code: 'HYPER_KEY_STILL_NEEDED',
      message: expect.stringContaining('namespaces/org/acme/parser/1.1.0.yaml') as string,
      hint: expect.stringContaining('hyper attest') as string,
    });
    expect(await refusedFiles(folder)).toEqual([]);
  });

  it('ends in peace once the registry has attested what it signed', async () => {
    const repository = createTestRepository(signedRegistry());
    const path = 'namespaces/org/acme/parser/1.1.0.yaml';
    const text = read(repository, path);
    const both = Buffer.concat([
      signaturesOf(path, text, ['acme-2']),
      signaturesOf(path, text, ['online'], { acceptedAt: '2026-05-02T00:00:00Z' }),
    ]);
    const lines = both.toString('utf8').trimEnd().split('\n').sort(compareText);
    repository.write({ [path.replace('.yaml', '.sigstore.json')]: `${lines.join('\n')}\n` });
    const { data } = await rotateKey(repository.folder, { key: idOf('acme-2').slice(0, 20) });
    expect(data).toMatchObject({ ended: idOf('acme-2'), lost: [] });
    sign(repository, ROOTS, ACME);
    expect((await verifyFolder(repository.folder)).data.refused).toEqual([]);
  });

  it('is revoked whatever it costs, and the cost is told (S15)', async () => {
    const repository = createTestRepository(signedRegistry());
    const input = { registry: undefined, target: 'org.acme', key: 'acme', add: 'acme-3', isDryRun: false };
    const { data } = await keyRevoke.run(trustContext(repository.folder), {
      ...input,
      reason: 'The laptop is gone.',
      compromisedSince: new Date('2026-04-01T00:00:00Z'),
    });
    expect(data.lost).toContain('namespaces/org/acme/parser/1.0.0.yaml');
    const text = read(repository, ACME);
    expect(text).toContain('compromisedSince: "2026-04-01T00:00:00Z"');
    expect(text).toContain('revocationReason: The laptop is gone.');
    sign(repository, ROOTS, ACME);
    expect(await refusedFiles(repository.folder)).toEqual(expect.arrayContaining([...data.lost]));
  });

  it.each([
    ['listed already', { add: 'acme-2' }, 'HYPER_KEY_LISTED'],
    ['not listed', { key: 'acme-9' }, 'HYPER_KEY_UNLISTED'],
    ['of nobody', { target: 'org.nobody', add: 'acme-3' }, 'HYPER_NAMESPACE_MISSING'],
    ['not named at all', {}, 'HYPER_USAGE_FLAG_MISSING'],
  ])('is refused where it is %s', async (_what, more, code) => {
    const { folder } = createTestRepository(signedRegistry());
    await expect(async () => rotateKey(folder, more)).rejects.toMatchObject({ code });
  });

  it('is refused where too few would be left to sign', async () => {
    const { folder } = createTestRepository(signedRegistry());
    const input = { target: 'org.acme.tools', key: 'tools' };
    await expect(rotateKey(folder, input)).rejects.toMatchObject({ code: 'HYPER_TRUST_THRESHOLD' });
  });
});

describe('the online key', () => {
  it('makes room for another, and what it attested stays proven', async () => {
    const repository = createTestRepository(signedRegistry());
    await rotateKey(repository.folder, { target: 'registry', add: 'online-2' });
    const text = read(repository, 'registry.yaml');
    expect(text).toMatch(/formerOnlineKeys:\n {2}- keyId: /u);
    expect(text.indexOf(idOf('online-2'))).toBeGreaterThan(text.indexOf('onlineKey:'));
    sign(repository, ROOTS, 'registry.yaml');
    expect(await refusedFiles(repository.folder)).toEqual([]);
  });
});

describe('what a killed run left in the working tree', () => {
  /** A registry where another version of a file was journaled and not yet written. */
  function killed(path: string, change: (text: string) => string): TestRepository {
    const repository = createTestRepository(signedRegistry());
    const after = Buffer.from(change(read(repository, path))).toString('base64');
    writeFileSync(join(repository.folder, EDIT_JOURNAL), JSON.stringify([{ path, after }]));
    return repository;
  }
  const toSecond = (text: string): string => text.replace('version: 1', 'version: 2');

  it.each([
    ['a first root', (folder: string) => init(folder), 'HYPER_TRUST_PRESENT'],
    ['the next root', (folder: string) => rotateRoot(folder), 'HYPER_TRUST_EVENT_OPEN'],
  ])('is finished before %s is planned (K02)', async (_what, run, code) => {
    const { folder } = killed(ROOT, toSecond);
    await expect(run(folder)).rejects.toMatchObject({ code });
    expect(existsSync(join(folder, EDIT_JOURNAL))).toBe(false);
    expect(readFileSync(join(folder, ROOT), 'utf8')).toContain('version: 2');
  });

  it('is finished before a key is changed (K02)', async () => {
    const repository = killed(ACME, (text) => `# Ours.\n${text}`);
    await rotateKey(repository.folder, { add: 'acme-3' });
    expect(existsSync(join(repository.folder, EDIT_JOURNAL))).toBe(false);
    expect(read(repository, ACME)).toMatch(/^# Ours\.[\s\S]*acme-3/u);
  });

  it('stays as it is where a change is only looked at', async () => {
    const { folder } = killed(ROOT, toSecond);
    await rotateRoot(folder, { isDryRun: true });
    expect(existsSync(join(folder, EDIT_JOURNAL))).toBe(true);
  });
});
