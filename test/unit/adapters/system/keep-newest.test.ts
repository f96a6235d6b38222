import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepNewest } from '../../../../src/adapters/system/index.ts';
import { compareText } from '../../../../src/core/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

/** A folder of files that are ten bytes and a second older each. */
function folderOf(...names: readonly string[]): string {
  const folder = temporaryFolder();
  names.forEach((name, age) => {
    writeFileSync(join(folder, name), 'ten bytes.');
    utimesSync(join(folder, name), 1000 - age, 1000 - age);
  });
  return folder;
}

describe('a folder that keeps its newest files', () => {
  it.each([
    ['all, where there are no more', { files: 3 }, ['a', 'b', 'c']],
    ['so many', { files: 2 }, ['b', 'c']],
    ['so many bytes', { files: 3, bytes: 25 }, ['b', 'c']],
    ['exactly as many bytes', { files: 3, bytes: 20 }, ['b', 'c']],
    ['the newest, however large', { files: 3, bytes: 5 }, ['c']],
  ])('keeps %s', (_what, limits, kept) => {
    const folder = folderOf('c', 'b', 'a');
    keepNewest(folder, limits);
    expect(readdirSync(folder).sort(compareText)).toEqual(kept);
  });

  it('keeps of files of one moment the last by name', () => {
    const folder = folderOf('a', 'b');
    for (const name of ['a', 'b']) utimesSync(join(folder, name), 1000, 1000);
    keepNewest(folder, { files: 1 });
    expect(readdirSync(folder)).toEqual(['b']);
  });
});
