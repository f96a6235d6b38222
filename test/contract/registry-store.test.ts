import { describe, expect, it } from 'vitest';
import type { Blob, RegistryStore, TreeEntry } from '../../src/registry/index.ts';
import { STORE_KINDS } from './open-stores.ts';

const BYTE_ORDER = ['a', 'a-b/x', 'a.b', 'a/b', 'aB', 'a_', 'ab', 'aé', 'a\u{ff5e}', 'a\u{1f600}'];

function filesOf(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, `${path}\n`]));
}

async function readAll(
  store: RegistryStore,
  entries: readonly TreeEntry[],
  maxBytes = 1_000_000,
): Promise<Blob[]> {
  const blobs: Blob[] = [];
  for await (const batch of store.readBlobs(entries, maxBytes)) blobs.push(...batch);
  return blobs;
}

function texts(blobs: readonly Blob[]): (string | undefined)[] {
  return blobs.map(({ bytes }) => (bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8')));
}

function textsOf(blobs: readonly Blob[]): (string | undefined)[] {
  return texts(blobs).map((text) => text?.trim());
}

describe.each(STORE_KINDS)('$name', ({ open }) => {
  it('lists a tree in byte order of paths, whatever the order of code units', async () => {
    const paths = BYTE_ORDER.filter((path) => path !== 'a');
    const { store } = await open([filesOf(paths.toReversed())]);
    const entries = await store.listTree(await store.resolveRevision('HEAD'));
    const byBytes = [...paths].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
    expect(entries.map(({ path }) => path)).toEqual(byBytes);
    expect(entries.every(({ mode, oid, isUtf8 }) => mode === '100644' && oid.length === 40 && isUtf8)).toBe(
      true,
    );
  });

  it('lists each state of the history by its commit', async () => {
    const { store, commits } = await open([filesOf(['a', 'b']), filesOf(['b', 'c'])]);
    const listed = await Promise.all(
      commits.map(async (commit) =>
        (await store.listTree(await store.resolveRevision(commit))).map(({ path }) => path),
      ),
    );
    expect(listed).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
  });

  it('lists the direct children of folders, and nothing for a folder that is absent', async () => {
    const { store } = await open([
      filesOf(['x.yaml', 'n/o/namespace.yaml', 'n/o/p/1.yaml', 'n/q.md', 'z/y']),
    ]);
    const head = await store.resolveRevision('HEAD');
    const children = async (...folders: string[]): Promise<string[]> =>
      (await store.listFolders(head, folders)).map(({ mode, path }) => `${mode} ${path}`);
    expect(await children('')).toEqual(['040000 n', '100644 x.yaml', '040000 z']);
    expect(await children('n', 'z')).toEqual(['040000 n/o', '100644 n/q.md', '100644 z/y']);
    expect(await children('absent', 'n/o/p')).toEqual(['100644 n/o/p/1.yaml']);
    expect(await children()).toEqual([]);
  });

  it('reads contents in the order asked for, twice where asked twice', async () => {
    const { store } = await open([{ empty: '', line: 'line\n', bare: 'no newline', two: '\n\n' }]);
    const entries = await store.listTree(await store.resolveRevision('HEAD'));
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    const wanted = ['two', 'empty', 'line', 'bare', 'line'].flatMap((path) => byPath.get(path) ?? []);
    const blobs = await readAll(store, wanted);
    expect(texts(blobs)).toEqual(['\n\n', '', 'line\n', 'no newline', 'line\n']);
    expect(blobs.map(({ size }) => size)).toEqual([2, 0, 5, 10, 5]);
    expect(await readAll(store, [])).toEqual([]);
  });

  it('gives blobs over the limit without bytes and goes on behind them', async () => {
    const { store } = await open([
      { a: 'small', b: 'x'.repeat(11), c: 'y'.repeat(10), d: 'z'.repeat(9 * 1024 * 1024), e: 'end' },
    ]);
    const entries = await store.listTree(await store.resolveRevision('HEAD'));
    const blobs = await readAll(store, entries, 10);
    expect(texts(blobs)).toEqual(['small', undefined, 'y'.repeat(10), undefined, 'end']);
    expect(blobs.map(({ size }) => size)).toEqual([5, 11, 10, 9 * 1024 * 1024, 3]);
  });

  it('reads many blobs that lie across the chunks of a stream', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, number) => [
        `f${String(number).padStart(3, '0')}`,
        `${number}`.repeat(number * 13),
      ]),
    );
    const { store } = await open([many]);
    const blobs = await readAll(store, await store.listTree(await store.resolveRevision('HEAD')));
    expect(texts(blobs)).toEqual(Object.values(many));
  });

  it('tells what was added, changed and removed, a rename as both (C16)', async () => {
    const { store, commits } = await open([
      { kept: 'k\n', changed: 'old\n', removed: 'r\n', 'org/old-name': 'the same\n' },
      { kept: 'k\n', changed: 'new\n', added: 'a\n', 'org/new-name': 'the same\n' },
    ]);
    const [base = '', head = ''] = commits;
    const changes = await store.diffTrees(
      await store.resolveRevision(base),
      await store.resolveRevision(head),
    );
    expect(changes.map(({ status, path }) => `${status} ${path}`)).toEqual([
      'added added',
      'changed changed',
      'added org/new-name',
      'removed org/old-name',
      'removed removed',
    ]);
    const changed = changes[1];
    expect(changed?.before?.oid).not.toBe(changed?.after?.oid);
    expect(changes[2]).not.toHaveProperty('before');
    expect(changes[3]).not.toHaveProperty('after');
  });

  it('tells the first-parent line of a commit, the oldest first', async () => {
    const { store, commits } = await open([filesOf(['a']), filesOf(['b']), filesOf(['c'])]);
    const [first = '', second = ''] = commits;
    expect(await store.firstParents(commits[2] ?? '')).toEqual(commits);
    expect(await store.firstParents(second)).toEqual([first, second]);
    expect(await store.firstParents(first)).toEqual([first]);
  });

  it('lists the versions of files up to a revision, newest first, each content once', async () => {
    const { store, commits } = await open([
      { a: '1\n', 'n/b': 'b\n' },
      { a: '2\n', 'n/b': 'b\n' },
      { a: '1\n', 'n/b': 'b\n' },
      { a: '3\n', 'n/b': 'c\n' },
    ]);
    const contents = async (at: string, most: number): Promise<unknown> => {
      const { byPath: versions, cut } = await store.listVersions(
        await store.resolveRevision(at),
        ['a', 'n/b', 'absent'],
        most,
      );
      const texts = [...versions].map(async ([path, entries]) => [
        path,
        textsOf(await readAll(store, entries)),
      ]);
      const byPath = Object.fromEntries((await Promise.all(texts)) as [string, string[]][]);
      return cut === undefined ? byPath : { ...byPath, cut };
    };
    expect(await contents('HEAD', 64)).toEqual({ a: ['3', '1', '2'], 'n/b': ['c', 'b'], absent: [] });
    expect(await contents(commits[1] ?? '', 64)).toEqual({ a: ['2', '1'], 'n/b': ['b'], absent: [] });
    expect(await contents('HEAD', 2)).toEqual({ a: ['3', '1'], 'n/b': ['c', 'b'], absent: [], cut: 'long' });
  });

  it('tells no change between a revision and itself', async () => {
    const { store } = await open([filesOf(['a', 'b/c'])]);
    const head = await store.resolveRevision('HEAD');
    expect(await store.diffTrees(head, head)).toEqual([]);
  });

  it('resolves HEAD, whole and shortened ids', async () => {
    const { store, commits } = await open([filesOf(['a']), filesOf(['b'])]);
    const [first = '', second = ''] = commits;
    expect(await store.resolveRevision('HEAD')).toMatchObject({ commit: second });
    expect(await store.resolveRevision(first)).toMatchObject({ commit: first });
    expect(await store.resolveRevision(first.slice(0, 12))).toMatchObject({ commit: first });
    expect((await store.resolveRevision('HEAD')).tree).toMatch(/^[0-9a-f]{40}$/u);
  });

  it.each([
    'nothing-of-that-name',
    '0123456789abcdef0123456789abcdef01234567',
    '--upload-pack=touch /tmp/canary',
    '--output=canary',
    '-x',
    'ext::sh -c canary',
    'HEAD..main',
    '^HEAD',
    ':/State',
    'HEAD:a',
    'main\n--all',
    '',
  ])('refuses the revision %j (G15)', async (revision) => {
    const { store } = await open([filesOf(['a'])]);
    await expect(store.resolveRevision(revision)).rejects.toMatchObject({ code: 'HYPER_REVISION_UNKNOWN' });
  });

  it('says that a blob is not there rather than leaving it out (G17)', async () => {
    const { store } = await open([filesOf(['a'])]);
    const absent = {
      mode: '100644',
      oid: '0123456789abcdef0123456789abcdef01234567',
      path: 'a',
      isUtf8: true,
    };
    await expect(readAll(store, [absent])).rejects.toMatchObject({ code: 'HYPER_OBJECT_CORRUPT' });
  });

  it('says that there is no commit in an empty repository', async () => {
    const { store } = await open([]);
    await expect(store.resolveRevision('HEAD')).rejects.toMatchObject({ code: 'HYPER_REPOSITORY_EMPTY' });
  });
});
