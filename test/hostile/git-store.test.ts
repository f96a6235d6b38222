import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HyperError, digestOf } from '../../src/core/index.ts';
import { registryGet, registryList } from '../../src/operations/index.ts';
import type { RegistryStore } from '../../src/registry/index.ts';
import { createTestRepository, openTestRepository, testGitEnvironment } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { releasePath, releaseText, smallRegistry } from '../build/manifests.ts';
import { findingsOf, testContext, validateFolder } from '../build/registry-context.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { openGitStore, openWithoutGit } from '../contract/open-stores.ts';

const PATH = releasePath('org.acme/parser', '1.0.0');
const TEXT = releaseText('org.acme/parser', '1.0.0');

/** The digest of the manifest as `registry get` tells it, from the working tree or a revision. */
async function digestAt(folder: string, at?: string): Promise<string> {
  const { data } = await registryGet.run(testContext(folder), {
    registry: undefined,
    at,
    reference: 'org.acme/parser@1.0.0',
    namespace: undefined,
  });
  return data.manifestDigest;
}

describe('attributes and conversions', () => {
  it('change no digest, in the working tree or at a commit (G11)', async () => {
    const origin = createTestRepository(smallRegistry());
    const attributes = '*.yaml text eol=crlf ident working-tree-encoding=UTF-16 export-subst filter=x\n';
    origin.git('update-index', '--add', '--cacheinfo', `100644,${origin.blob(attributes)},.gitattributes`);
    origin.commitTree(origin.git('write-tree'));
    const clone = join(temporaryFolder(), 'clone');
    origin.git('clone', '-q', '-c', 'core.autocrlf=true', origin.folder, clone);
    const expected = await digestAt(origin.folder, 'HEAD');
    expect(await digestAt(clone, 'HEAD')).toBe(expected);
    expect(await digestAt(clone)).toBe(expected);
    const committed = openTestRepository(clone).git('cat-file', 'blob', `HEAD:${PATH}`);
    expect(digestOf(`${committed}\n`)).toBe(expected);
  });

  it('that autocrlf makes on checkout change no digest (G11)', async () => {
    const origin = createTestRepository(smallRegistry());
    const clone = join(temporaryFolder(), 'clone');
    origin.git('clone', '-q', '-c', 'core.autocrlf=true', origin.folder, clone);
    expect(readFileSync(join(clone, PATH), 'utf8')).toContain('\r\n');
    expect(await digestAt(clone)).toBe(digestOf(TEXT));
  });
});

describe('Git LFS pointers', () => {
  it('in the place of content are refused (G12)', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4'.repeat(64)}\nsize 9\n`;
    const repository = createTestRepository({ ...smallRegistry(), 'namespaces/org/acme/README.md': pointer });
    expect(findingsOf(await validateFolder(repository.folder))).toEqual([
      ['HYPER_CONTENT_LFS', 'namespaces/org/acme/README.md'],
    ]);
  });
});

describe('replacements and grafts', () => {
  it('of blobs, trees and commits are not seen (G13)', async () => {
    const repository = createTestRepository(smallRegistry());
    const good = repository.git('rev-parse', `HEAD:${PATH}`);
    const evil = repository.blob(TEXT.replace('A service for tests.', 'Swapped.'));
    repository.git('replace', good, evil);
    repository.write({ 'README.md': 'second\n' });
    const second = repository.commit('Second', 1);
    repository.git('checkout', '-q', '--orphan', 'other');
    repository.git('rm', '-rqf', '.');
    repository.write({ 'registry.yaml': 'evil\n' });
    const other = repository.commit('Other', 2);
    repository.git('checkout', '-q', '-f', 'main');
    repository.git('replace', second, other);
    for (const store of [await openGitStore(repository.folder), await openWithoutGit(repository.folder)]) {
      const head = await store.resolveRevision(second);
      const entry = (await store.listTree(head)).find(({ path }) => path === PATH);
      expect(entry?.oid).toBe(good);
      for await (const [blob] of store.readBlobs(entry === undefined ? [] : [entry], 10_000))
        expect(Buffer.from(blob?.bytes ?? []).toString('utf8')).toBe(TEXT);
    }
  });

  it('of parents are not seen (G13)', async () => {
    const repository = createTestRepository({ a: '1\n' });
    const first = repository.git('rev-parse', 'HEAD');
    repository.write({ a: '2\n' });
    const second = repository.commit('Second', 1);
    repository.write({ a: '3\n' });
    const third = repository.commit('Third', 2);
    mkdirSync(join(repository.folder, '.git/info'), { recursive: true });
    writeFileSync(join(repository.folder, '.git/info/grafts'), `${third} ${first}\n`);
    for (const store of [await openGitStore(repository.folder), await openWithoutGit(repository.folder)])
      expect(await store.resolveRevision('2025-01-02')).toMatchObject({ commit: second });
    const store = await openGitStore(repository.folder);
    expect(await store.resolveRevision('HEAD~1')).toMatchObject({ commit: second });
  });
});

describe('options in the place of names', () => {
  it('start nothing, be they revisions or registries (G15)', async () => {
    const repository = createTestRepository(smallRegistry());
    const canary = join(repository.folder, 'canary');
    const head = repository.git('rev-parse', 'HEAD');
    repository.git('update-ref', 'refs/heads/-x', head);
    repository.git('update-ref', 'refs/heads/--output=canary', head);
    for (const name of [
      '-x',
      '--output=canary',
      `--upload-pack=touch ${canary}`,
      `ext::sh -c touch% ${canary}`,
    ]) {
      await expect(validateFolder(repository.folder, { at: name })).rejects.toMatchObject({
        code: 'HYPER_REVISION_UNKNOWN',
      });
      await expect(validateFolder(repository.folder, { changedSince: name })).rejects.toMatchObject({
        code: 'HYPER_REVISION_UNKNOWN',
      });
      await expect(validateFolder(repository.folder, { registry: name })).rejects.toBeInstanceOf(HyperError);
    }
    expect(existsSync(canary)).toBe(false);
  });
});

describe('a working tree that differs from its commit', () => {
  it('is told apart from it by the commit that the outcome names (G18)', async () => {
    const repository = createTestRepository({ ...smallRegistry(), '.gitignore': '*.tmp\n' });
    const head = repository.git('rev-parse', 'HEAD');
    writeFileSync(join(repository.folder, 'namespaces/org/acme/x.tmp'), 'ignored, so not of the registry\n');
    expect(await validateFolder(repository.folder)).toMatchObject({
      verdict: 'pass',
      data: { commit: head },
    });
    writeFileSync(join(repository.folder, PATH), 'kind: [\n');
    expect(await validateFolder(repository.folder)).toMatchObject({
      verdict: 'findings',
      data: { commit: null },
    });
    expect(await validateFolder(repository.folder, { at: 'HEAD' })).toMatchObject({
      verdict: 'pass',
      data: { commit: head },
    });
  });

  it.each(['--skip-worktree', '--assume-unchanged'])(
    'but is hidden by %s is read from its commit, and said so (G18)',
    async (flag) => {
      const repository = createTestRepository(smallRegistry());
      const head = repository.git('rev-parse', 'HEAD');
      repository.git('update-index', flag, PATH);
      writeFileSync(join(repository.folder, PATH), 'kind: [\n');
      expect(await validateFolder(repository.folder)).toMatchObject({
        verdict: 'pass',
        data: { commit: head },
      });
      expect(await digestAt(repository.folder)).toBe(digestOf(TEXT));
    },
  );

  it('because its checkout is sparse is read whole (G18)', async () => {
    const repository = createTestRepository(smallRegistry());
    const whole = await validateFolder(repository.folder);
    repository.git('sparse-checkout', 'set', 'namespaces/org/acme/tools');
    expect(existsSync(join(repository.folder, PATH))).toBe(false);
    expect((await validateFolder(repository.folder)).data).toEqual(whole.data);
  });
});

describe('a damaged object store', () => {
  /** What a reader gets: the outcome as text, or the code of the error. */
  async function read(folder: string, open: (folder: string) => Promise<RegistryStore>): Promise<string> {
    try {
      const store = await open(folder);
      const head = await store.resolveRevision('HEAD');
      const entries = await store.listTree(head);
      const texts: string[] = [];
      for await (const blobs of store.readBlobs(entries, 1_000_000))
        texts.push(...blobs.map(({ bytes }) => Buffer.from(bytes ?? []).toString('latin1')));
      return JSON.stringify([entries, texts]);
    } catch (error) {
      return error instanceof HyperError ? error.code : `no HyperError: ${String(error)}`;
    }
  }

  const STORES = [
    ['GitStore', openGitStore],
    ['IsomorphicStore', openWithoutGit],
  ] as const;
  const ANSWERS = new Set([
    'HYPER_OBJECT_CORRUPT',
    'HYPER_REVISION_UNKNOWN',
    'HYPER_REPOSITORY_EMPTY',
    'HYPER_GIT_FAILED',
  ]);

  /** Damages the file in steps and checks that each reader sees the whole or an error. */
  async function expectNoHalves(
    repository: TestRepository,
    files: readonly string[],
    damage: (bytes: Buffer, round: number) => Buffer,
    rounds: number,
  ): Promise<number> {
    let errors = 0;
    for (const [, open] of STORES) {
      const whole = await read(repository.folder, (folder) => open(folder));
      for (const file of files) {
        const original = readFileSync(file);
        chmodSync(file, 0o644);
        for (let round = 0; round < rounds; round += 1) {
          writeFileSync(file, damage(Buffer.from(original), round));
          const answer = await read(repository.folder, (folder) => open(folder));
          if (answer === whole) continue;
          expect(ANSWERS).toContain(answer);
          errors += 1;
        }
        writeFileSync(file, original);
      }
    }
    return errors;
  }

  function flip(bytes: Buffer, round: number): Buffer {
    const at = (round * 7919 + 11) % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (round % 8));
    return bytes;
  }

  it('of loose objects gives a code or the whole, never a part (G17)', async () => {
    const repository = createTestRepository(smallRegistry());
    const objects = join(repository.folder, '.git/objects');
    const files = readdirSync(objects, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(10);
    expect(await expectNoHalves(repository, files, flip, 3)).toBeGreaterThan(files.length);
  });

  it('of packs and their index gives a code or the whole, never a part (G17)', async () => {
    const repository = createTestRepository(smallRegistry());
    repository.write({ [PATH]: `${TEXT}labels:\n  tier: one\n` });
    repository.commit('Second', 1);
    repository.git('gc', '-q', '--prune=now');
    const packs = join(repository.folder, '.git/objects/pack');
    const files = readdirSync(packs)
      .filter((name) => /\.(?:pack|idx)$/u.test(name))
      .map((name) => join(packs, name));
    expect(files).toHaveLength(2);
    expect(await expectNoHalves(repository, files, flip, 25)).toBeGreaterThan(20);
  });

  it('whose pack is cut short gives a code (G17)', async () => {
    const repository = createTestRepository(smallRegistry());
    repository.git('gc', '-q', '--prune=now');
    const packs = join(repository.folder, '.git/objects/pack');
    const pack = join(packs, readdirSync(packs).find((name) => name.endsWith('.pack')) ?? '');
    chmodSync(pack, 0o644);
    truncateSync(pack, 300);
    for (const [, open] of STORES)
      expect(ANSWERS).toContain(await read(repository.folder, (folder) => open(folder)));
  });

  it('gives the operations a code too (G17)', async () => {
    const repository = createTestRepository(smallRegistry());
    const oid = repository.git('rev-parse', `HEAD:${PATH}`);
    const file = join(repository.folder, '.git/objects', oid.slice(0, 2), oid.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, 'not zlib at all');
    const corrupt = { code: 'HYPER_OBJECT_CORRUPT' };
    await expect(validateFolder(repository.folder, { at: 'HEAD' })).rejects.toMatchObject(corrupt);
    const input = { registry: undefined, at: 'HEAD', namespace: undefined };
    await expect(digestAt(repository.folder, 'HEAD')).rejects.toMatchObject(corrupt);
    const list = registryList.run(testContext(repository.folder), input);
    await expect(list).resolves.toMatchObject({ verdict: 'pass' });
  });
});

describe('a shallow clone', () => {
  const OPENERS = [
    ['GitStore', (folder: string): Promise<RegistryStore> => openGitStore(folder)],
    ['IsomorphicStore', openWithoutGit],
  ] as const;

  it.each(OPENERS)('fails closed when asked for what it left out: %s (C21)', async (name, open) => {
    const origin = createTestRepository(smallRegistry());
    const first = origin.git('rev-parse', 'HEAD');
    origin.write({ 'README.md': 'second\n' });
    const second = origin.commit('Second', 1);
    const clone = join(temporaryFolder(), 'clone');
    origin.git('clone', '-q', '--depth', '1', `file://${origin.folder}`, clone);
    const store = await open(clone);
    expect(await store.resolveRevision('HEAD')).toMatchObject({ commit: second });
    const shallow = { code: 'HYPER_REPOSITORY_SHALLOW' };
    for (const revision of [first, '2025-01-01', ...(name === 'GitStore' ? ['HEAD~1', 'main^'] : [])])
      await expect(store.resolveRevision(revision)).rejects.toMatchObject(shallow);
    await expect(validateFolder(clone, { changedSince: first })).rejects.toMatchObject(shallow);
  });
});

describe('without the git program', () => {
  it('registries are read all the same', async () => {
    const repository = createTestRepository(smallRegistry());
    const nowhere = testGitEnvironment({ PATH: '/nowhere' });
    const input = { registry: undefined, reference: 'org.acme/parser@1.0.0', namespace: undefined };
    for (const at of [undefined, 'HEAD', 'main']) {
      const { data } = await registryGet.run(testContext(repository.folder, nowhere), { ...input, at });
      expect(data.manifestDigest).toBe(digestOf(TEXT));
    }
    await expect(openGitStore(repository.folder, nowhere)).rejects.toMatchObject({
      code: 'HYPER_GIT_MISSING',
    });
  });
});
