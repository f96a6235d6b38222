import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GitStore,
  KeptStatus,
  locatePlain,
  readStatusSettings,
  requireGit,
} from '../../../../../src/adapters/git/index.ts';
import type { Environment, GitLocation } from '../../../../../src/adapters/git/index.ts';
import { listWorkingChanges } from '../../../../../src/adapters/git/working-changes.ts';
import type { KnownStatus, StatusAnswer } from '../../../../../src/adapters/git/status/kept-status.ts';
import { FileCache } from '../../../../../src/adapters/registry/index.ts';
import type { TreeEntry } from '../../../../../src/registry/index.ts';
import { temporaryFolder } from '../../../../build/temporary-folder.ts';
import { writeFiles } from '../../../../build/write-files.ts';

/** A registry in a folder of a repository, its user's home and what is kept there. */
interface World {
  readonly folder: string;
  readonly home: string;
  readonly environment: Environment;
  readonly location: GitLocation;
  readonly git: (...args: string[]) => void;
  /** Of a build, at a time that lies so many seconds from now. */
  readonly status: (options?: { readonly seconds?: number; readonly buildId?: string }) => KeptStatus;
}

const FILES = {
  '.gitignore': '*.tmp\n',
  'deep/.gitignore': '*.bak\n',
  'deep/registry/registry.yaml': 'a\n',
  'deep/registry/a/one': 'one\n',
  'deep/registry/a/two': 'two\n',
  'deep/registry/b/three': 'three\n',
};

function openWorld(files: Readonly<Record<string, string>> = FILES, inner = 'deep/registry'): World {
  const top = temporaryFolder();
  const home = temporaryFolder();
  const environment = { PATH: process.env['PATH'] ?? '', HOME: home, LC_ALL: 'C' };
  const git = (...args: string[]): void => {
    const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.com'];
    execFileSync('git', [...who, ...args], { cwd: top, env: environment, stdio: 'pipe' });
  };
  git('init', '-q', '-b', 'main');
  writeFiles(top, files);
  git('add', '-A');
  git('commit', '-q', '-m', 'Start');
  const folder = join(top, inner);
  const location = locatePlain(folder, environment);
  if (location === undefined) throw new Error('no plain repository');
  const cache = new FileCache(join(home, 'cache'), process.getuid?.());
  const status = ({ seconds = 3600, buildId = 'test' } = {}): KeptStatus =>
    new KeptStatus(location, {
      environment,
      cache,
      buildId,
      now: () => new Date(Date.now() + seconds * 1000),
    });
  return { folder, home, environment, location, git, status };
}

/** What git says now. */
async function ask({ location, environment }: World): Promise<StatusAnswer> {
  const changes = await listWorkingChanges(location, { folder: location.folder, environment });
  return { changes, head: await new GitStore(location, environment).resolveRevision('HEAD') };
}

function list({ folder, environment }: World): (tree: string) => Promise<Buffer> {
  return (tree) => requireGit(['ls-tree', '-r', '-t', '-z', '--full-tree', tree], { folder, environment });
}

/** What is known, as git would answer it. */
function answerOf(known: KnownStatus | undefined): StatusAnswer | undefined {
  return known && { head: known.head, changes: known.changes };
}

/** Asks git and keeps what it said, as opening a registry does. */
async function keep(world: World, status = world.status()): Promise<StatusAnswer> {
  const moment = status.begin();
  const settings = await readStatusSettings(
    { folder: world.folder, environment: world.environment },
    join(world.folder, world.location.prefix === '' ? '.' : '../..'),
  );
  const answer = await ask(world);
  if (moment !== undefined) await status.keep(answer, moment, settings, list(world));
  return answer;
}

/** Until a file that is written gets a later time than those before: what follows is no longer within the same tick. */
function waitForTick(home: string): void {
  const probe = join(home, 'probe');
  const time = (): bigint => {
    fs.writeFileSync(probe, '');
    return fs.statSync(probe, { bigint: true }).ctimeNs;
  };
  const first = time();
  while (time() === first);
}

async function contentsOf(store: GitStore, files: readonly TreeEntry[]): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for await (const blobs of store.readBlobs(files, 1000))
    for (const { request, bytes } of blobs)
      contents.set(request.path, bytes === undefined ? '' : Buffer.from(bytes).toString('utf8'));
  return contents;
}

type Edit = (world: World) => void;

const EDITS: Readonly<Record<string, Edit>> = {
  'other bytes of the same length at the same time': ({ folder }) => {
    const file = join(folder, 'a/one');
    const { atime, mtime } = fs.statSync(file);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^./u, 'X'));
    fs.utimesSync(file, atime, mtime);
  },
  'more bytes': ({ folder }) => {
    fs.appendFileSync(join(folder, 'registry.yaml'), 'x');
  },
  'another mode': ({ folder }) => {
    const file = join(folder, 'registry.yaml');
    fs.chmodSync(file, fs.statSync(file).mode ^ 0o111);
  },
  'a new file': ({ folder }) => {
    fs.writeFileSync(join(folder, 'b/new'), 'new\n');
  },
  'a file that is ignored': ({ folder }) => {
    fs.writeFileSync(join(folder, 'a/ignored.tmp'), 'x');
  },
  'a new folder, empty': ({ folder }) => {
    fs.mkdirSync(join(folder, 'empty'), { recursive: true });
  },
  'a file gone': ({ folder }) => {
    fs.rmSync(join(folder, 'a/two'), { force: true });
  },
  'a file moved': ({ folder }) => {
    if (fs.existsSync(join(folder, 'b/three')))
      fs.renameSync(join(folder, 'b/three'), join(folder, 'b/four'));
  },
  'a link for a file': ({ folder }) => {
    fs.rmSync(join(folder, 'a/two'), { force: true });
    fs.symlinkSync('one', join(folder, 'a/two'));
  },
  'a folder for a file': ({ folder }) => {
    fs.rmSync(join(folder, 'a/one'), { recursive: true, force: true });
    writeFiles(folder, { 'a/one/inner': 'x' });
  },
  'ignoring nothing any more': ({ folder }) => {
    fs.writeFileSync(join(folder, '../.gitignore'), '');
    fs.writeFileSync(join(folder, '../../.gitignore'), '');
  },
  'ignoring more, for this repository': ({ location }) => {
    writeFiles(location.gitFolder, { 'info/exclude': 'new\n' });
  },
  'ignoring more, for this user': ({ home }) => {
    writeFiles(home, { '.config/git/ignore': 'four\n' });
  },
  'ignoring more, by a setting': ({ home }) => {
    writeFiles(home, { '.gitconfig': '[core]\n\texcludesFile = ~/mine\n', mine: 'n*\n' });
  },
  'ignoring less, in a file that a setting names': ({ home }) => {
    writeFiles(home, { mine: '' });
  },
  'settings of another file': ({ home }) => {
    writeFiles(home, { '.gitconfig': '[include]\n\tpath = more\n', more: '[core]\n\tfileMode = false\n' });
  },
  'settings of another file gone': ({ home }) => {
    fs.rmSync(join(home, 'more'), { force: true });
  },
  'no modes': ({ git }) => {
    git('config', 'core.fileMode', 'false');
  },
  'a file added to the index': ({ git }) => {
    git('add', '-A');
  },
  'a commit': ({ git }) => {
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', 'More');
  },
  'another commit on the branch, files as they were': ({ git }) => {
    git('commit', '-q', '--allow-empty', '-m', 'Empty');
    git('reset', '-q', '--soft', 'HEAD~1');
    git('update-ref', 'refs/heads/main', 'ORIG_HEAD');
  },
  'packed branches': ({ git }) => {
    git('pack-refs', '--all');
  },
  'no branch': ({ git }) => {
    git('checkout', '-q', '--detach');
  },
  'a file that git is told not to look at': ({ git }) => {
    git('update-index', '--assume-unchanged', 'deep/registry/registry.yaml');
  },
  'a file as it was committed': ({ git }) => {
    git('reset', '-q', '--hard');
  },
};

describe('what git said of a working tree', () => {
  it('is known to each of two builds that are used in turn', async () => {
    const world = openWorld();
    const answer = await keep(world, world.status({ buildId: 'one' }));
    expect(world.status({ buildId: 'two' }).read()).toBeUndefined();
    await keep(world, world.status({ buildId: 'two' }));
    for (const buildId of ['one', 'two']) expect(answerOf(world.status({ buildId }).read())).toEqual(answer);
  });

  it('is known again while nothing changes, without git', async () => {
    const world = openWorld();
    writeFiles(world.folder, { 'b/new': 'new\n' });
    fs.rmSync(join(world.folder, 'a/one'));
    const answer = await keep(world);
    expect(answerOf(world.status().read())).toEqual(answer);
    expect(new Set(answer.changes.keys())).toEqual(new Set(['a/one', 'b/new']));
  });

  it('lets the store read without a process what it reads with git', async () => {
    const world = openWorld();
    fs.rmSync(join(world.folder, 'a/two'));
    fs.writeFileSync(join(world.folder, 'a/one'), 'other\n');
    const { head } = await keep(world);
    const known = world.status().read();
    if (known === undefined) throw new Error('nothing was kept');
    const asking = new GitStore(world.location, world.environment);
    const knowing = new GitStore(world.location, { PATH: '/nowhere' }, { known });
    expect(await knowing.currentRevision()).toEqual(await asking.currentRevision());
    const folders = ['', 'a', 'b', 'registry.yaml', 'absent', 'a'];
    const files = await asking.listTree(head);
    expect(await knowing.listTree(head)).toEqual(files);
    expect(await knowing.listFolders(head, folders)).toEqual(await asking.listFolders(head, folders));
    const unchanged = files.filter(({ path }) => !path.startsWith('a/'));
    expect(unchanged).toHaveLength(2);
    expect(await contentsOf(knowing, unchanged)).toEqual(await contentsOf(asking, unchanged));
  });

  it('gives the content of a blob where its file has other bytes, or is as git never keeps it', async () => {
    const world = openWorld({
      ...FILES,
      '.gitattributes': '*.crlf text eol=crlf\n',
      'deep/registry/text.crlf': 'a\nb\n',
    });
    world.git('checkout', '-q', '--force', 'HEAD');
    fs.rmSync(join(world.folder, 'text.crlf'));
    world.git('checkout', '-q', '--', 'deep/registry/text.crlf');
    expect(fs.readFileSync(join(world.folder, 'text.crlf'), 'utf8')).toBe('a\r\nb\r\n');
    fs.writeFileSync(join(world.folder, 'a/one'), 'ONE\n');
    const { head } = await keep(world);
    const known = world.status().read();
    if (known === undefined) throw new Error('nothing was kept');
    const store = new GitStore(world.location, world.environment, { known });
    const contents = await contentsOf(store, await store.listTree(head));
    expect(contents.get('text.crlf')).toBe('a\nb\n');
    expect(contents.get('a/one')).toBe('one\n');
    expect([...contents.keys()]).toHaveLength(5);
  });

  it.each(Object.entries(EDITS))('is what git says, or not known, after %s', async (_name, edit) => {
    const world = openWorld();
    await keep(world);
    waitForTick(world.home);
    edit(world);
    const known = world.status().read();
    if (known !== undefined) expect(answerOf(known)).toEqual(await ask(world));
  });

  it('is what git says, or not known, after any edits', async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(EDITS)), { maxLength: 5 }), async (names) => {
        const world = openWorld();
        for (const name of names) {
          waitForTick(world.home);
          EDITS[name]?.(world);
          const known = world.status().read();
          const answer = await keep(world);
          if (known !== undefined) expect(answerOf(known)).toEqual(answer);
          const again = world.status().read();
          if (again !== undefined) expect(answerOf(again)).toEqual(answer);
          hits += again === undefined ? 0 : 1;
        }
      }),
      { numRuns: 12, seed: 7 },
    );
    expect(hits).toBeGreaterThan(10);
  });

  it.each<[string, (world: World) => Promise<KeptStatus> | KeptStatus]>([
    ['what changed when git looked', (world) => world.status({ seconds: 0 })],
    [
      'a tree with another repository in it',
      (world) => {
        fs.mkdirSync(join(world.folder, 'b/inner.tmp/.git'), { recursive: true });
        return world.status();
      },
    ],
    [
      'settings that git reads of a place that only git knows',
      (world) => {
        writeFiles(world.home, { '.gitconfig': '[core]\n\texcludesFile = %(prefix)/mine\n' });
        return world.status();
      },
    ],
  ])('is not kept of %s', async (_what, prepare) => {
    const world = openWorld();
    const status = await prepare(world);
    await keep(world, status);
    expect(status.read()).toBeUndefined();
  });

  it('is not believed of another build', async () => {
    const world = openWorld();
    await keep(world);
    expect(world.status({ buildId: 'other' }).read()).toBeUndefined();
  });

  it('is not kept where a variable tells git of other settings', () => {
    const world = openWorld();
    const environment = { ...world.environment, GIT_CONFIG_GLOBAL: '/dev/null' };
    const cache = new FileCache(join(world.home, 'cache'), undefined);
    const status = new KeptStatus(world.location, {
      ...{ environment, cache, buildId: 'test' },
      now: () => new Date(),
    });
    expect(status.begin()).toBeUndefined();
  });
});
