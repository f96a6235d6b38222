import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openRegistry } from '../../../../src/adapters/registry/index.ts';
import type { OpenedRegistry } from '../../../../src/operations/index.ts';
import { cloneBare, createTestRepository, testGitEnvironment } from '../../../build/git-repository.ts';
import { smallRegistry } from '../../../build/manifests.ts';
import { testFacts } from '../../../build/registry-context.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

/** A bare repository with a registry in each of the folders. */
function repositoryWith(...folders: readonly string[]): string {
  const files = folders.flatMap((folder) =>
    Object.entries(smallRegistry()).map(([path, text]) => [`${folder}${path}`, text] as const),
  );
  return cloneBare(createTestRepository({ OUTSIDE: 'Several things.\n', ...Object.fromEntries(files) }));
}

async function open(place: string, fetched?: string): Promise<OpenedRegistry & { readonly asked: string[] }> {
  const asked: string[] = [];
  const opened = await openRegistry(place, {
    ...testFacts(temporaryFolder(), testGitEnvironment()),
    isWorkingTree: false,
    fetchRemote: (address) => {
      asked.push(address);
      return Promise.resolve(fetched ?? '');
    },
  });
  return { ...opened, asked };
}

async function rootFilesOf({ store }: OpenedRegistry): Promise<string[]> {
  const entries = await store.listTree(await store.resolveRevision('HEAD'));
  return entries.map(({ path }) => path).filter((path) => !path.includes('/'));
}

const ADDRESS = 'https://git.example.org/acme.git';

describe('a registry of another machine', () => {
  it.each([
    ['at the root, beside others', ['', 'demo/'], ADDRESS, ['OUTSIDE', 'README.md', 'registry.yaml']],
    [
      'in the only folder that holds one',
      ['deep/registry-example/'],
      ADDRESS,
      ['README.md', 'registry.yaml'],
    ],
    ['in the folder that is named', ['one/', 'two/'], `${ADDRESS}#two`, ['README.md', 'registry.yaml']],
    [
      'in the folder that is named with a slash',
      ['one/', 'two/'],
      `${ADDRESS}#two/`,
      ['README.md', 'registry.yaml'],
    ],
    [
      'at the root where that is named',
      ['', 'demo/'],
      `${ADDRESS}#`,
      ['OUTSIDE', 'README.md', 'registry.yaml'],
    ],
  ])('is found %s', async (_where, folders, place, expected) => {
    const opened = await open(place, repositoryWith(...folders));
    expect(await rootFilesOf(opened)).toEqual(expected);
    expect(opened).toMatchObject({ asked: [ADDRESS], label: place });
  });

  it('is asked for by name where the repository holds several, the nearest first', async () => {
    const folders = ['test/fixtures/a/', 'test/fixtures/b/', 'test/c/', 'example/', 'x/d/', 'x/e/', 'x/f/'];
    await expect(open(ADDRESS, repositoryWith(...folders))).rejects.toMatchObject({
      code: 'HYPER_REGISTRY_MISSING',
      message:
        'the repository holds 7 registries, and none at its root: "example", "test/c", "x/d", "x/e", "x/f" and 2 more',
      hint: "name its folder after a #, in quotes: --registry 'ADDRESS#example'",
    });
  });

  it.each(['#..', '#a/../b', '#/a', '#a//b', '#a\\b', '#a:b', '#a\nb'])(
    'is not looked for in "%s" (G15)',
    async (ending) => {
      await expect(open(`${ADDRESS}${ending}`)).rejects.toMatchObject({ code: 'HYPER_REMOTE_ADDRESS' });
    },
  );
});

it('finds the registry of a bare repository below its root', async () => {
  expect(await rootFilesOf(await open(repositoryWith('registry-example/')))).toEqual([
    'README.md',
    'registry.yaml',
  ]);
});

it('leaves it to the reader where a bare repository holds none', async () => {
  const bare = cloneBare(createTestRepository({ 'README.md': 'Nothing.\n' }));
  expect(await rootFilesOf(await open(bare))).toEqual(['README.md']);
  expect(await rootFilesOf(await open(`${pathToFileURL(bare).href}#gone`, bare))).toEqual([]);
});
