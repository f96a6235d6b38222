import { mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileAtomic } from '../../../../src/adapters/files/index.ts';
import { faultingFileSystem, systemError } from './faulting-file-system.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { contextOf, treeOf } from './folders.ts';

const NEW = Buffer.from('new bytes');

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'none',
    (error: unknown) => (error as { code?: unknown }).code,
  );
}

describe('writeFileAtomic', () => {
  it('writes a new file and its folders, and replaces an old one', async () => {
    const root = temporaryFolder();
    await writeFileAtomic(contextOf(), root, 'a/b/c.yaml', Buffer.from('old'));
    await writeFileAtomic(contextOf(), root, 'a/b/c.yaml', NEW);
    expect(treeOf(root)).toEqual(['a/b/c.yaml: new bytes']);
  });

  it.each(['../x', '/x', 'a/../x', 'a//x', './x', '', 'a\\x', 'C:x', 'a\0x'])(
    'refuses the path %j, which may leave the folder (F01)',
    async (path) => {
      const root = temporaryFolder();
      expect(await codeOf(writeFileAtomic(contextOf(), root, path, NEW))).toBe('HYPER_PATH_UNSAFE');
      expect(readdirSync(root)).toEqual([]);
    },
  );

  it('never writes through a link, as target or as folder (F02)', async () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'victim'), 'untouched');
    symlinkSync(join(outside, 'victim'), join(root, 'file'));
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync(join(outside, 'nothing'), join(root, 'dangling'));
    for (const path of ['file', 'folder/victim', 'folder/new', 'dangling', 'dangling/new']) {
      expect(await codeOf(writeFileAtomic(contextOf(), root, path, NEW))).toBe('HYPER_PATH_UNSAFE');
    }
    mkdirSync(join(root, 'real'));
    expect(await codeOf(writeFileAtomic(contextOf(), root, 'real', NEW))).toBe('HYPER_PATH_UNSAFE');
    expect(treeOf(outside)).toEqual(['victim: untouched']);
  });

  it.each([
    ['the folder of the file', 'a/file', []],
    ['a folder above it', 'a/b/file', ['b']],
  ])(
    'writes nothing outside when %s is swapped for a link at any moment (F03)',
    async (_which, path, below) => {
      for (let at = 1; ; at += 1) {
        const root = temporaryFolder();
        const outside = temporaryFolder();
        for (const folder of [join(root, 'a'), outside])
          mkdirSync(join(folder, ...below), { recursive: true });
        const seen = { isSwapped: false };
        const swapping = faultingFileSystem((_, count) => {
          if (count !== at) return;
          seen.isSwapped = true;
          renameSync(join(root, 'a'), join(root, 'moved'));
          symlinkSync(outside, join(root, 'a'));
        });
        const code = await codeOf(writeFileAtomic(contextOf(swapping), root, path, NEW));
        expect(treeOf(outside)).toEqual([]);
        if (!seen.isSwapped) break;
        // Either it was noticed, or the file went to the folder that was opened, wherever that is now.
        if (code === 'none') expect(treeOf(join(root, 'moved'))).toEqual([join(...below, 'file: new bytes')]);
        else expect(['HYPER_PATH_UNSAFE', 'HYPER_FILE_UNWRITABLE']).toContain(code);
      }
    },
  );

  it('has the bytes on the disk before the file has its name, and the name before it is done (K01)', async () => {
    const calls: string[] = [];
    const noting = faultingFileSystem((call) => {
      calls.push(call);
    });
    await writeFileAtomic(contextOf(noting), temporaryFolder(), 'file', NEW);
    expect(calls.filter((call) => ['write', 'sync', 'rename', 'syncFolder'].includes(call))).toEqual([
      'write',
      'sync',
      'rename',
      'syncFolder',
    ]);
  });

  it.each(['ENOSPC', 'EIO', 'EROFS', 'EMFILE', 'EACCES'])(
    'leaves the old file and no other when %s comes at any call (K03)',
    async (errno) => {
      let failures = 0;
      for (let at = 1; ; at += 1) {
        const root = temporaryFolder();
        writeFileSync(join(root, 'file'), 'old');
        let failed = '';
        const failing = faultingFileSystem((call, count) => {
          if (count !== at) return;
          failed = call;
          throw systemError(errno);
        });
        const code = await codeOf(writeFileAtomic(contextOf(failing), root, 'file', NEW));
        if (failed === '') break;
        failures += 1;
        expect([failed, code]).toEqual([failed, 'HYPER_FILE_UNWRITABLE']);
        // The flush of the folder comes after the rename: the new bytes are in place, only not yet durable.
        expect(treeOf(root)).toEqual([failed === 'syncFolder' ? 'file: new bytes' : 'file: old']);
      }
      expect(failures).toBeGreaterThan(6);
    },
  );

  it('says which file and why, without the stack of the system', async () => {
    const failing = faultingFileSystem((call) => {
      if (call === 'sync') throw systemError('ENOSPC');
    });
    await expect(writeFileAtomic(contextOf(failing), temporaryFolder(), 'file', NEW)).rejects.toMatchObject({
      code: 'HYPER_FILE_UNWRITABLE',
      message: expect.stringMatching(/file": no space is left on the disk \(ENOSPC\)$/u) as string,
    });
  });
});
