import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FolderStore } from '../../src/adapters/worktree/index.ts';
import { WORKING_TREE } from '../../src/registry/index.ts';
import type { Blob } from '../../src/registry/index.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { writeFiles } from '../build/write-files.ts';

function openFolder(files: Readonly<Record<string, string>>): { store: FolderStore; folder: string } {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return { store: new FolderStore(folder), folder };
}

it('lists a folder in byte order of paths, without its git folder', async () => {
  const { store } = openFolder({
    'b/c': '',
    'a.b': '',
    'a/b': '',
    '.git/HEAD': '',
    'b/.git': '',
    '.hidden': '',
  });
  expect(await store.currentRevision()).toEqual(WORKING_TREE);
  const entries = await store.listTree();
  expect(entries.map(({ path }) => path)).toEqual(['.hidden', 'a.b', 'a/b', 'b/.git', 'b/c']);
  expect(entries.every(({ oid }) => oid === '')).toBe(true);
});

it('lists links as links, and never follows one (G06)', async () => {
  const { store, folder } = openFolder({ 'a/real': 'x' });
  symlinkSync('/etc', join(folder, 'outside'));
  symlinkSync('..', join(folder, 'a/up'));
  const entries = await store.listTree();
  expect(entries.map(({ mode, path }) => `${mode} ${path}`)).toEqual([
    '100644 a/real',
    '120000 a/up',
    '120000 outside',
  ]);
  const read = async (): Promise<void> => {
    for await (const blobs of store.readBlobs([{ oid: '', path: 'outside' }], 10)) expect(blobs).toEqual([]);
  };
  await expect(read()).rejects.toMatchObject({ code: 'HYPER_FILE_UNREADABLE' });
});

it('reads contents in order, those over the limit without bytes', async () => {
  const { store } = openFolder({ a: 'first', b: 'x'.repeat(11), c: '' });
  const blobs: Blob[] = [];
  const requests = ['c', 'b', 'a'].map((path) => ({ oid: '', path }));
  for await (const batch of store.readBlobs(requests, 10)) blobs.push(...batch);
  expect(blobs.map(({ size, bytes }) => [size, bytes?.length])).toEqual([
    [0, 0],
    [11, undefined],
    [5, 5],
  ]);
});

it('says that a file is gone', async () => {
  const { store, folder } = openFolder({ a: 'x' });
  rmSync(join(folder, 'a'));
  const read = async (): Promise<void> => {
    for await (const blobs of store.readBlobs([{ oid: '', path: 'a' }], 10)) expect(blobs).toEqual([]);
  };
  await expect(read()).rejects.toMatchObject({ code: 'HYPER_FILE_CHANGED' });
});

it('says that a folder is gone', async () => {
  const { store, folder } = openFolder({ a: 'x' });
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file in the place of the folder');
  await expect((async () => store.listTree())()).rejects.toMatchObject({ code: 'HYPER_FILE_UNREADABLE' });
});

it('has no history', async () => {
  const { store } = openFolder({ a: 'x' });
  await expect(store.resolveRevision('HEAD')).rejects.toMatchObject({ code: 'HYPER_REPOSITORY_MISSING' });
  await expect(store.diffTrees()).rejects.toMatchObject({ code: 'HYPER_REPOSITORY_MISSING' });
});
