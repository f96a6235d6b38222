import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { smallRegistry } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';

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

it('a registry in which HOME lies vouches for nothing, and nothing that is believed, fetched or asked is kept in it (S23)', () => {
  const repository = createTestRepository();
  cpSync(EXAMPLE, repository.folder, { recursive: true });
  repository.commit('The example');
  // What its author would have its readers set, and believe.
  const settings = join(repository.folder, '.config', 'hyper');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'config.yaml'), 'output: name\n');
  repository.commit('Bring settings along', 1);
  const env = { HOME: repository.folder };
  const run = (words: string): [number | null, string] => {
    const { status, stdout, stderr } = hyper(words.split(' '), { cwd: repository.folder, env });
    return [status, stdout + stderr];
  };
  const [verified, why] = run('verify --all');
  expect([verified, why]).toEqual([3, expect.stringContaining('HYPER_STATE_UNREADABLE')]);
  expect(why).toContain('set HOME, or XDG_CONFIG_HOME to a folder of yours');
  expect(run('registry list --namespace lib.text')[1]).toContain('LATEST');
  expect(run('config set output wide')[0]).toBe(3);
  const [pulled, whyNot] = run('pull lib.money/currency-table');
  expect([pulled, whyNot]).toEqual([3, expect.stringContaining('HYPER_FILE_UNWRITABLE')]);
  const [fetched, noPlace] = run(`registry list --registry file://${repository.folder}`);
  expect([fetched, noPlace]).toEqual([3, expect.stringContaining('HYPER_FILE_UNWRITABLE')]);
  expect(repository.git('status', '--short', '--ignored')).toBe('');
});
