import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadChangeSet, loadSnapshot } from '../../src/registry/index.ts';
import { createTestRepository } from '../build/git-repository.ts';
import type { RawEntry, TestRepository } from '../build/git-repository.ts';
import { releasePath, releaseText, smallRegistry } from '../build/manifests.ts';
import { findingsOf, validateFolder } from '../build/registry-context.ts';
import { openGitStore } from '../contract/open-stores.ts';

async function findingsAtHead({ folder }: TestRepository): Promise<(string | number)[][]> {
  return findingsOf(await validateFolder(folder, { at: 'HEAD' }));
}

/** What a pull request of the last commit is checked for; what came before it is tagged. */
const CHANGED = { at: 'HEAD', changedSince: 'base' };

/** Puts one more entry, whatever its name, beside the files of the small registry. */
function repositoryWith(...entries: readonly Omit<RawEntry, 'oid'>[]): TestRepository {
  const repository = createTestRepository(smallRegistry());
  repository.git('rm', '-q', 'README.md');
  repository.commit('All names folded');
  repository.git('tag', 'base');
  const root = repository.git('ls-tree', '-z', 'HEAD').split('\0').filter(Boolean);
  const known = root.map((line): RawEntry => {
    const [head = '', name = ''] = line.split('\t');
    const [mode = '', type, oid = ''] = head.split(' ');
    return { mode, type: type === 'tree' ? 'tree' : 'blob', oid, name };
  });
  const blob = repository.blob('x\n');
  const tree = repository.rawTree([{ mode: '100644', type: 'blob', oid: blob, name: 'x' }]);
  const hostile = entries.map((entry) => ({ ...entry, oid: entry.type === 'tree' ? tree : blob }));
  repository.commitTree(repository.rawTree([...known, ...hostile]));
  return repository;
}

describe('symbolic links', () => {
  it('are refused by mode and never followed, wherever they lead (G06)', async () => {
    const repository = createTestRepository(smallRegistry());
    const links = { passwd: '/etc/passwd', up: '..', folder: 'namespaces', chain: 'passwd', self: 'self' };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(repository.folder, name));
    symlinkSync('parser', join(repository.folder, 'namespaces/org/acme/lexer'));
    const expected = ['chain', 'folder', 'namespaces/org/acme/lexer', 'passwd', 'self', 'up'].map((path) => [
      'HYPER_TREE_SYMLINK',
      path,
    ]);
    expect(findingsOf(await validateFolder(repository.folder))).toEqual(expected);
    repository.commit('Links');
    expect(await findingsAtHead(repository)).toEqual(expected);
  });

  it('do not stand for a manifest (G06)', async () => {
    const repository = createTestRepository(smallRegistry());
    const target = repository.blob('/etc/passwd');
    const path = 'namespaces/org/acme/namespace.yaml';
    repository.git('update-index', '--cacheinfo', `120000,${target},${path}`);
    repository.commitTree(repository.git('write-tree'));
    expect(await findingsAtHead(repository)).toEqual([['HYPER_TREE_SYMLINK', path]]);
    const store = await openGitStore(repository.folder);
    const { namespaces } = await loadSnapshot(store, await store.resolveRevision('HEAD'));
    expect([...namespaces.keys()]).toEqual(['org.acme.tools']);
  });
});

describe('submodules', () => {
  it('are refused, with whatever .gitmodules says of them (G07)', async () => {
    const repository = createTestRepository(smallRegistry());
    repository.write({ '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = -u./payload\n' });
    repository.git('add', '-A');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},namespaces/org/acme/x`);
    repository.commitTree(repository.git('write-tree'));
    expect(await findingsAtHead(repository)).toEqual([['HYPER_TREE_SUBMODULE', 'namespaces/org/acme/x']]);
  });
});

describe('names that only an object can hold', () => {
  it.each([
    ['..', 'HYPER_PATH_TRAVERSAL'],
    ['.', 'HYPER_PATH_TRAVERSAL'],
    ['.git', 'HYPER_PATH_GIT_TWIN'],
    ['.GIT', 'HYPER_PATH_GIT_TWIN'],
    ['git~1', 'HYPER_PATH_GIT_TWIN'],
    ['.git ', 'HYPER_PATH_GIT_TWIN'],
    ['.git::$INDEX_ALLOCATION', 'HYPER_PATH_GIT_TWIN'],
    ['.g\u00e2\u0080\u008cit', 'HYPER_PATH_GIT_TWIN'],
    ['a\\b', 'HYPER_PATH_CHARACTER'],
    ['c:x', 'HYPER_PATH_CHARACTER'],
    ['tail.', 'HYPER_PATH_EDGE'],
    ['tail ', 'HYPER_PATH_EDGE'],
    ['con', 'HYPER_PATH_DEVICE_NAME'],
    ['COM1.txt', 'HYPER_PATH_DEVICE_NAME'],
    ['line\nbreak', 'HYPER_PATH_CHARACTER'],
    ['bell\u0007', 'HYPER_PATH_CHARACTER'],
    ['\u00e2\u0080\u00aeevil', 'HYPER_PATH_CHARACTER'],
    ['-rf', 'HYPER_PATH_EDGE'],
    ['*', 'HYPER_PATH_CHARACTER'],
    [':(top)x', 'HYPER_PATH_CHARACTER'],
    ['gr\u00f6\u00dfe', 'HYPER_TREE_ENCODING'],
  ])('%j is refused as a file and as a folder (G08, G10)', async (name, code) => {
    const asFile = await findingsAtHead(repositoryWith({ mode: '100644', type: 'blob', name }));
    expect(asFile.map(([found]) => found)).toEqual([code]);
    const asFolder = await findingsAtHead(repositoryWith({ mode: '040000', type: 'tree', name }));
    expect(asFolder.map(([found]) => found)).toContain(code);
  });

  it('a name that holds a slash is refused or is the path that it spells (G08)', async () => {
    const repository = repositoryWith({ mode: '100644', type: 'blob', name: 'namespaces/org/acme/evil' });
    expect((await findingsAtHead(repository)).map(([code]) => code)).toEqual(['HYPER_LAYOUT_FOREIGN']);
  });

  it('a name that holds a slash is refused where a change brings it (G08)', async () => {
    for (const type of ['blob', 'tree'] as const) {
      const mode = type === 'blob' ? '100644' : '040000';
      const repository = repositoryWith({ mode, type, name: 'namespaces/org/acme/evil' });
      const found = findingsOf(await validateFolder(repository.folder, CHANGED));
      const path = 'namespaces\\x2forg\\x2facme\\x2fevil';
      expect(found).toEqual([[type === 'blob' ? 'HYPER_TREE_ENCODING' : 'HYPER_PATH_CHARACTER', path]]);
    }
  });

  it('a name that stands twice in one tree is refused (G09)', async () => {
    const repository = repositoryWith(
      { mode: '100644', type: 'blob', name: 'registry.yaml' },
      { mode: '100644', type: 'blob', name: 'notes' },
      { mode: '040000', type: 'tree', name: 'notes' },
    );
    const found = (await findingsAtHead(repository)).filter(([code]) => code === 'HYPER_TREE_TWINS');
    expect(found).toEqual([
      ['HYPER_TREE_TWINS', 'notes'],
      ['HYPER_TREE_TWINS', 'registry.yaml'],
    ]);
  });

  it('folders that fold together are refused (G09)', async () => {
    const repository = createTestRepository(smallRegistry());
    for (const path of ['docs/Guide/a', 'docs/guide/b', 'menu/caf\u00e9/a', 'menu/cafe\u0301/b']) {
      repository.git('update-index', '--add', '--cacheinfo', `100644,${repository.blob('x\n')},${path}`);
    }
    repository.commitTree(repository.git('write-tree'));
    expect(await findingsAtHead(repository)).toEqual([
      ['HYPER_TREE_TWINS', 'docs/guide'],
      ['HYPER_TREE_TWINS', 'menu/caf\u00e9'],
    ]);
  });
});

describe('pathspecs', () => {
  it('in file names match nothing but themselves (G10)', async () => {
    const folders = ['*', ':(top)', ':!x', '-z', '[a-z]*', '\\', 'q?'];
    const files = Object.fromEntries(folders.map((folder) => [`${folder}/own`, 'x\n']));
    const repository = createTestRepository({ ...smallRegistry(), ...files });
    const store = await openGitStore(repository.folder);
    const head = await store.resolveRevision('HEAD');
    for (const folder of folders) {
      const children = await store.listFolders(head, [folder]);
      expect(children.map(({ path }) => path)).toEqual([`${folder}/own`]);
    }
  });
});

describe('modes', () => {
  it('that git does not know are refused outside of the registry too, where programs may stand (G19)', async () => {
    for (const mode of ['100755', '100664', '100600']) {
      const repository = repositoryWith({ mode, type: 'blob', name: 'notes' });
      const found = findingsOf(await validateFolder(repository.folder, CHANGED));
      expect(found).toEqual(mode === '100755' ? [] : [['HYPER_TREE_MODE', 'notes']]);
    }
  });

  it('of data are refused or read as a plain file, with the same bytes (G19)', async () => {
    const path = releasePath('org.acme/parser', '1.0.0');
    for (const mode of ['100755', '100664', '100600']) {
      const repository = createTestRepository(smallRegistry());
      repository.git('tag', 'base');
      const blob = repository.blob(releaseText('org.acme/parser', '1.0.0'));
      const folder = repository.git('ls-tree', 'HEAD', 'namespaces/org/acme/parser/').split('\n');
      const entries = folder.map((line): RawEntry => {
        const [head = '', full = ''] = line.split('\t');
        const [old = '', , oid = ''] = head.split(' ');
        const name = full.split('/').at(-1) ?? '';
        return { mode: full === path ? mode : old, type: 'blob', oid: full === path ? blob : oid, name };
      });
      const tree = repository.rawTree(entries);
      repository.git('read-tree', 'HEAD');
      const acme = graft(repository, ['namespaces', 'org', 'acme', 'parser'], tree);
      repository.commitTree(acme);
      const found = await findingsAtHead(repository);
      expect(found).toEqual(mode === '100755' ? [['HYPER_TREE_MODE', path]] : []);
      const changed = findingsOf(await validateFolder(repository.folder, CHANGED));
      expect(changed).toEqual([['HYPER_TREE_MODE', path]]);
      const store = await openGitStore(repository.folder);
      const listed = await store.listTree(await store.resolveRevision('HEAD'));
      expect(listed.find((entry) => entry.path === path)?.oid).toBe(blob);
    }
  });
});

describe('renames', () => {
  it("of another owner's file are a removal and an addition, whatever git is told (C16)", async () => {
    const repository = createTestRepository(smallRegistry());
    repository.git('config', 'diff.renames', 'copies');
    const from = 'namespaces/org/acme/tools/runner';
    repository.git('mv', from, 'namespaces/org/acme/runner');
    repository.commit('Take over');
    const store = await openGitStore(repository.folder);
    const changes = await loadChangeSet(
      store,
      await store.resolveRevision('HEAD~1'),
      await store.resolveRevision('HEAD'),
    );
    expect(changes.map(({ status, path }) => `${status} ${path}`)).toEqual([
      'added namespaces/org/acme/runner/2.0.0.yaml',
      `removed ${from}/2.0.0.yaml`,
    ]);
  });
});

/** Replaces the tree at the end of a path by another and returns the new root. */
function graft(repository: TestRepository, path: readonly string[], tree: string): string {
  const [first = '', ...rest] = path;
  return replaceIn('HEAD^{tree}', first, rest);

  function replaceIn(root: string, name: string, deeper: readonly string[]): string {
    const lines = repository.git('ls-tree', root).split('\n');
    const entries = lines.map((line): RawEntry => {
      const [head = '', own = ''] = line.split('\t');
      const [mode = '', type, oid = ''] = head.split(' ');
      const [next, ...others] = deeper;
      const isOnPath = own === name;
      const replaced = !isOnPath ? oid : next === undefined ? tree : replaceIn(oid, next, others);
      return { mode, type: type === 'tree' ? 'tree' : 'blob', oid: replaced, name: own };
    });
    return repository.rawTree(entries);
  }
}
