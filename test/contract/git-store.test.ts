import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORKING_TREE } from '../../src/registry/index.ts';
import type { RegistryStore, TreeChange } from '../../src/registry/index.ts';
import { cloneBare, createTestRepository, openTestRepository } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { openGitStore, openWithoutGit } from './open-stores.ts';

const OPENERS = [
  { name: 'GitStore', open: (folder: string): Promise<RegistryStore> => openGitStore(folder) },
  { name: 'IsomorphicStore', open: openWithoutGit },
] as const;

async function pathsAt(store: RegistryStore, revision: string): Promise<string[]> {
  return (await store.listTree(await store.resolveRevision(revision))).map(({ path }) => path);
}

function lines(changes: readonly TreeChange[]): string[] {
  return changes.map(({ status, path }) => `${status} ${path}`);
}

interface History {
  readonly repository: TestRepository;
  readonly ids: readonly string[];
}

let template: History | undefined;

/** Three commits a day apart, with a branch at the second and tags of both kinds at the first: a copy for each test. */
function history(): History {
  template ??= makeHistory();
  const folder = temporaryFolder();
  cpSync(template.repository.folder, folder, { recursive: true });
  const repository = openTestRepository(folder);
  repository.git('update-index', '-q', '--refresh');
  return { repository, ids: template.ids };
}

function makeHistory(): History {
  const repository = createTestRepository();
  const ids = ['one', 'two', 'three'].map((path, day) => {
    repository.write({ [path]: `${path}\n` });
    return repository.commit(path, day);
  });
  repository.git('branch', 'side/branch', ids[1] ?? '');
  repository.git('tag', 'v1', ids[0] ?? '');
  repository.git('tag', '-a', 'v1-annotated', '-m', 'First', ids[0] ?? '');
  return { repository, ids };
}

describe.each(OPENERS)('$name over a history', ({ name, open }) => {
  it.each([
    ['main', 2],
    ['side/branch', 1],
    ['refs/heads/side/branch', 1],
    ['v1', 0],
    ['v1-annotated', 0],
  ])('resolves %s', async (revision, number) => {
    const { repository, ids } = history();
    const store = await open(repository.folder);
    expect(await store.resolveRevision(revision)).toMatchObject({ commit: ids[number] });
  });

  it('gives the committer time in seconds', async () => {
    const { repository } = history();
    const { committedAt } = await (await open(repository.folder)).resolveRevision('main');
    expect(committedAt).toBe(Date.UTC(2025, 0, 3, 12) / 1000);
  });

  it('gives a time that has a spelling, whatever the commit says', async () => {
    const repository = createTestRepository({ a: 'a\n' });
    const text = repository.git('cat-file', 'commit', 'HEAD');
    for (const [time, expected] of [
      ['99999999999999', 253_402_300_799],
      ['253402300800', 253_402_300_799],
      ['0', 0],
    ] as const) {
      const odd = text.replace(/^(committer .*>) \d+/mu, `$1 ${time}`);
      const commit = repository.gitWithInput(
        `${odd}\n`,
        ...'hash-object -t commit -w --stdin --literally'.split(' '),
      );
      const { committedAt } = await (await open(repository.folder)).resolveRevision(commit);
      expect(committedAt).toBe(expected);
      expect(new Date((committedAt ?? 0) * 1000).toISOString()).toMatch(/^\d{4}-/u);
    }
  });

  it('lists modes as git holds them (G06, G07, G19)', async () => {
    const repository = createTestRepository({ plain: 'p\n', run: 'r\n' });
    symlinkSync('plain', join(repository.folder, 'link'));
    chmodSync(join(repository.folder, 'run'), 0o755);
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
    repository.commit('Modes');
    const store = await open(repository.folder);
    const entries = await store.listTree(await store.resolveRevision('HEAD'));
    expect(entries.map(({ mode, path }) => `${mode} ${path}`)).toEqual([
      '120000 link',
      '100644 plain',
      '100755 run',
    ]);
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
    repository.commitTree(repository.git('write-tree'));
    const again = await open(repository.folder);
    const modules = await again.listTree(await again.resolveRevision('HEAD'));
    expect(modules.map(({ mode, path }) => `${mode} ${path}`)).toContain('160000 module');
  });

  it('tells a change of mode', async () => {
    const repository = createTestRepository({ run: 'r\n' });
    chmodSync(join(repository.folder, 'run'), 0o755);
    repository.commit('Mode');
    const store = await open(repository.folder);
    const base = repository.git('rev-parse', 'HEAD~1');
    const changes = await store.diffTrees(
      await store.resolveRevision(base),
      await store.resolveRevision('HEAD'),
    );
    expect(changes).toMatchObject([
      { status: 'changed', path: 'run', before: { mode: '100644' }, after: { mode: '100755' } },
    ]);
  });

  it('compares a commit with the working tree: edited, new and deleted files (G18)', async () => {
    const repository = createTestRepository({
      same: 's\n',
      edited: 'old\n',
      deleted: 'd\n',
      staged: 'old\n',
    });
    writeFileSync(join(repository.folder, 'edited'), 'new\n');
    writeFileSync(join(repository.folder, 'untracked'), 'u\n');
    writeFileSync(join(repository.folder, 'staged'), 'new\n');
    repository.git('add', 'staged');
    rmSync(join(repository.folder, 'deleted'));
    const store = await open(repository.folder);
    expect(await store.currentRevision()).toEqual(WORKING_TREE);
    const changes = await store.diffTrees(await store.resolveRevision('HEAD'), WORKING_TREE);
    expect(lines(changes)).toEqual([
      'removed deleted',
      'changed edited',
      'changed staged',
      'added untracked',
    ]);
    const entries = await store.listTree(WORKING_TREE);
    expect(entries.map(({ path }) => path)).toEqual(['edited', 'same', 'staged', 'untracked']);
    const contents: string[] = [];
    for await (const blobs of store.readBlobs(entries, 100))
      contents.push(...blobs.map(({ bytes }) => Buffer.from(bytes ?? []).toString('utf8')));
    expect(contents).toEqual(['new\n', 's\n', 'new\n', 'u\n']);
  });

  it('lists the folders of the working tree', async () => {
    const repository = createTestRepository({ 'a/b/c': 'c\n', 'a/d': 'd\n' });
    mkdirSync(join(repository.folder, 'a/new'));
    writeFileSync(join(repository.folder, 'a/new/file'), 'f\n');
    const store = await open(repository.folder);
    const children = await store.listFolders(WORKING_TREE, ['a']);
    expect(children.map(({ mode, path }) => `${mode} ${path}`)).toEqual([
      '040000 a/b',
      '100644 a/d',
      '040000 a/new',
    ]);
  });

  it('reads the registry of a folder, and nothing where the folder did not exist yet', async () => {
    const repository = createTestRepository({ 'README.md': 'r\n' });
    repository.write({ 'sub/registry.yaml': 'x\n' });
    repository.commit('Sub');
    const store = await open(join(repository.folder, 'sub'));
    expect(await pathsAt(store, 'HEAD')).toEqual(['registry.yaml']);
    const first = await store.resolveRevision(repository.git('rev-parse', 'HEAD~1'));
    expect(first.tree).toBeNull();
    expect(await store.listTree(first)).toEqual([]);
    expect(lines(await store.diffTrees(first, await store.resolveRevision('HEAD')))).toEqual([
      'added registry.yaml',
    ]);
    if (name === 'GitStore') expect((await store.currentRevision()).commit).not.toBeNull();
  });
});

describe.each(OPENERS)('$name by date', ({ open }) => {
  it.each([
    ['2025-01-01', 0],
    ['2025-01-02', 1],
    ['2025-01-02T11:59:59Z', 0],
    ['2025-01-02T12:00:00Z', 1],
    ['2030-12-31', 2],
  ])('resolves %s', async (revision, number) => {
    const { repository, ids } = history();
    const store = await open(repository.folder);
    expect(await store.resolveRevision(revision)).toMatchObject({ commit: ids[number] });
  });

  it('knows no revision before the first commit', async () => {
    const { repository } = history();
    const store = await open(repository.folder);
    for (const date of ['2024-12-31', '2025-02-30T00:00Z', '2025-13-01'])
      await expect(store.resolveRevision(date)).rejects.toMatchObject({ code: 'HYPER_REVISION_UNKNOWN' });
    await expect(store.resolveRevision('2024-12-31')).rejects.toMatchObject({
      hint: expect.stringContaining('when it began') as string,
    });
  });
});

describe('GitStore', () => {
  it('says of a HEAD without its branch how to set it', async () => {
    const { repository } = history();
    const bare = cloneBare(repository);
    repository.git('--git-dir', bare, 'symbolic-ref', 'HEAD', 'refs/heads/absent');
    const store = await openGitStore(bare);
    await expect(store.currentRevision()).rejects.toMatchObject({
      code: 'HYPER_REVISION_UNKNOWN',
      hint: expect.stringContaining('symbolic-ref') as string,
    });
  });

  it.each([
    ['HEAD~2', 0],
    ['main^', 1],
    ['main@{0}', 2],
  ])('resolves %s', async (revision, number) => {
    const { repository, ids } = history();
    const store = await openGitStore(repository.folder);
    expect(await store.resolveRevision(revision)).toMatchObject({ commit: ids[number] });
  });

  it('calls a clean working tree by its commit, and one that differs by none', async () => {
    const { repository, ids } = history();
    expect(await (await openGitStore(repository.folder)).currentRevision()).toMatchObject({ commit: ids[2] });
    writeFileSync(join(repository.folder, 'one'), 'other\n');
    expect(await (await openGitStore(repository.folder)).currentRevision()).toEqual(WORKING_TREE);
  });

  it('leaves out what git ignores, and files outside the registry', async () => {
    const repository = createTestRepository({ '.gitignore': '*.tmp\n', 'sub/registry.yaml': 'x\n' });
    writeFileSync(join(repository.folder, 'sub/scratch.tmp'), 'x');
    writeFileSync(join(repository.folder, 'beside'), 'x');
    const store = await openGitStore(join(repository.folder, 'sub'));
    expect((await store.currentRevision()).commit).not.toBeNull();
    writeFileSync(join(repository.folder, 'sub/new'), 'x');
    const dirty = await openGitStore(join(repository.folder, 'sub'));
    expect((await dirty.listTree(WORKING_TREE)).map(({ path }) => path)).toEqual(['new', 'registry.yaml']);
  });

  it('reads the working tree of a repository without commits', async () => {
    const repository = createTestRepository();
    repository.write({ 'registry.yaml': 'x\n', 'a/b': 'y\n' });
    const store = await openGitStore(repository.folder);
    expect(await store.currentRevision()).toEqual(WORKING_TREE);
    expect((await store.listTree(WORKING_TREE)).map(({ path }) => path)).toEqual(['a/b', 'registry.yaml']);
  });

  it('reads a linked worktree', async () => {
    const { repository, ids } = history();
    const linked = join(repository.folder, '../', `${repository.folder.split('/').at(-1) ?? ''}-linked`);
    repository.git('worktree', 'add', '-q', linked, 'side/branch');
    try {
      const store = await openGitStore(linked);
      expect(await store.currentRevision()).toMatchObject({ commit: ids[1] });
      expect(await pathsAt(store, 'HEAD')).toEqual(['one', 'two']);
    } finally {
      rmSync(linked, { recursive: true });
    }
  });
});

describe.each(OPENERS)('$name and a name that is a date', ({ open }) => {
  it.each(['tag', 'branch'])(
    'refuses a day that is also a %s, and reads either when told which',
    async (kind) => {
      const { repository, ids } = history();
      repository.git('branch', '2026-01-03/fix', ids[0] ?? '');
      const day = '2026-01-02';
      repository.git(kind, day, ids[2] ?? '');
      const store = await open(repository.folder);
      await expect(store.resolveRevision(day)).rejects.toMatchObject({ code: 'HYPER_REVISION_AMBIGUOUS' });
      const ref = `refs/${kind === 'tag' ? 'tags' : 'heads'}/${day}`;
      expect(await store.resolveRevision(ref)).toMatchObject({ commit: ids[2] });
      expect((await store.resolveRevision(`${day}T23:59:59Z`)).commit).toBe(
        (await store.resolveRevision('2026-01-02T23:59Z')).commit,
      );
      expect((await store.resolveRevision('2026-01-03')).commit).toBeDefined();
    },
  );
});

describe.each(OPENERS)('$name in a linked working tree', ({ open }) => {
  it('reads the commits of the repository and the HEAD of its own', async () => {
    const { repository, ids } = history();
    const linked = join(temporaryFolder(), 'linked');
    repository.git('worktree', 'add', '-q', linked, 'side/branch');
    const store = await open(linked);
    expect(await store.resolveRevision('HEAD')).toMatchObject({ commit: ids[1] });
    expect(await store.resolveRevision('main')).toMatchObject({ commit: ids[2] });
    expect(await pathsAt(store, 'HEAD')).toEqual(['one', 'two']);
    const detached = join(temporaryFolder(), 'detached');
    repository.git('worktree', 'add', '-q', '--detach', detached, 'v1');
    expect(await pathsAt(await open(detached), 'HEAD')).toEqual(['one']);
  });

  it('says so where the repository has gone', async () => {
    const { repository } = history();
    const linked = join(temporaryFolder(), 'linked');
    repository.git('worktree', 'add', '-q', linked, 'side/branch');
    renameSync(repository.folder, `${repository.folder}-moved`);
    try {
      await expect(open(linked)).rejects.toMatchObject({ code: 'HYPER_GIT_FAILED' });
    } finally {
      renameSync(`${repository.folder}-moved`, repository.folder);
    }
  });
});
