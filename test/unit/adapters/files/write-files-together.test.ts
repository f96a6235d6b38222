import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFilesContext, writeFilesTogether } from '../../../../src/adapters/files/index.ts';
import { HyperError } from '../../../../src/core/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { faultingFileSystem } from './faulting-file-system.ts';
import type { BeforeCall } from './faulting-file-system.ts';

const OLD = 'old';
const NEW = 'new and longer';
const FILES = ['a/one', 'a/two', 'b/three'].map((path) => ({ path, bytes: Buffer.from(NEW) }));

/** Two of the three files are there before. */
function room(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'a'));
  for (const path of ['a/one', 'a/two']) writeFileSync(join(folder, path), OLD);
  return folder;
}

function context(before: BeforeCall): Parameters<typeof writeFilesTogether>[0] {
  return { ...createFilesContext(process), fileSystem: faultingFileSystem(before) };
}

function contentsOf(folder: string): (string | undefined)[] {
  return FILES.map(({ path }) =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined,
  );
}

function namesIn(folder: string): string[] {
  return ['a', 'b'].flatMap((name) =>
    existsSync(join(folder, name)) ? readdirSync(join(folder, name)).map((file) => `${name}/${file}`) : [],
  );
}

describe('several files written together', () => {
  it.each(['ENOSPC', 'EIO', 'EROFS', 'EMFILE', 'EACCES'])(
    'are all old where any call fails with %s, and nothing is left behind (K02, K03)',
    async (errno) => {
      for (let failAt = 1; ; failAt += 1) {
        const folder = room();
        const calls: number[] = [];
        const failing = context((_, count) => {
          calls.push(count);
          if (count !== failAt) return;
          throw Object.assign(new Error(errno), { code: errno });
        });
        const error: unknown = await writeFilesTogether(failing, folder, FILES).catch(
          (reason: unknown) => reason,
        );
        if (!calls.includes(failAt)) {
          expect(contentsOf(folder)).toEqual([NEW, NEW, NEW]);
          expect(failAt).toBeGreaterThan(30);
          return;
        }
        expect(error).toBeInstanceOf(HyperError);
        expect(error).toMatchObject({ code: 'HYPER_FILE_UNWRITABLE' });
        expect(contentsOf(folder), `call ${String(failAt)}`).toEqual([OLD, OLD, undefined]);
        expect(namesIn(folder), `call ${String(failAt)}`).toEqual(['a/one', 'a/two']);
      }
    },
  );

  it('are never written through a link (F02)', async () => {
    const folder = room();
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, join(folder, 'b'));
    const error: unknown = await writeFilesTogether(createFilesContext(process), folder, FILES).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'HYPER_PATH_UNSAFE' });
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(contentsOf(folder).slice(0, 2)).toEqual([OLD, OLD]);
  });
});
