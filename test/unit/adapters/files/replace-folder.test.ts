import { existsSync, linkSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cleanLeftovers,
  createFolderWriter,
  createStaging,
  linkOrCopy,
  nodeFileSystem,
  recoverFolder,
  replaceFolder,
} from '../../../../src/adapters/files/index.ts';
import type { FilesContext } from '../../../../src/adapters/files/index.ts';
import { faultingFileSystem, systemError } from './faulting-file-system.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { contextOf, DEAD_CLAIM, treeOf } from './folders.ts';

const isOurs = (names: readonly string[]): boolean => names.includes('digests.json');

async function build(context: FilesContext, target: string, text: string): Promise<void> {
  const staging = await createStaging(context, target);
  const writer = createFolderWriter(context.fileSystem, staging);
  await writer.write('digests.json', Buffer.from(text));
  await writer.write('a/page.html', Buffer.from(text));
  await replaceFolder(context, staging, target, isOurs);
}

describe('replaceFolder', () => {
  it('puts the new folder in the place of nothing, of an empty folder and of its own old one', async () => {
    const root = temporaryFolder();
    const target = join(root, 'deep', 'out');
    for (const text of ['one', 'two', 'three']) {
      await build(contextOf(), target, text);
      expect(treeOf(root)).toEqual([`deep/out/a/page.html: ${text}`, `deep/out/digests.json: ${text}`]);
    }
    const empty = join(temporaryFolder(), 'out');
    mkdirSync(empty);
    await build(contextOf(), empty, 'one');
    expect(readdirSync(empty)).toEqual(['a', 'digests.json']);
  });

  it('refuses a folder that holds something else, a file and a link, and touches nothing (F02)', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'home'));
    writeFileSync(join(root, 'home', 'thesis.txt'), 'years of work');
    symlinkSync(join(root, 'home'), join(root, 'link'));
    const empty = temporaryFolder();
    symlinkSync(empty, join(root, 'link-to-nothing'));
    const before = treeOf(root);
    for (const name of ['home', 'link', 'link-to-nothing', 'home/thesis.txt']) {
      const target = join(root, name);
      const code: unknown = await build(contextOf(), target, 'new').catch(
        (error: unknown) => (error as { code: unknown }).code,
      );
      expect(code).toBe('HYPER_OUTPUT_FOREIGN');
    }
    await cleanLeftovers(contextOf(), root, { deep: true });
    expect(treeOf(root).filter((line) => !line.includes('.hyper-new/'))).toEqual(before);
  });

  it.each(['ENOSPC', 'EACCES'])(
    'leaves the old folder or the new one when %s comes at any call (K02, K03)',
    async (errno) => {
      for (let at = 1; ; at += 1) {
        const root = temporaryFolder();
        const target = join(root, 'out');
        await build(contextOf(), target, 'old');
        const staging = await createStaging(contextOf(), target);
        await createFolderWriter(nodeFileSystem, staging).write('digests.json', Buffer.from('new'));
        const seen = { isFailed: false };
        const failing = contextOf(
          faultingFileSystem((_, count) => {
            if (count !== at) return;
            seen.isFailed = true;
            throw systemError(errno);
          }),
        );
        const code: unknown = await replaceFolder(failing, staging, target, isOurs).then(
          () => 'none',
          (error: unknown) => (error as { code: unknown }).code,
        );
        const found = treeOf(target).at(-1);
        expect(found).toBe(code === 'none' ? 'digests.json: new' : 'digests.json: old');
        if (!seen.isFailed) break;
        expect(['none', 'HYPER_FILE_UNWRITABLE']).toContain(code);
        await recoverFolder(contextOf(), target);
        expect(treeOf(target).at(-1)).toBe(found);
        // What could not be removed is named after this process, and so stays as long as it lives.
        const isOwn = (name: string): boolean => /\.hyper-new$|^\.hyper-lock\./u.test(name);
        expect(readdirSync(root).filter((name) => !isOwn(name))).toEqual(['out']);
      }
    },
  );

  it.each([1, 2, 3, 4])(
    'lets one replacement after the other have the folder, wherever the first one is held up (rename %i) (K04)',
    async (heldAt) => {
      const root = temporaryFolder();
      const target = join(root, 'out');
      await build(contextOf(), target, 'old');
      let renames = 0;
      let open = (): void => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const held = contextOf(
        faultingFileSystem(async (call) => {
          if (call !== 'rename') return;
          renames += 1;
          if (renames === heldAt) await gate;
        }),
      );
      const first = build(held, target, 'first');
      while (renames < heldAt) await new Promise((resolve) => setTimeout(resolve, 1));
      const second = build(contextOf(), target, 'second');
      await new Promise((resolve) => setTimeout(resolve, 30));
      open();
      await Promise.all([first, second]);
      expect(treeOf(root)).toEqual(['out/a/page.html: second', 'out/digests.json: second']);
    },
  );

  it('gives up after the time it may wait for another replacement, and leaves that one be (K04)', async () => {
    const root = temporaryFolder();
    const target = join(root, 'out');
    await build(contextOf(), target, 'old');
    const staging = await createStaging(contextOf(), target);
    const { host } = contextOf().processes.self;
    const [lock, journal] = [`.hyper-lock.out.${DEAD_CLAIM('00000000')}`, 'out.hyper-journal'];
    writeFileSync(join(root, lock), '');
    writeFileSync(join(root, journal), DEAD_CLAIM(host));
    await expect(replaceFolder(contextOf(), staging, target, isOurs, { waitMs: 0 })).rejects.toMatchObject({
      code: 'HYPER_LOCKED',
    });
    await expect(recoverFolder(contextOf(), target, { waitMs: 0 })).rejects.toMatchObject({
      code: 'HYPER_LOCKED',
    });
    expect(readdirSync(root)).toEqual(expect.arrayContaining([lock, journal, 'out', basename(staging)]));
  });

  it('refuses a journal that it did not write, and deletes nothing for it', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'out.hyper-journal'), '../../etc');
    await expect(recoverFolder(contextOf(), join(root, 'out'))).rejects.toMatchObject({
      code: 'HYPER_OUTPUT_FOREIGN',
    });
  });
});

describe('cleanLeftovers', () => {
  it('removes what the dead left and nothing of the living or of others', async () => {
    const root = temporaryFolder();
    const context = contextOf();
    const { pid, started, host } = context.processes.self;
    const dead = DEAD_CLAIM(host);
    mkdirSync(join(root, `.out.${dead}.hyper-new`, 'sub'), { recursive: true });
    mkdirSync(join(root, 'deep'));
    writeFileSync(join(root, 'deep', `.file.${dead}.hyper-tmp`), '');
    const kept = [
      `.file.${pid}-${started}-${host}-000000000001.hyper-tmp`,
      `.file.2147483646-abc-00000000-000000000001.hyper-tmp`,
      '.mine.hyper-tmp',
      'notes.hyper-new',
    ];
    for (const name of kept) writeFileSync(join(root, name), '');
    const removed = await cleanLeftovers(context, root, { deep: true });
    expect(removed.map((path) => basename(dirname(path)) === 'deep')).toEqual([false, true]);
    expect(readdirSync(root).sort((a, b) => (a < b ? -1 : 1))).toEqual(
      [...kept, 'deep'].sort((a, b) => (a < b ? -1 : 1)),
    );
  });
});

describe('createFolderWriter', () => {
  it('refuses paths outside the folder and paths that are taken', async () => {
    const root = temporaryFolder();
    const writer = createFolderWriter(nodeFileSystem, root);
    await writer.write('a/b', Buffer.from('first'));
    await expect(writer.write('a/../../b', Buffer.from('x'))).rejects.toMatchObject({
      code: 'HYPER_PATH_UNSAFE',
    });
    await expect(writer.write('a/b', Buffer.from('x'))).rejects.toMatchObject({
      code: 'HYPER_FILE_UNWRITABLE',
    });
    expect(treeOf(root)).toEqual(['a/b: first']);
  });

  it('takes files over by a hard link, or by a copy where the disk has no links', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'old'), 'same');
    await createFolderWriter(nodeFileSystem, root).reuse('sub/linked', join(root, 'old'));
    expect(statSync(join(root, 'sub/linked')).ino).toBe(statSync(join(root, 'old')).ino);
    const noLinks = faultingFileSystem((call) => {
      if (call === 'link') throw systemError('EXDEV');
    });
    await linkOrCopy(noLinks, join(root, 'old'), join(root, 'copied'));
    expect(statSync(join(root, 'copied')).ino).not.toBe(statSync(join(root, 'old')).ino);
    linkSync(join(root, 'old'), join(root, 'taken'));
    await expect(linkOrCopy(nodeFileSystem, join(root, 'old'), join(root, 'taken'))).rejects.toThrow(
      /EEXIST/u,
    );
    expect(existsSync(join(root, 'taken'))).toBe(true);
  });
});
