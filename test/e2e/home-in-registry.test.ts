import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { smallRegistry } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper } from './run-hyper.ts';

it.each<[string, (folder: string) => Readonly<Record<string, string>>]>([
  ['HOME', (folder) => ({ HOME: folder })],
  ['XDG_CACHE_HOME', (folder) => ({ XDG_CACHE_HOME: join(folder, 'kept') })],
  [
    'a link to it',
    (folder) => {
      const link = join(temporaryFolder(), 'home');
      symlinkSync(folder, link);
      return { HOME: link };
    },
  ],
])('a registry in which %s lies stays that of its commit, whatever is read of it', (_, environmentOf) => {
  const repository = createTestRepository(smallRegistry());
  const env = environmentOf(repository.folder);
  for (const words of [['registry', 'list'], ['namespace', 'list', '--at', 'HEAD'], ['validate']])
    expect(hyper(words, { cwd: repository.folder, env })).toMatchObject({ status: 0 });
  expect(repository.git('status', '--short', '--ignored')).toBe('');
  const out = join(temporaryFolder(), 'out');
  mkdirSync(out);
  const { status, stdout } = hyper(['build', '--out', out, '--json'], { cwd: repository.folder, env });
  expect(status, stdout).toBe(0);
  expect(stdout).toContain(repository.git('rev-parse', 'HEAD'));
});
