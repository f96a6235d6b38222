import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { createChangeRepository } from '../build/change-repository.ts';
import type { ChangeRepository } from '../build/change-repository.ts';
import { testGitEnvironment } from '../build/git-repository.ts';
import { releasePath } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { HYPER, hyper } from './run-hyper.ts';

let bare: string;
let bin: string;
let repository: ChangeRepository;

beforeAll(() => {
  bin = temporaryFolder();
  mkdirSync(join(bin, 'bin'));
  writeFileSync(join(bin, 'bin/hyper'), `#!/bin/sh\nexec "${process.execPath}" "${HYPER}" "$@"\n`);
  chmodSync(join(bin, 'bin/hyper'), 0o755);
  bare = join(bin, 'registry.git');
  repository = createChangeRepository();
  repository.git('init', '-q', '--bare', '-b', 'main', '--template=', bare);
  const { status, stdout } = hyper(['hook', 'install', bare], { cwd: bin });
  expect([status, stdout]).toEqual([0, `${bare}/hooks/pre-receive\njudges each push to "main"\n`]);
});

function push(...words: string[]): { status: number | null; said: string } {
  return pushAs({ HYPER_ACTOR: 'github:2' }, ...words);
}

function pushAs(
  actor: Readonly<Record<string, string>>,
  ...words: string[]
): { status: number | null; said: string } {
  const { status, stderr } = spawnSync('git', ['push', bare, ...words], {
    cwd: repository.folder,
    encoding: 'utf8',
    env: {
      ...testGitEnvironment(),
      ...actor,
      PATH: `${join(bin, 'bin')}:${process.env['PATH'] ?? ''}`,
    },
  });
  return { status, said: stderr };
}

describe('a bare repository with the hook', () => {
  it('takes the first push, and a good change', () => {
    expect(push(`${repository.base}:refs/heads/main`).status).toBe(0);
    const path = releasePath('org.acme/parser', '1.2.0');
    const good = repository.change({ [path]: { release: ['org.acme/parser', '1.2.0'] } });
    const { status, said } = push(`${good}:refs/heads/main`);
    expect(status, said).toBe(0);
    expect(said).toContain('hyper: "refs/heads/main" taken');
  });

  it('refuses a changed release, from objects that it has not taken yet, and says where and why', () => {
    const path = releasePath('org.acme/parser', '1.0.0');
    const first = repository.git('-C', bare, 'rev-parse', 'main');
    const bad = repository.change({ [path]: { replace: ['A service', 'Another service'] } }, first);
    const { status, said } = push(`${bad}:refs/heads/main`);
    expect(status).toBe(1);
    expect(said).toContain('HYPER_RELEASE_CHANGED');
    expect(said).toContain(path);
    expect(said).toContain('hyper: "refs/heads/main" refused');
    expect(repository.git('-C', bare, 'rev-parse', 'main')).toBe(first);
    expect(() => repository.git('-C', bare, 'cat-file', '-e', bad)).toThrow();
  });

  it('says to whoever keeps the server how to say who pushes', () => {
    const path = releasePath('org.acme/parser', '1.3.0');
    const first = repository.git('-C', bare, 'rev-parse', 'main');
    const good = repository.change({ [path]: { release: ['org.acme/parser', '1.3.0'] } }, first);
    const { status, said } = pushAs({}, `${good}:refs/heads/main`);
    expect(status).toBe(1);
    expect(said).toContain('HYPER_OWNER_UNKNOWN');
    expect(said).toContain('sets HYPER_ACTOR to who pushes');
    expect(said).not.toContain('--event');
  });

  it('is neither deleted nor rewritten (G01)', () => {
    const before = repository.git('-C', bare, 'rev-parse', 'main');
    expect(push(':refs/heads/main').said).toContain('is not deleted');
    expect(push('--force', `${repository.base}:refs/heads/main`).said).toContain('is not rewritten');
    expect(repository.git('-C', bare, 'rev-parse', 'main')).toBe(before);
  });

  it('lets other branches in as they are', () => {
    const path = releasePath('org.acme/parser', '1.0.0');
    const bad = repository.change({ [path]: { replace: ['A service', 'Another service'] } });
    expect(push(`${bad}:refs/heads/topic`).status).toBe(0);
  });
});

describe('hyper hook', () => {
  const codeOf = (words: readonly string[], input = ''): string =>
    (
      JSON.parse(hyper([...words, '--json'], { cwd: bin, input }).stdout) as {
        diagnostics: { code: string }[];
      }
    ).diagnostics[0]?.code ?? '';

  it('says what is no input, no bare repository, and another hook', () => {
    expect(codeOf(['hook', 'pre-receive', '--registry', bare], 'a b c\n')).toBe('HYPER_HOOK_INPUT');
    expect(codeOf(['hook', 'install', bin])).toBe('HYPER_HOOK_FOLDER');
    expect(hyper(['hook', 'install', bare], { cwd: bin }).stdout).toContain('was there already');
    writeFileSync(join(bare, 'hooks/pre-receive'), '#!/bin/sh\n');
    expect(codeOf(['hook', 'install', bare])).toBe('HYPER_HOOK_PRESENT');
  });

  describe('installed', () => {
    const fresh = (name: string, branch = 'main'): string => {
      const folder = join(bin, name);
      repository.git('init', '-q', '--bare', '-b', branch, '--template=', folder);
      return folder;
    };
    const install = (...words: readonly string[]): string => {
      const { status, stdout, stderr } = hyper(['hook', 'install', ...words], { cwd: bin });
      expect(status, stderr).toBe(0);
      return stdout;
    };

    it('judges the branch that HEAD names, or another that is said later', () => {
      const folder = fresh('trunk.git', 'trunk');
      const file = join(folder, 'hooks/pre-receive');
      expect(install(folder)).toBe(`${file}\njudges each push to "trunk"\n`);
      expect(install(folder, '--default-branch', "o'dd")).toContain('judges each push to "o\'dd"');
      expect(readFileSync(file, 'utf8')).toContain(`--default-branch 'o'\\''dd'\n`);
      const former = readFileSync(file, 'utf8').replace('--default-branch', '--branch');
      writeFileSync(file, former);
      expect(install(folder)).not.toContain('already');
      expect(readFileSync(file, 'utf8')).toContain("--default-branch 'trunk'\n");
    });

    it('can be run by git, also where it could not before', () => {
      const folder = fresh('mode.git');
      install(folder);
      const file = join(folder, 'hooks/pre-receive');
      chmodSync(file, 0o644);
      expect(install(folder)).toContain('was there already');
      expect(statSync(file).mode & 0o111).toBe(0o111);
    });

    it('is refused where git would look for it elsewhere', () => {
      const folder = fresh('path.git');
      repository.git('-C', folder, 'config', 'core.hooksPath', join(bin, 'elsewhere'));
      expect(codeOf(['hook', 'install', folder])).toBe('HYPER_HOOK_UNSEEN');
      expect(existsSync(join(folder, 'hooks/pre-receive'))).toBe(false);
      repository.git('-C', folder, 'config', 'core.hooksPath', 'hooks');
      install(folder);
    });

    it('is refused in the repository of a working tree', () => {
      expect(codeOf(['hook', 'install', join(repository.folder, '.git')])).toBe('HYPER_HOOK_FOLDER');
    });
  });
});
