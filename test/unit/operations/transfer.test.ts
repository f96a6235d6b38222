import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packTar } from '../../../src/adapters/content/tar-writer.ts';
import { createFilesContext } from '../../../src/adapters/files/index.ts';
import { readArchive } from '../../../src/adapters/archive/index.ts';
import { createExportContext, createImportArchiveContext } from '../../../src/adapters/transfer/index.ts';
import { digestHex, digestOf } from '../../../src/core/index.ts';
import { exportNamespace, importArchive } from '../../../src/operations/index.ts';
import type { ExportData, ImportArchiveData } from '../../../src/operations/index.ts';
import { createTestRepository, openTestRepository, testGitEnvironment } from '../../build/git-repository.ts';
import { namespace, registryText, release, releasePath, smallRegistry } from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { verifyFolder } from '../../build/verify-context.ts';

const EXAMPLE = fileURLToPath(new URL('../../../registry-example', import.meta.url));
const SECURITY = 'org.acme.security';
const LIMITS = { maxEntries: 10_000, maxBytes: 64 * 1024 * 1024 };
const clock = (): Date => new Date('2026-11-22T00:00:00Z');

function facts(folder: string) {
  return { files: createFilesContext(process), folder, environment: testGitEnvironment() };
}

async function write(folder: string, name: string, out: string, at = 'HEAD'): Promise<ExportData> {
  const context = createExportContext(testContext(folder), facts(folder));
  const { data } = await exportNamespace.run(context, { registry: folder, namespace: name, at, out });
  return data;
}

async function bring(file: string, into: string, isBare = false): Promise<ImportArchiveData> {
  const context = createImportArchiveContext({}, facts(temporaryFolder()));
  return (await importArchive.run(context, { file, into, isBare })).data;
}

/** The example in a repository of two commits. */
function example(): string {
  const folder = temporaryFolder();
  cpSync(EXAMPLE, folder, { recursive: true });
  const repository = openTestRepository(folder);
  repository.git('init', '-q', '-b', 'main', '--template=', '.');
  repository.commit('The example\n\nÀ propos: "quoted"\n\nHyper-Operation: init');
  repository.write({ 'namespaces/org/acme/security/nexus-auth/README.md': '# Changed\n' });
  repository.commit('Another README', 1);
  repository.write({ 'namespaces/lib/text/slugify/README.md': '# Elsewhere\n' });
  repository.commit('Of no concern here', 2);
  return folder;
}

describe('export and import', () => {
  const folder = example();
  const archive = join(temporaryFolder(), 'security.tar');
  const exported = write(folder, SECURITY, archive);

  it('make the same tree, and every signature still verifies', async () => {
    const { root, digest, commits, manifests, signatures, files, outside } = await exported;
    expect(digest).toBe(digestOf(readFileSync(archive)));
    expect({ commits, manifests, signatures, files }).toEqual({
      ...{ commits: 2, manifests: 27, signatures: 27, files: 60 },
    });
    expect(outside).toContain('hyper/plugin-sdk');
    const into = join(temporaryFolder(), 'there');
    const data = await bring(archive, into);
    expect(data).toMatchObject({
      namespace: SECURITY,
      commits: 2,
      root,
      registry: { name: 'example-registry' },
    });
    const there = openTestRepository(into);
    for (const path of there.git('ls-files').split('\n'))
      expect(readFileSync(join(into, path)).equals(readFileSync(join(folder, path))), path).toBe(true);
    expect(there.git('status', '--porcelain')).toBe('');
    expect(there.git('fsck', '--strict', '--no-dangling')).toBe('');
    const verified = await verifyFolder(into, { root: root ?? '' }, { clock });
    expect(verified).toMatchObject({ verdict: 'pass', data: { refused: [], signed: 26 } });
  });

  it('keep the history: words, people and times of each commit, and nothing of others', async () => {
    const into = join(temporaryFolder(), 'there');
    const data = await bring(archive, into);
    const [old, now] = [openTestRepository(folder), openTestRepository(into)];
    const format = '--format=%an|%ae|%at|%cn|%ct|%B';
    expect(now.git('log', format)).toBe(old.git('log', '--skip=1', format));
    expect(data).toMatchObject({
      from: old.git('rev-parse', 'HEAD~1'),
      commit: now.git('rev-parse', 'HEAD'),
    });
    const bare = join(temporaryFolder(), 'bare.git');
    await bring(archive, bare, true);
    expect(openTestRepository(bare).git('rev-parse', 'HEAD')).toBe(data.commit);
    const again = join(temporaryFolder(), 'again.tar');
    await write(into, SECURITY, again);
    const [one, other] = [archive, again].map((file) => readArchive(readFileSync(file), LIMITS));
    const bundle = (files: typeof one): unknown =>
      files?.find(({ path }) => path === 'history.bundle')?.bytes;
    expect(bundle(other)).toEqual(bundle(one));
  });

  it('give the same bytes for the same commit, which tar, sha256sum and git read', async () => {
    const place = temporaryFolder();
    await write(folder, 'orgs/acme/security', join(place, 'again.tar'));
    expect(readFileSync(join(place, 'again.tar')).equals(readFileSync(archive))).toBe(true);
    execFileSync('tar', ['xf', archive], { cwd: place });
    execFileSync('sha256sum', ['-c', '--quiet', '--strict', 'digests.txt'], { cwd: place });
    const clone = join(place, 'clone');
    openTestRepository(place).git('clone', '-q', '-b', 'main', 'history.bundle', clone);
    expect(existsSync(join(clone, 'namespaces/org/acme/security/namespace.yaml'))).toBe(true);
  });

  it('carry blobs, what came and went, and another time', async () => {
    const repository = createTestRepository({ ...smallRegistry(), ...namespace('org.acme.more') });
    const first = repository.git('rev-parse', 'HEAD');
    repository.write(release('org.acme/parser', '2.0.0'));
    repository.commit('Two', 1);
    repository.git('rm', '-rq', releasePath('org.acme/parser', '2.0.0'), 'namespaces/org/acme/more');
    repository.commit('Gone', 2);
    const place = temporaryFolder();
    expect(await write(repository.folder, 'org.acme', join(place, 'now.tar'))).toMatchObject({
      commits: 3,
      root: null,
    });
    expect(await write(repository.folder, 'org.acme', join(place, 'then.tar'), first)).toMatchObject({
      commits: 1,
    });
    await bring(join(place, 'now.tar'), join(place, 'now'));
    expect(existsSync(join(place, 'now/namespaces/org/acme/more'))).toBe(false);
    const content = await write(folder, 'lib.money', join(place, 'money.tar'));
    expect(content.blobs).toBe(3);
  });

  it('refuse what is not there, and write over nothing', async () => {
    const out = join(temporaryFolder(), 'x.tar');
    await expect(write(folder, 'org.acme.securty', out)).rejects.toMatchObject({
      ...{ code: 'HYPER_NAMESPACE_MISSING', hint: `did you mean "${SECURITY}"?` },
    });
    await expect(write(folder, SECURITY, archive)).rejects.toMatchObject({ code: 'HYPER_EXPORT_EXISTS' });
    const shallow = join(temporaryFolder(), 'shallow');
    openTestRepository(folder).git('clone', '-q', '--depth', '1', `file://${folder}`, shallow);
    await expect(write(shallow, SECURITY, out)).rejects.toMatchObject({ code: 'HYPER_REPOSITORY_SHALLOW' });
    const large = createTestRepository({ 'registry.yaml': registryText(), ...namespace('org.acme') });
    large.write({ 'namespaces/org/acme/README.md': 'x'.repeat(16 * 1024 * 1024 + 1) });
    large.commit('Large', 1);
    await expect(write(large.folder, 'org.acme', out)).rejects.toMatchObject({
      code: 'HYPER_EXPORT_TOO_LARGE',
    });
    expect(existsSync(out)).toBe(false);
    await expect(bring(archive, folder)).rejects.toMatchObject({ code: 'HYPER_OUTPUT_FOREIGN' });
  });
});

describe('importing an archive that was altered', () => {
  interface Made {
    readonly path: string;
    readonly bytes: Buffer;
    readonly isExecutable: boolean;
  }
  const source = createTestRepository({ 'registry.yaml': registryText(), ...namespace('org.acme') });
  const whole = (async (): Promise<Made[]> => {
    const file = join(temporaryFolder(), 'whole.tar');
    await write(source.folder, 'org.acme', file);
    return readArchive(readFileSync(file), LIMITS);
  })();

  /** Digests that are right again, as whoever alters an archive would write them. */
  function relisted(files: readonly Made[]): Made[] {
    const rest = files.filter(({ path }) => path !== 'digests.txt');
    const text = rest.map(({ path, bytes }) => `${digestHex(bytes)}  ${path}\n`).join('');
    return [...rest, { path: 'digests.txt', bytes: Buffer.from(text), isExecutable: false }];
  }

  async function refusal(alter: (files: readonly Made[]) => readonly Made[]): Promise<string> {
    const place = temporaryFolder();
    writeFileSync(join(place, 'made.tar'), packTar(alter(await whole)));
    const result = await bring(join(place, 'made.tar'), join(place, 'into')).catch((error: unknown) => error);
    expect(readdirSync(place)).toEqual(['made.tar']);
    return (result as { code?: string }).code ?? 'brought in';
  }

  const changed = (path: string, bytes: Buffer | string) => (files: readonly Made[]) =>
    files.map((file) => (file.path === path ? { ...file, bytes: Buffer.from(bytes) } : file));
  const NAMESPACE = 'tree/namespaces/org/acme/namespace.yaml';
  const stray = (path: string): Made => ({ path, bytes: Buffer.from('x'), isExecutable: false });

  it.each<[string, (files: readonly Made[]) => readonly Made[], string]>([
    ['a changed byte', changed(NAMESPACE, 'other'), 'HYPER_EXPORT_ALTERED'],
    [
      'a changed byte with its digest',
      (files) => relisted(changed(NAMESPACE, 'other')(files)),
      'HYPER_EXPORT_ALTERED',
    ],
    [
      'a file that is not listed',
      (files) => [...files, stray('tree/trust/root.yaml')],
      'HYPER_EXPORT_ALTERED',
    ],
    [
      'a file more than the history has',
      (files) => relisted([...files, stray('tree/trust/root.yaml')]),
      'HYPER_EXPORT_ALTERED',
    ],
    ['a file less', (files) => files.filter(({ path }) => path !== NAMESPACE), 'HYPER_EXPORT_ALTERED'],
    [
      'an executable file',
      (files) => files.map((file) => (file.path === NAMESPACE ? { ...file, isExecutable: true } : file)),
      'HYPER_EXPORT_ALTERED',
    ],
    [
      'a file of no registry (F04)',
      (files) => relisted([...files, stray('tree/.github/workflows/x.yml')]),
      'HYPER_ARCHIVE_UNSAFE',
    ],
    [
      'a file beside the tree (F04)',
      (files) => relisted([...files, stray('hooks/post-checkout')]),
      'HYPER_ARCHIVE_UNSAFE',
    ],
    [
      'no history',
      (files) => files.filter(({ path }) => path !== 'history.bundle'),
      'HYPER_EXPORT_UNREADABLE',
    ],
    [
      'a history that is none',
      (files) => relisted(changed('history.bundle', '# v2 git bundle\nnonsense')(files)),
      'HYPER_EXPORT_ALTERED',
    ],
    [
      'facts that are none',
      (files) => relisted(changed('hyper-export.json', '{"format":"hyper-export","formatVersion":1}')(files)),
      'HYPER_EXPORT_UNREADABLE',
    ],
    [
      'a newer version',
      (files) => relisted(changed('hyper-export.json', '{"format":"hyper-export","formatVersion":9}')(files)),
      'HYPER_EXPORT_UNREADABLE',
    ],
    ['no JSON', (files) => relisted(changed('hyper-export.json', '{')(files)), 'HYPER_EXPORT_UNREADABLE'],
    ['something else', () => [stray('README.md')], 'HYPER_EXPORT_UNREADABLE'],
  ])('refuses %s, and leaves nothing behind', async (_what, alter, code) => {
    expect(await refusal(alter)).toBe(code);
  });

  it('refuses another commit than the facts say', async () => {
    const other = (files: readonly Made[]): Made[] =>
      relisted(
        files.map((file) =>
          file.path === 'hyper-export.json'
            ? {
                ...file,
                bytes: Buffer.from(file.bytes.toString().replaceAll(/[0-9a-f]{40}/gu, 'a'.repeat(40))),
              }
            : file,
        ),
      );
    expect(await refusal(other)).toBe('HYPER_EXPORT_ALTERED');
  });

  it('refuses what is no archive, or no file', async () => {
    const place = temporaryFolder();
    writeFileSync(join(place, 'x'), 'no archive\n'.repeat(100));
    await expect(bring(join(place, 'x'), join(place, 'into'))).rejects.toMatchObject({
      code: 'HYPER_ARCHIVE_UNREADABLE',
    });
    await expect(bring(join(place, 'y'), join(place, 'into'))).rejects.toMatchObject({
      code: 'HYPER_FILE_UNREADABLE',
    });
  });
});
