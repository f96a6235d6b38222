import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArtifactFiles } from '../../../../src/adapters/registry/artifact-files.ts';
import type { ArtifactFilesOptions } from '../../../../src/adapters/registry/artifact-files.ts';
import { sortedBy } from '../../../../src/core/index.ts';
import { FileCache } from '../../../../src/adapters/registry/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

const KEY = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const userId = process.getuid?.();

function files(folder: string, options: Partial<ArtifactFilesOptions> = {}): ArtifactFiles {
  return new ArtifactFiles({ folder, buildId: 'one', userId, ...options });
}

function keep(folder: string, ...keys: readonly string[]): void {
  for (const key of keys) files(folder).write(new Map([[key, `text of ${key}`]]));
}

describe('what is kept of artifacts', () => {
  it('reads back what was written, for this build alone', () => {
    const folder = join(temporaryFolder(), 'artifacts');
    keep(folder, KEY);
    expect(files(folder).read(KEY)).toBe(`text of ${KEY}`);
    expect(files(folder).read(OTHER)).toBeUndefined();
    expect(files(folder, { buildId: 'two' }).read(KEY)).toBeUndefined();
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('takes a damaged file for none', () => {
    const folder = join(temporaryFolder(), 'artifacts');
    keep(folder, KEY);
    const file = join(folder, 'young', KEY);
    const text = readFileSync(file, 'utf8');
    for (const damage of [text.slice(0, -1), text.replace('text', 'tent'), '', 'text']) {
      writeFileSync(file, damage);
      expect(files(folder).read(KEY)).toBeUndefined();
    }
  });

  it('forgets what was not asked for when there is too much, and never grows without end', () => {
    const folder = join(temporaryFolder(), 'artifacts');
    const limits = { files: 4, bytes: 1000 };
    for (let index = 0; index < 40; index += 1) {
      const key = String(index).padStart(64, '0');
      const some = files(folder, { limits });
      some.write(new Map([[key, 'x'.repeat(index)]]));
      some.write(new Map([[KEY, 'kept']]));
      expect(some.read(KEY)).toBe('kept');
    }
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(names.length).toBeLessThan(12);
    expect(files(folder).read('0'.repeat(64))).toBeUndefined();
  });

  it('finds what lay aside, and keeps it on', () => {
    const folder = join(temporaryFolder(), 'artifacts');
    const limits = { files: 1, bytes: 1000 };
    files(folder, { limits }).write(new Map([[KEY, 'one']]));
    files(folder, { limits }).write(new Map([[OTHER, 'two']]));
    expect(readdirSync(join(folder, 'old'))).toEqual([KEY]);
    expect(files(folder).read(KEY)).toBe('one');
    expect(sortedBy(readdirSync(join(folder, 'young')), (name) => name)).toEqual([KEY, OTHER]);
  });
});

describe.skipIf(userId === undefined)('a cache folder that is not the own one', () => {
  const stranger = (userId ?? 0) + 1;

  it('is neither read nor written where it belongs to somebody else', () => {
    const folder = join(temporaryFolder(), 'cache');
    keep(folder, KEY);
    new FileCache(folder, userId).write('result', 'theirs');
    expect(files(folder, { userId: stranger }).read(KEY)).toBeUndefined();
    expect(new FileCache(folder, stranger).read('result')).toBeUndefined();
    new FileCache(folder, stranger).write('more', 'mine');
    files(folder, { userId: stranger }).write(new Map([[OTHER, 'mine']]));
    expect(sortedBy(readdirSync(folder), (name) => name)).toEqual(['result', 'young']);
    expect(readdirSync(join(folder, 'young'))).toEqual([KEY]);
    expect(new FileCache(folder, userId).read('result')).toBe('theirs');
  });

  it('is neither read nor written where others may write to it', () => {
    const folder = join(temporaryFolder(), 'cache');
    mkdirSync(join(folder, 'young'), { recursive: true });
    keep(folder, KEY);
    writeFileSync(join(folder, 'result'), 'planted');
    chmodSync(folder, 0o777);
    expect(files(folder).read(KEY)).toBeUndefined();
    expect(new FileCache(folder, userId).read('result')).toBeUndefined();
    new FileCache(folder, userId).write('result', 'mine');
    expect(readFileSync(join(folder, 'result'), 'utf8')).toBe('planted');
  });
});
