import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../../../src/adapters/files/index.ts';
import type { FilesContext, FileSystem } from '../../../../src/adapters/files/index.ts';
import { addProjectFile } from '../../../../src/adapters/init/add-project-file.ts';
import { createRegistryFolder } from '../../../../src/adapters/init/create-registry-folder.ts';
import { INIT_JOURNAL } from '../../../../src/adapters/init/fill-folder.ts';
import { HyperError } from '../../../../src/core/index.ts';
import type { CreatedRepository } from '../../../../src/operations/index.ts';
import { faultingFileSystem, systemError } from '../files/faulting-file-system.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { contextOf, treeOf } from '../files/folders.ts';
import { ADA, gitEnvironmentOf, gitIn } from './git-environment.ts';

const FILES = [
  { path: '.github/workflows/check.yml', text: 'name: check\n' },
  { path: 'namespaces/pkg/namespace.yaml', text: 'path: pkg\n' },
  { path: 'registry.yaml', text: 'name: r\n' },
];
const WRITTEN = FILES.map(({ path, text }) => `${path}: ${text}`);

interface Options {
  readonly config?: string;
  readonly environment?: Record<string, string | undefined>;
  readonly files?: FilesContext;
  readonly message?: string | undefined;
}

function create(folder: string, options: Options = {}): Promise<CreatedRepository> {
  return createRegistryFolder(folder, FILES, {
    files: options.files ?? contextOf(),
    environment: options.environment ?? gitEnvironmentOf(options.config ?? ADA),
    message: 'message' in options ? options.message : 'Start the registry',
  });
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof HyperError ? error.code : error),
  );
}

/** Everything but git's own files. */
function filesIn(folder: string): readonly string[] {
  return treeOf(folder).filter((line) => !line.startsWith('.git/'));
}

describe('createRegistryFolder', () => {
  it('makes an absent folder with a repository and a first commit that holds all', async () => {
    const folder = join(temporaryFolder(), 'deep', 'er', 'registry');
    const environment = gitEnvironmentOf(ADA);
    const made = await create(folder, { environment });
    expect(made).toMatchObject({ repository: 'created', prefix: '', uncommitted: null });
    expect(filesIn(folder)).toEqual(WRITTEN);
    expect(gitIn(folder, environment, 'status', '--porcelain', '--branch')).toBe('## main');
    expect(gitIn(folder, environment, 'log', '--format=%H %s %an')).toBe(
      `${made.commit ?? ''} Start the registry Ada`,
    );
    expect(readdirSync(join(folder, '..'))).toEqual(['registry']);
  });

  it('fills an empty folder, and one that holds nothing but .git', async () => {
    const empty = temporaryFolder();
    expect(await create(empty)).toMatchObject({ repository: 'created', uncommitted: null });
    expect(filesIn(empty)).toEqual(WRITTEN);
    const cloned = temporaryFolder();
    const environment = gitEnvironmentOf(ADA);
    gitIn(cloned, environment, 'init', '-q', '-b', 'trunk');
    expect(await create(cloned, { environment })).toMatchObject({ repository: 'found', uncommitted: null });
    expect(gitIn(cloned, environment, 'status', '--porcelain', '--branch')).toBe('## trunk');
  });

  it('follows a link to an empty folder', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'real'));
    symlinkSync(join(root, 'real'), join(root, 'link'));
    await create(join(root, 'link'));
    expect(filesIn(join(root, 'real'))).toEqual(WRITTEN);
  });

  it('leaves the commit to the user where git does not know who commits', async () => {
    const folder = join(temporaryFolder(), 'registry');
    const environment = gitEnvironmentOf('');
    expect(await create(folder, { environment })).toMatchObject({ commit: null, uncommitted: 'no-identity' });
    expect(gitIn(folder, environment, 'status', '--porcelain')).toContain('?? registry.yaml');
  });

  it('takes the identity of the environment', async () => {
    const names = { GIT_AUTHOR_NAME: 'Bo', GIT_AUTHOR_EMAIL: 'bo@example.com' };
    const committer = { GIT_COMMITTER_NAME: 'Bo', GIT_COMMITTER_EMAIL: 'bo@example.com' };
    const environment = { ...gitEnvironmentOf(''), ...names, ...committer };
    expect(await create(temporaryFolder(), { environment })).toMatchObject({ uncommitted: null });
  });

  it('makes no commit that nobody asked for', async () => {
    expect(await create(temporaryFolder(), { message: undefined })).toMatchObject({
      uncommitted: 'not-asked',
    });
  });

  it('keeps the files where git refuses to commit', async () => {
    const folder = temporaryFolder();
    const config = `${ADA}[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n`;
    expect(await create(folder, { config })).toMatchObject({ commit: null, uncommitted: 'git-refused' });
    expect(filesIn(folder)).toEqual(WRITTEN);
  });

  it('adds to a larger repository without a commit of its own, and says where it stands', async () => {
    const root = temporaryFolder();
    const environment = gitEnvironmentOf(ADA);
    gitIn(root, environment, 'init', '-q', '-b', 'main');
    gitIn(root, environment, 'commit', '-q', '--allow-empty', '-m', 'one');
    const made = await create(join(root, 'a', 'registry'), { environment });
    expect(made).toEqual({
      repository: 'found',
      prefix: 'a/registry/',
      commit: null,
      uncommitted: 'has-history',
    });
    expect(existsSync(join(root, 'a', 'registry', '.git'))).toBe(false);
  });

  it('runs no hook of the user or of a template (C05)', async () => {
    const hooks = temporaryFolder();
    const canary = join(hooks, 'canary');
    for (const name of ['pre-commit', 'post-commit', 'commit-msg', 'reference-transaction']) {
      writeFileSync(join(hooks, name), `#!/bin/sh\ntouch ${canary}\n`);
      chmodSync(join(hooks, name), 0o755);
    }
    const config = `${ADA}[core]\n\thooksPath = ${hooks}\n`;
    expect(await create(temporaryFolder(), { config })).toMatchObject({ uncommitted: null });
    expect(existsSync(canary)).toBe(false);
  });

  it('commits the bytes as they are, whatever git is told to do with line ends (G11)', async () => {
    const folder = temporaryFolder();
    const environment = gitEnvironmentOf(`${ADA}[core]\n\tautocrlf = true\n`);
    const files = [
      { path: '.gitattributes', text: '* -text\n' },
      { path: 'registry.yaml', text: 'a\r\nb\n' },
    ];
    await createRegistryFolder(folder, files, { files: contextOf(), environment, message: 'One' });
    expect(gitIn(folder, environment, 'cat-file', 'blob', 'HEAD:registry.yaml')).toBe('a\r\nb');
  });

  it.each([
    ['a file', 'notes.txt', 'HYPER_INIT_NOT_EMPTY'],
    ['a hidden file', '.env', 'HYPER_INIT_NOT_EMPTY'],
    ['a registry', 'registry.yaml', 'HYPER_INIT_REGISTRY_PRESENT'],
  ])('refuses a folder that holds %s, and touches nothing', async (_what, name, code) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), 'mine');
    expect(await codeOf(create(folder))).toBe(code);
    expect(treeOf(folder)).toEqual([`${name}: mine`]);
  });

  it('refuses a file in the place of the folder, and a folder in a registry', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), 'mine');
    expect(await codeOf(create(join(root, 'file')))).toBe('HYPER_INIT_NOT_EMPTY');
    writeFileSync(join(root, 'registry.yaml'), 'mine');
    expect(await codeOf(create(join(root, 'new')))).toBe('HYPER_INIT_REGISTRY_PRESENT');
    mkdirSync(join(root, 'empty'));
    expect(await codeOf(create(join(root, 'empty')))).toBe('HYPER_INIT_REGISTRY_PRESENT');
    expect(readdirSync(root)).toEqual(['empty', 'file', 'registry.yaml']);
  });

  it('writes nothing where git is not installed', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'empty'));
    const environment = { ...gitEnvironmentOf(ADA), PATH: root };
    for (const name of ['empty', 'absent']) {
      expect(await codeOf(create(join(root, name), { environment }))).toBe('HYPER_GIT_MISSING');
    }
    expect(treeOf(root)).toEqual([]);
  });

  it.each([
    ['an absent folder', 'absent'],
    ['an empty folder', 'empty'],
  ])('leaves %s as it was when the disk fails at any call (K01, K03)', async (_what, name) => {
    for (let at = 1, isDone = false; !isDone && at < 500; at += 1) {
      const root = temporaryFolder();
      mkdirSync(join(root, 'empty'));
      const folder = join(root, name);
      const failing = faultingFileSystem((_call, count) => {
        if (count === at) throw systemError('ENOSPC');
      });
      const outcome = await codeOf(create(folder, { files: contextOf(failing), message: undefined }));
      isDone = outcome === 'none';
      if (isDone || existsSync(join(folder, 'registry.yaml'))) {
        expect(filesIn(folder).filter((line) => !line.startsWith('.hyper'))).toEqual(WRITTEN);
      } else {
        expect(outcome, `call ${at}`).toBe('HYPER_FILE_UNWRITABLE');
        expect(await codeOf(create(folder, { message: undefined })), `again after call ${at}`).toBe('none');
      }
    }
  });

  it.each([
    ['an absent folder', 'absent'],
    ['an empty folder', 'empty'],
  ])('can be run again when it was killed at any call in %s (K01)', async (_what, name) => {
    for (let at = 1, isDone = false; !isDone && at < 500; at += 1) {
      const root = temporaryFolder();
      mkdirSync(join(root, 'empty'));
      const folder = join(root, name);
      const outcome = await codeOf(
        create(folder, { files: deadContext(dyingFileSystem(at)), message: undefined }),
      );
      isDone = outcome === 'none';
      const isWhole = existsSync(join(folder, 'registry.yaml')) && !existsSync(join(folder, INIT_JOURNAL));
      if (!isWhole)
        expect(await codeOf(create(folder, { message: undefined })), `again after call ${at}`).toBe('none');
      expect(filesIn(folder).filter((line) => !line.startsWith('.hyper-lock'))).toEqual(WRITTEN);
    }
  });

  it('keeps what somebody changed after a kill, and believes no journal of somebody else', async () => {
    const folder = temporaryFolder();
    const reached = { at: 0 };
    const counting = faultingFileSystem((call, count, path) => {
      if (call === 'rename' && path.includes('namespace.yaml')) reached.at = count;
    });
    await create(folder, { files: contextOf(counting), message: undefined });
    const killed = temporaryFolder();
    const died = create(killed, { files: deadContext(dyingFileSystem(reached.at)), message: undefined });
    expect(await codeOf(died)).not.toBe('none');
    writeFileSync(join(killed, '.github/workflows/check.yml'), 'mine');
    expect(await codeOf(create(killed))).toBe('HYPER_INIT_NOT_EMPTY');
    expect(readFileSync(join(killed, '.github/workflows/check.yml'), 'utf8')).toBe('mine');

    for (const line of [`${'0'.repeat(64)} ../x`, 'nonsense', `${'0'.repeat(64)} .git/config`]) {
      const foreign = temporaryFolder();
      writeFileSync(join(foreign, INIT_JOURNAL), `${line}\n`);
      expect(await codeOf(create(foreign))).toMatch(/HYPER_INIT_NOT_EMPTY|HYPER_PATH_UNSAFE/u);
      expect(readFileSync(join(foreign, INIT_JOURNAL), 'utf8')).toBe(`${line}\n`);
    }
  });
});

describe('addProjectFile', () => {
  const file = { path: 'hyper.yaml', text: 'kind: Project\n' };

  it('adds its file to a folder full of other things, or makes the folder', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'package.json'), '{}');
    await addProjectFile(contextOf(), root, file);
    await addProjectFile(contextOf(), join(root, 'a', 'b'), file);
    expect(treeOf(root)).toEqual([
      'a/b/hyper.yaml: kind: Project\n',
      'hyper.yaml: kind: Project\n',
      'package.json: {}',
    ]);
  });

  it('refuses where there is one already', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'hyper.yaml'), 'mine');
    expect(await codeOf(addProjectFile(contextOf(), root, file))).toBe('HYPER_INIT_PROJECT_PRESENT');
    expect(treeOf(root)).toEqual(['hyper.yaml: mine']);
  });
});

/** From this call on the process is dead: nothing it asks for happens. */
function dyingFileSystem(at: number): FileSystem {
  return faultingFileSystem((_call, count) => {
    if (count >= at) throw systemError('EIO');
  });
}

/** A context whose process is gone when the next one looks. */
function deadContext(fileSystem: FileSystem = nodeFileSystem): FilesContext {
  const context = contextOf(fileSystem);
  const { host } = context.processes.self;
  const self = { pid: 2147483646, started: 'abc', host };
  return { ...context, processes: { ...context.processes, self } };
}
