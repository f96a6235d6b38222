import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedFolder, temporaryFolder } from './temporary-folder.ts';
import { writeFiles } from './write-files.ts';
import type { Files } from './write-files.ts';

const CONFIG = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = false
\tlogallrefupdates = true
`;

/** One entry of a tree that is made by hand. */
export interface RawEntry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly oid: string;
  /** Written as bytes of latin1, so that any byte but NUL can be given. */
  readonly name: string;
}

/** A repository in a folder of its own, driven by the real git. */
export interface TestRepository {
  readonly folder: string;
  /** The full id of the commit that is checked out. */
  head(): string;
  /** Runs git and returns what it wrote, trimmed. */
  git(...args: string[]): string;
  gitWithInput(input: string | Uint8Array, ...args: string[]): string;
  write(files: Files): void;
  /** Commits everything in the working tree; returns the full id. `day` counts from 2025-01-01. */
  commit(message: string, day?: number): string;
  /** Writes a blob; returns its id. */
  blob(content: string | Uint8Array): string;
  /** Writes a tree whatever its names are, which git's own commands would refuse; returns its id. */
  rawTree(entries: readonly RawEntry[]): string;
  /** Commits a tree and moves the branch to it, without touching the working tree. */
  commitTree(tree: string): string;
}

/** Where hyper keeps things in this environment: apart for each test file. */
export function testCache(): string {
  return namedFolder('cache');
}

/** The environment in which tests run git: nobody's configuration, fixed people. */
export function testGitEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nowhere',
    XDG_CACHE_HOME: testCache(),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Test Author',
    GIT_AUTHOR_EMAIL: 'author@example.com',
    GIT_COMMITTER_NAME: 'Test Author',
    GIT_COMMITTER_EMAIL: 'author@example.com',
    ...extra,
  };
}

/** Makes a repository with the branch `main` and, where files are given, one commit of them. */
export function createTestRepository(files?: Files): TestRepository {
  const folder = temporaryFolder();
  initRepository(folder);
  const repository = openTestRepository(folder);
  if (files !== undefined) {
    repository.write(files);
    repository.commit('Start');
  }
  return repository;
}

/** What `git init --quiet --initial-branch=main --template=` makes, without a process: hundreds of tests begin with it. */
function initRepository(folder: string): void {
  for (const name of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    mkdirSync(join(folder, '.git', name), { recursive: true });
  writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(folder, '.git/config'), CONFIG);
}

/** The commit that a plain branch or a loose HEAD names, read without a process; undefined where git has to be asked. */
function plainHead(folder: string): string | undefined {
  try {
    const head = readFileSync(join(folder, '.git/HEAD'), 'utf8').trim();
    const id = head.startsWith('ref: ')
      ? readFileSync(join(folder, '.git', head.slice(5)), 'utf8').trim()
      : head;
    return /^[0-9a-f]{40}$/u.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Works in a repository that is there already. */
export function openTestRepository(folder: string): TestRepository {
  const run = (args: string[], input: string | Uint8Array = '', env = {}): string =>
    execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
      cwd: folder,
      env: testGitEnvironment(env),
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 512 * 1024 * 1024,
    })
      .toString('utf8')
      .trim();
  const git = (...args: string[]): string => run(args);
  const head = (): string => plainHead(folder) ?? git('rev-parse', 'HEAD');
  return {
    folder,
    head,
    git,
    gitWithInput: (input, ...args) => run(args, input),
    write: (more) => {
      writeFiles(folder, more);
    },
    commit: (message, day = 0) => {
      git('add', '-A');
      const date = new Date(Date.UTC(2025, 0, 1 + day, 12)).toISOString();
      run(['commit', '-q', '--allow-empty', '-m', message], '', {
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      });
      return head();
    },
    blob: (content) => run(['hash-object', '-w', '--stdin'], content),
    rawTree: (entries) =>
      run(['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], treeBytes(entries)),
    commitTree: (tree) => {
      const commit = git('commit-tree', tree, '-m', 'Hostile tree');
      git('update-ref', 'refs/heads/main', commit);
      return commit;
    },
  };
}

/** A bare clone of a repository. */
export function cloneBare(repository: TestRepository): string {
  const folder = join(temporaryFolder(), 'bare.git');
  repository.git('clone', '-q', '--bare', '--template=', repository.folder, folder);
  return folder;
}

function treeBytes(entries: readonly RawEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ mode, name, oid }) => [
      Buffer.from(`${mode.replace(/^0/u, '')} `),
      Buffer.from(name, 'latin1'),
      Buffer.from([0]),
      Buffer.from(oid, 'hex'),
    ]),
  );
}
