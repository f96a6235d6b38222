import { appendFileSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locatePlain, locateRepository } from '../../../../src/adapters/git/index.ts';
import { cloneBare, createTestRepository, testGitEnvironment } from '../../../build/git-repository.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

const ENVIRONMENT = testGitEnvironment();

function repository(): string {
  return createTestRepository({ 'registry.yaml': 'x\n', 'deep/registry/registry.yaml': 'x\n' }).folder;
}

describe('where a repository is, without asking git', () => {
  it.each<[string, () => string]>([
    ['at its root', repository],
    ['in a folder of it', () => join(repository(), 'deep/registry')],
    ['in a bare one', () => cloneBare(createTestRepository({ a: 'a\n' }))],
    [
      'behind a symbolic link',
      () => {
        const link = join(temporaryFolder(), 'link');
        symlinkSync(join(repository(), 'deep'), link);
        return link;
      },
    ],
    [
      'in a shallow clone',
      () => {
        const folder = join(temporaryFolder(), 'clone');
        const origin = repository();
        createTestRepository().git('clone', '-q', '--depth', '1', `file://${origin}`, folder);
        return folder;
      },
    ],
    [
      'with a detached head',
      () => {
        const made = createTestRepository({ a: 'a\n' });
        made.git('checkout', '-q', '--detach');
        return made.folder;
      },
    ],
  ])('is what git says %s', async (_where, make) => {
    const folder = make();
    const plain = locatePlain(folder, ENVIRONMENT);
    expect(plain).toBeDefined();
    expect(plain).toEqual(await locateRepository(folder, ENVIRONMENT));
  });

  it.each<[string, () => string]>([
    ['there is none', temporaryFolder],
    [
      'it is a linked working tree',
      () => {
        const folder = join(temporaryFolder(), 'tree');
        createTestRepository({ a: 'a\n' }).git('worktree', 'add', '-q', folder);
        return folder;
      },
    ],
    [
      'its settings name another working tree',
      () => {
        const folder = repository();
        appendFileSync(join(folder, '.git/config'), '[core]\n\tworktree = /elsewhere\n');
        return folder;
      },
    ],
    [
      'its settings come from another file',
      () => {
        const folder = repository();
        appendFileSync(join(folder, '.git/config'), '[include]\n\tpath = other\n');
        return folder;
      },
    ],
    [
      'its format has extensions',
      () => {
        const folder = join(temporaryFolder(), 'sha256');
        createTestRepository().git('init', '-q', '--object-format=sha256', folder);
        return folder;
      },
    ],
    [
      'its git folder is a link',
      () => {
        const folder = repository();
        renameSync(join(folder, '.git'), join(folder, 'real.git'));
        symlinkSync('real.git', join(folder, '.git'));
        return folder;
      },
    ],
    [
      'its settings say that it is bare and it is not',
      () => {
        const folder = repository();
        writeFileSync(join(folder, '.git/config'), '[core]\n\tbare = true\n');
        return folder;
      },
    ],
    ...['worktree = /elsewhere', 'bare = true', 'repositoryformatversion = 1'].map(
      (setting): [string, () => string] => [
        `a setting stands in the line of its section: ${setting}`,
        () => {
          const folder = repository();
          appendFileSync(join(folder, '.git/config'), `[core] ${setting}\n`);
          return folder;
        },
      ],
    ),
    [
      'a folder in it looks like a repository',
      () => {
        const folder = join(repository(), 'deep');
        mkdirSync(join(folder, 'objects'));
        mkdirSync(join(folder, 'refs'));
        writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/main\n');
        return folder;
      },
    ],
  ])('is left for git to say where %s', (_why, make) => {
    expect(locatePlain(make(), ENVIRONMENT)).toBeUndefined();
  });

  it('is left for git to say where something limits how far it looks', () => {
    const folder = repository();
    expect(locatePlain(folder, { ...ENVIRONMENT, GIT_CEILING_DIRECTORIES: '/' })).toBeUndefined();
  });
});
