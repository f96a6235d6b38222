import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFilesContext } from '../../../../src/adapters/files/index.ts';
import type { FilesContext } from '../../../../src/adapters/files/index.ts';
import {
  createKeyFolder,
  createPassphraseSource,
  keyFolderOf,
  openKeySigner,
  readPrivateKey,
} from '../../../../src/adapters/keys/index.ts';
import { HyperError } from '../../../../src/core/index.ts';
import { keyExport, keyGenerate, keyList } from '../../../../src/operations/index.ts';
import type { KeyContext, KeyStore } from '../../../../src/operations/index.ts';
import { PAYLOAD_TYPE, verifyWithKey } from '../../../../src/signing/index.ts';
import { folderState } from '../../../build/folder-state.ts';
import { createTestRepository } from '../../../build/git-repository.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { faultingFileSystem, systemError } from '../files/faulting-file-system.ts';

const PASSPHRASE = 'correct horse battery staple';
const cost = { N: 16, r: 8, p: 1 };
const NOW = new Date('2026-11-22T10:00:00Z');
const files = createFilesContext(process);

function contextOf(keys: KeyStore): KeyContext {
  return { keys, now: () => NOW, newPassphrase: () => Promise.resolve(Buffer.from(PASSPHRASE)) };
}

function folderIn(room: string, context: FilesContext = files): KeyStore {
  return createKeyFolder(context, join(room, 'config', 'keys'), room);
}

const input = (name: string | undefined, isEncrypted = true) =>
  ({ name, algorithm: 'ed25519', isEncrypted, cost }) as const;

const signerOptions = (keys: KeyStore, passphrase = PASSPHRASE, now = NOW) => ({
  keys,
  passphrases: createPassphraseSource({
    descriptor: undefined,
    interrupt: () => undefined,
    environment: { HYPER_PASSPHRASE: passphrase },
  }),
  environment: {},
  now: () => now,
});

describe('the folder of keys', () => {
  it('is the one named, else HYPER_KEYS, else that of the settings', () => {
    const environment = { HOME: '/home/me', HYPER_KEYS: '/media/usb' };
    expect(keyFolderOf('here', environment, '/work')).toBe('/work/here');
    expect(keyFolderOf(undefined, environment, '/work')).toBe('/media/usb');
    expect(keyFolderOf(undefined, { HOME: '/home/me', HYPER_KEYS: '' }, '/work')).toBe(
      '/home/me/.config/hyper/keys',
    );
    expect(keyFolderOf(undefined, { XDG_CONFIG_HOME: '/c', HOME: '/home/me' }, '/work')).toBe(
      '/c/hyper/keys',
    );
    expect(() => keyFolderOf(undefined, {}, '/work')).toThrow(
      expect.objectContaining({ code: 'HYPER_KEY_FOLDER_UNKNOWN' }),
    );
  });

  it('gets a key that is found by name, id, beginning of the id and path, signs, and only its owner can read (S22)', async () => {
    const room = temporaryFolder();
    const keys = folderIn(room);
    const { data } = await keyGenerate.run(contextOf(keys), input('release'));
    expect(statSync(data.path).mode & 0o777).toBe(0o600);
    expect(statSync(keys.folder).mode & 0o777).toBe(0o700);
    expect(data).toMatchObject({
      name: 'release',
      algorithm: 'ed25519',
      createdAt: '2026-11-22T10:00:00Z',
      isEncrypted: true,
    });
    for (const key of [
      'release',
      data.keyId,
      data.keyId.slice(0, 20),
      data.keyId.slice(7, 17),
      data.path,
      './config/keys/release.key',
    ]) {
      const stored = await keys.find(key);
      expect(stored.publicKey.keyId).toBe(data.keyId);
      const signer = await openKeySigner(key, signerOptions(keys));
      const bundle = await signer.signEnvelope(PAYLOAD_TYPE, Buffer.from('{}'));
      expect(verifyWithKey(bundle, stored.publicKey)).toBe(true);
    }
    expect((await keyList.run(contextOf(keys), {})).data.keys).toEqual([data]);
  });

  it('names a key after its kind and id where no name is given', async () => {
    const { data } = await keyGenerate.run(contextOf(folderIn(temporaryFolder())), input(undefined));
    expect(data.name).toBe(`ed25519-${data.keyId.slice(7, 19)}`);
  });

  it('warns of a key without a passphrase, which every tool can read', async () => {
    const keys = folderIn(temporaryFolder());
    const { data, diagnostics } = await keyGenerate.run(contextOf(keys), input('ci', false));
    expect(diagnostics.map(({ code }) => code)).toEqual(['HYPER_KEY_UNENCRYPTED']);
    expect(readFileSync(data.path, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/u);
    expect(await keys.find('ci')).toMatchObject({ isEncrypted: false, publicKey: { keyId: data.keyId } });
    expect((await openKeySigner('ci', signerOptions(keys))).publicKey?.keyId).toBe(data.keyId);
  });

  it.each(['pem', 'spki', 'openssh', 'yaml'] as const)('gives the public half away as %s', async (format) => {
    const keys = folderIn(temporaryFolder());
    const { data } = await keyGenerate.run(contextOf(keys), input('release'));
    const { data: exported } = await keyExport.run(contextOf(keys), { key: 'release', format });
    expect(exported).toMatchObject({ format, keyId: data.keyId });
    expect(exported.text.endsWith('\n')).toBe(true);
    expect(exported.text).toMatch(
      {
        pem: /^-----BEGIN PUBLIC/u,
        spki: /^MCow/u,
        openssh: /^ssh-ed25519 AAAA.* release\n/u,
        yaml: /^- keyId: sha256:/u,
      }[format],
    );
  });
});

describe('a key is refused', () => {
  it.each([
    ['in a work tree', ''],
    ['in a folder of a work tree that is not there yet', 'a/b/c'],
    ['in .git', '.git/keys'],
  ])('%s (S22)', async (_what, path) => {
    const repository = createTestRepository({ 'README.md': 'x' });
    const keys = createKeyFolder(files, join(repository.folder, path), '/');
    await expect(keyGenerate.run(contextOf(keys), input('a'))).rejects.toMatchObject({
      code: 'HYPER_KEY_FOLDER_TRACKED',
    });
    expect(readdirSync(repository.folder)).toEqual(['.git', 'README.md']);
  });

  it('through a link into a repository, and in a bare one (S22)', async () => {
    const room = temporaryFolder();
    const repository = createTestRepository({ 'README.md': 'x' });
    symlinkSync(repository.folder, join(room, 'link'));
    for (const name of ['HEAD', 'objects', 'refs'])
      mkdirSync(join(room, 'bare.git', name), { recursive: true });
    for (const folder of ['link', 'link/deeper', 'bare.git']) {
      const keys = createKeyFolder(files, join(room, folder), '/');
      await expect(keys.add('a', 'x')).rejects.toMatchObject({ code: 'HYPER_KEY_FOLDER_TRACKED' });
    }
  });

  it.each(['', '../a', 'a/b', 'A', '.a', 'a b', 'ä', '-a', 'a'.repeat(64)])(
    'with the name "%s"',
    async (name) => {
      const keys = folderIn(temporaryFolder());
      await expect(keys.add(name, 'x')).rejects.toMatchObject({ code: 'HYPER_KEY_NAME_INVALID' });
    },
  );

  it('where there is one of its name, which stays as it is', async () => {
    const keys = folderIn(temporaryFolder());
    await keyGenerate.run(contextOf(keys), input('release'));
    const before = folderState(keys.folder);
    await expect(keyGenerate.run(contextOf(keys), input('release'))).rejects.toMatchObject({
      code: 'HYPER_KEY_EXISTS',
    });
    expect(folderState(keys.folder)).toEqual(before);
  });

  it('where its public half is named, which is open to all', async () => {
    const path = join(temporaryFolder(), 'id_ed25519.pub');
    writeFileSync(path, 'ssh-ed25519 AAAA');
    chmodSync(path, 0o644);
    const keys = folderIn(temporaryFolder());
    await expect(openKeySigner(path, signerOptions(keys))).rejects.toMatchObject({
      code: 'HYPER_KEY_FILE_INVALID',
      hint: expect.stringContaining('--key ssh-agent') as string,
    });
  });

  it('where it is not there', async () => {
    const keys = folderIn(temporaryFolder());
    for (const key of ['none', 'sha256:00000000', 'dir/none.key', '/nowhere/none.key', '../x']) {
      await expect(openKeySigner(key, signerOptions(keys))).rejects.toMatchObject({
        code: 'HYPER_KEY_NOT_FOUND',
      });
    }
    expect((await keyList.run(contextOf(keys), {})).data.keys).toEqual([]);
  });

  it.each([0o640, 0o604, 0o660, 0o644, 0o777])(
    'where others can read or write its file: mode %o (S22)',
    async (mode) => {
      const keys = folderIn(temporaryFolder());
      const { data } = await keyGenerate.run(contextOf(keys), input('release', false));
      chmodSync(data.path, mode);
      await expect(openKeySigner('release', signerOptions(keys))).rejects.toMatchObject({
        code: 'HYPER_KEY_FILE_EXPOSED',
        hint: `chmod 600 ${data.path}`,
      });
      const listed = await keyList.run(contextOf(keys), {});
      expect(listed.diagnostics.map(({ code }) => code)).toEqual(['HYPER_KEY_FILE_EXPOSED']);
    },
  );

  it('with a wrong passphrase, cut short, of a folder, too large, or from the future, and stays as it is', async () => {
    const keys = folderIn(temporaryFolder());
    const { data } = await keyGenerate.run(contextOf(keys), input('release'));
    const before = folderState(keys.folder);
    await expect(openKeySigner('release', signerOptions(keys, 'wrong'))).rejects.toMatchObject({
      code: 'HYPER_KEY_PASSPHRASE',
    });
    const early = new Date(NOW.getTime() - 6 * 60 * 1000);
    await expect(openKeySigner('release', signerOptions(keys, PASSPHRASE, early))).rejects.toMatchObject({
      code: 'HYPER_KEY_FROM_FUTURE',
    });
    await expect(readPrivateKey(keys.folder, () => Promise.reject(new Error()), NOW)).rejects.toBeInstanceOf(
      HyperError,
    );
    expect(folderState(keys.folder)).toEqual(before);
    writeFileSync(data.path, readFileSync(data.path, 'utf8').slice(0, 300));
    await expect(openKeySigner('release', signerOptions(keys))).rejects.toMatchObject({
      code: 'HYPER_KEY_FILE_INVALID',
    });
    writeFileSync(data.path, Buffer.alloc(70_000));
    await expect(openKeySigner('release', signerOptions(keys))).rejects.toMatchObject({
      code: 'HYPER_KEY_FILE_INVALID',
    });
  });
});

describe('a key that is being written', () => {
  it.each(['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'EMFILE'])(
    'is there whole or not at all, whichever call fails with %s (K03)',
    async (errno) => {
      for (let at = 1; at <= 60; at += 1) {
        const room = temporaryFolder();
        const fileSystem = faultingFileSystem((call, count) => {
          if (count !== at || ['stat', 'list', 'realPath'].includes(call)) return;
          throw systemError(errno);
        });
        const keys = folderIn(room, { ...files, fileSystem });
        const outcome = await keyGenerate.run(contextOf(keys), input('release')).then(
          () => 'ok',
          (error: unknown) => (error instanceof HyperError ? error.code : String(error)),
        );
        if (outcome !== 'ok') expect(outcome).toBe('HYPER_FILE_UNWRITABLE');
        const path = join(room, 'config', 'keys', 'release.key');
        if (existsSync(path)) expect((await folderIn(room).find('release')).name).toBe('release');
        else expect(outcome).not.toBe('ok');
      }
    },
  );

  it('is written once where eight want the name at once (K04)', async () => {
    const room = temporaryFolder();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        keyGenerate.run(contextOf(folderIn(room)), input('release')).then(
          ({ data }) => data.keyId,
          (error: unknown) => (error as HyperError).code,
        ),
      ),
    );
    const made = outcomes.filter((outcome) => outcome.startsWith('sha256:'));
    expect(made).toHaveLength(1);
    expect((await folderIn(room).find('release')).publicKey.keyId).toBe(made[0]);
    expect(new Set(outcomes.filter((outcome) => !outcome.startsWith('sha256:')))).toEqual(
      new Set(['HYPER_KEY_EXISTS']),
    );
    expect(readdirSync(join(room, 'config', 'keys'))).toEqual(['release.key']);
  });
});
