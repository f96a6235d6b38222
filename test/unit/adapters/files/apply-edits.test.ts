import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  EDIT_JOURNAL,
  applyEdits,
  createFilesContext,
  finishEdits,
} from '../../../../src/adapters/files/index.ts';
import type { FileEdit } from '../../../../src/adapters/files/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { faultingFileSystem } from './faulting-file-system.ts';

const files = createFilesContext(process);
const OLD = Buffer.from('old\n');
const NEW = Buffer.from('new\n');

function edit(path: string, before: Buffer | undefined, after: Buffer | undefined): FileEdit {
  return { path, before, after };
}

function room(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'trust'));
  writeFileSync(join(folder, 'registry.yaml'), OLD);
  writeFileSync(join(folder, 'trust/root.yaml'), OLD);
  return folder;
}

describe('applyEdits', () => {
  it('writes, adds and removes, and leaves nothing else behind', async () => {
    const folder = room();
    await applyEdits(files, folder, [
      edit('registry.yaml', OLD, NEW),
      edit('trust/root.yaml', OLD, undefined),
      edit('trust/root.1.yaml', undefined, OLD),
    ]);
    expect(readFileSync(join(folder, 'registry.yaml'))).toEqual(NEW);
    expect(readdirSync(folder)).toEqual(['registry.yaml', 'trust']);
    expect(readdirSync(join(folder, 'trust'))).toEqual(['root.1.yaml']);
  });

  it.each([
    ['a file that changed since', edit('registry.yaml', NEW, OLD), 'HYPER_FILE_CHANGED'],
    ['a file that came since', edit('trust/root.yaml', undefined, NEW), 'HYPER_FILE_CHANGED'],
    ['a file that went since', edit('trust/root.1.yaml', OLD, NEW), 'HYPER_FILE_CHANGED'],
    ['what the registry saw', edit('observed/org/acme/x/stats.yaml', undefined, NEW), 'HYPER_PATH_UNSAFE'],
    ['a workflow', edit('.github/workflows/x.yml', undefined, NEW), 'HYPER_PATH_UNSAFE'],
    ['a path out of the registry', edit('../registry.yaml', undefined, NEW), 'HYPER_PATH_UNSAFE'],
  ])('refuses %s, and changes nothing', async (_what, wrong, code) => {
    const folder = room();
    const plan = [edit('trust/root.2.yaml', undefined, NEW), wrong];
    await expect(applyEdits(files, folder, plan)).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toEqual(['registry.yaml', 'trust']);
    expect(readdirSync(join(folder, 'trust'))).toEqual(['root.yaml']);
  });

  it('refuses a link in the place of a file (F02)', async () => {
    const folder = room();
    symlinkSync('/etc/passwd', join(folder, 'trust/root.1.yaml'));
    const plan = [edit('trust/root.1.yaml', undefined, NEW)];
    await expect(applyEdits(files, folder, plan)).rejects.toMatchObject({ code: 'HYPER_PATH_UNSAFE' });
  });

  it('removes nothing through a folder that is a link, whatever a journal says (F02)', async () => {
    const folder = room();
    const outside = room();
    symlinkSync(join(outside, 'trust'), join(folder, 'namespaces'));
    mkdirSync(join(outside, 'trust/org'));
    writeFileSync(join(outside, 'trust/org/namespace.yaml'), OLD);
    writeFileSync(join(folder, EDIT_JOURNAL), JSON.stringify([{ path: 'namespaces/org/namespace.yaml' }]));
    await expect(finishEdits(files, folder)).rejects.toMatchObject({ code: 'HYPER_PATH_UNSAFE' });
    expect(readdirSync(join(outside, 'trust/org'))).toEqual(['namespace.yaml']);
  });

  it('leaves all as it was or finishes later, whatever call to the disk fails (K03)', async () => {
    for (let failAt = 1; ; failAt += 1) {
      const folder = room();
      let calls = 0;
      const fileSystem = faultingFileSystem((_call, count) => {
        calls = count;
        if (count === failAt) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      });
      const plan = [edit('registry.yaml', OLD, NEW), edit('trust/root.yaml', OLD, NEW)];
      const outcome = await applyEdits({ ...files, fileSystem }, folder, plan).then(
        () => 'applied',
        (error: unknown) => (error as { code: string }).code,
      );
      await finishEdits(files, folder);
      const texts = ['registry.yaml', 'trust/root.yaml'].map((path) =>
        readFileSync(join(folder, path), 'utf8'),
      );
      expect(['old\n,old\n', 'new\n,new\n']).toContain(texts.join(','));
      if (calls < failAt) {
        expect(outcome).toBe('applied');
        return;
      }
      if (outcome !== 'applied') expect(outcome).toBe('HYPER_FILE_UNWRITABLE');
    }
  });
});

describe('finishEdits', () => {
  it('finishes nothing where nothing was begun, and clears away what the dead left there (K01, K06)', async () => {
    const folder = room();
    const { host } = files.processes.self;
    const dead = `2147483646-abc-${host}-000000000001`;
    for (const name of [`.hyper-lock.${dead}`, `.${EDIT_JOURNAL}.${dead}.hyper-tmp`])
      writeFileSync(join(folder, name), '');
    expect(await finishEdits(files, folder)).toBe(false);
    expect(readdirSync(folder)).toEqual(['registry.yaml', 'trust']);
  });

  it.each([
    ['text', 'nothing of ours'],
    ['a workflow', JSON.stringify([{ path: '.github/workflows/x.yml', after: 'eA==' }])],
    ['a path out of the registry', JSON.stringify([{ path: 'trust/../../x', after: 'eA==' }])],
    ['git', JSON.stringify([{ path: '.git/config', after: 'eA==' }])],
    ['no path', JSON.stringify([{ after: 'eA==' }])],
  ])('refuses a planted journal with %s (C05)', async (_what, journal) => {
    const folder = room();
    writeFileSync(join(folder, EDIT_JOURNAL), journal);
    await expect(finishEdits(files, folder)).rejects.toMatchObject({ code: 'HYPER_PATH_UNSAFE' });
    expect(existsSync(join(folder, '.github'))).toBe(false);
  });
});
