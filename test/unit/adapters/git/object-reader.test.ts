import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ObjectReader } from '../../../../src/adapters/git/index.ts';
import { ObjectTrees } from '../../../../src/adapters/git/object-trees.ts';
import { createTestRepository, testGitEnvironment } from '../../../build/git-repository.ts';
import type { TestRepository } from '../../../build/git-repository.ts';

const MIB = 1024 * 1024;

function readerOf(repository: { readonly folder: string }): ObjectReader {
  return new ObjectReader({ folder: repository.folder, environment: testGitEnvironment() });
}

async function textOf(reader: ObjectReader, name: string): Promise<string | undefined> {
  return (await reader.read(name, MIB))?.bytes?.toString('utf8');
}

describe('a reader of single objects', () => {
  it('answers many questions at once in their order, and says which objects there are not', async () => {
    const repository = createTestRepository();
    const texts = Array.from({ length: 300 }, (_, number) => `${number}\n`.repeat(number));
    const reader = readerOf(repository);
    const names = texts.flatMap((text) => [repository.blob(text), '0'.repeat(40)]).slice(0, 60);
    const answers = await Promise.all(names.map((name) => textOf(reader, name)));
    expect(answers).toEqual(names.map((_, index) => (index % 2 === 0 ? texts[index / 2] : undefined)));
  });

  it('tells the size of what is larger than it may be, and reads what stands behind it (G14)', async () => {
    const repository = createTestRepository();
    const [small, over, far] = ['small', 'o'.repeat(MIB + 1), 'f'.repeat(12 * MIB)].map((text) =>
      repository.blob(text),
    );
    const reader = readerOf(repository);
    const answers = await Promise.all(
      [over, small, far, small, over].map((oid) => reader.read(oid ?? '', MIB)),
    );
    expect(answers.map((answer) => [answer?.size, answer?.bytes?.length])).toEqual([
      [MIB + 1, undefined],
      [5, 5],
      [12 * MIB, undefined],
      [5, 5],
      [MIB + 1, undefined],
    ]);
  });

  it('goes on after the process of git was lost while at rest', async () => {
    const repository = createTestRepository({ 'a.txt': 'one' });
    const reader = readerOf(repository);
    expect(await textOf(reader, 'HEAD:a.txt')).toBe('one');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await textOf(reader, 'HEAD:a.txt')).toBe('one');
  });

  it('passes on what git says where there is no repository, and where there is no git', async () => {
    const nowhere = { folder: '/' };
    await expect(readerOf(nowhere).read('HEAD', MIB)).rejects.toMatchObject({ code: 'HYPER_GIT_FAILED' });
    const reader = new ObjectReader({ folder: '/', environment: { PATH: '/nowhere' } });
    await expect(reader.read('HEAD', MIB)).rejects.toMatchObject({
      code: 'HYPER_GIT_MISSING',
      hint: expect.stringContaining('install git') as string,
    });
  });
});

describe('trees read one by one', () => {
  function treeOf(repository: TestRepository, files: Readonly<Record<string, string>>): string {
    repository.git('rm', '-rq', '--ignore-unmatch', '.');
    repository.write(files);
    repository.commit('Next');
    return repository.git('rev-parse', 'HEAD^{tree}');
  }

  it('differ as git diff-tree says, whatever became of files and folders', async () => {
    const repository = createTestRepository({ start: '' });
    const trees = new ObjectTrees(readerOf(repository));
    const path = fc.array(fc.constantFrom('a', 'a-b', 'a.b', 'b', 'é'), { minLength: 1, maxLength: 3 });
    const file = fc.tuple(path, fc.constantFrom('1', '2'));
    const tree = fc.array(file, { minLength: 1, maxLength: 8 }).map((files) => {
      const kept = new Map(files.map(([steps, text]) => [steps.join('/'), text]));
      for (const name of kept.keys())
        for (const other of kept.keys()) if (other.startsWith(`${name}/`)) kept.delete(other);
      return Object.fromEntries(kept);
    });
    await fc.assert(
      fc.asyncProperty(tree, tree, async (left, right) => {
        const [before, after] = [treeOf(repository, left), treeOf(repository, right)];
        const changes = await trees.diff(before, after);
        const git = repository.git('diff-tree', '-r', '--no-renames', '--name-status', '-z', before, after);
        const words = { added: 'A', removed: 'D', changed: 'M' };
        const ours = changes.map(({ status, path: name }) => `${words[status]}\0${name}\0`).join('');
        expect(ours).toBe(git);
      }),
      { numRuns: 25 },
    );
  });

  it('are refused where their bytes are no tree', async () => {
    const repository = createTestRepository();
    const oid = repository.gitWithInput(
      '100644 cut',
      'hash-object',
      '-w',
      '-t',
      'tree',
      '--literally',
      '--stdin',
    );
    const trees = new ObjectTrees(readerOf(repository));
    await expect(trees.listFolders(oid, [''])).rejects.toMatchObject({ code: 'HYPER_OBJECT_CORRUPT' });
    await expect(trees.listFolders('0'.repeat(40), [''])).rejects.toMatchObject({
      code: 'HYPER_OBJECT_CORRUPT',
    });
  });
});
