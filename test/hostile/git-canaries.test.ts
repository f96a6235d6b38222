import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { openRegistryFiles } from '../../src/adapters/registry/index.ts';
import { HyperError, digestOf } from '../../src/core/index.ts';
import { namespaceList, registryList, versionYank } from '../../src/operations/index.ts';
import { createTestRepository, testGitEnvironment } from '../build/git-repository.ts';
import { namespaceText, releasePath, smallRegistry } from '../build/manifests.ts';
import { testContext, validateFolder } from '../build/registry-context.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { createWriteWorld } from '../build/write-world.ts';
import { openGitStore } from '../contract/open-stores.ts';

const HOOKS = [
  'post-index-change',
  'post-checkout',
  'pre-commit',
  'reference-transaction',
  'fsmonitor-watchman',
];

/** A program that leaves a mark beside itself, and what the marks say. */
function plantCanary(): { program: string; fired: () => string } {
  const folder = temporaryFolder();
  const program = join(folder, 'canary.sh');
  const mark = join(folder, 'fired');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${mark}'\ncat\n`);
  chmodSync(program, 0o755);
  return { program, fired: () => (existsSync(mark) ? readFileSync(mark, 'utf8') : '') };
}

/** Configuration in which every setting that may start a program starts the canary. */
function hostileConfiguration(program: string): string {
  return `
[core]
	fsmonitor = ${program}
	hooksPath = hooks
	pager = ${program}
	editor = ${program}
	sshCommand = ${program}
	askPass = ${program}
	gitProxy = ${program}
	alternateRefsCommand = ${program}
[diff]
	external = ${program}
[diff "canary"]
	textconv = ${program}
	command = ${program}
	cachetextconv = false
[filter "canary"]
	clean = ${program}
	smudge = ${program}
	required = true
[filter "Other.Name"]
	process = ${program}
	required = true
[merge "canary"]
	driver = ${program}
[pager]
	log = ${program}
	diff-tree = ${program}
[alias]
	log = !${program}
	status = !${program}
[credential]
	helper = !${program}
[gpg]
	program = ${program}
[log]
	showSignature = true
[interactive]
	diffFilter = ${program}
[uploadpack]
	packObjectsHook = ${program}
[extensions]
	partialClone = origin
[remote "origin"]
	promisor = true
	url = ${program}
	uploadpack = ${program}
`;
}

const ATTRIBUTES = `*.yaml diff=canary filter=canary merge=canary
*.md filter=Other.Name diff=canary
`;

/** Everything that reads a registry. */
async function readEverything(folder: string, base: string): Promise<void> {
  const context = testContext(folder);
  const input = { registry: undefined, namespace: undefined };
  await validateFolder(folder);
  await validateFolder(folder, { at: 'HEAD' });
  await validateFolder(folder, { changedSince: base });
  for (const at of [undefined, 'HEAD', '2030-01-01']) {
    await registryList.run(context, { ...input, at });
    await namespaceList.run(context, { ...input, at });
  }
}

describe('what a repository plants to be run', () => {
  it('never runs: hooks, monitors, filters, conversions, drivers, helpers (C05, G11)', async () => {
    const { program, fired } = plantCanary();
    const repository = createTestRepository({ ...smallRegistry(), '.gitattributes': ATTRIBUTES });
    const base = repository.git('rev-parse', 'HEAD');
    repository.write({ 'README.md': 'second\n' });
    repository.commit('Second', 1);
    appendFileSync(join(repository.folder, '.git/config'), hostileConfiguration(program));
    for (const folder of ['.git/hooks', 'hooks']) {
      mkdirSync(join(repository.folder, folder), { recursive: true });
      for (const hook of HOOKS) {
        writeFileSync(join(repository.folder, folder, hook), `#!/bin/sh\nexec ${program}\n`);
        chmodSync(join(repository.folder, folder, hook), 0o755);
      }
    }
    appendFileSync(join(repository.folder, releasePath('org.acme/parser', '1.0.0')), 'labels:\n  a: b\n');
    appendFileSync(join(repository.folder, 'README.md'), 'edited\n');
    await readEverything(repository.folder, base);
    expect(fired()).toBe('');
    // Whether git status looks into files is a matter of the clock; adding one always does.
    expect(() => repository.git('add', 'README.md')).toThrow();
    expect(fired()).not.toBe('');
  });

  it('never runs where signatures of commits would be looked at (C05)', async () => {
    const { program, fired } = plantCanary();
    const path = 'namespaces/org/acme/namespace.yaml';
    const repository = createTestRepository(smallRegistry());
    repository.write({ [path]: namespaceText('org.acme', 'labels:\n  a: b\n') });
    repository.commit('Second', 1);
    const signed = repository
      .git('cat-file', 'commit', 'HEAD')
      .replace(
        /^(committer .*)$/mu,
        '$1\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----',
      );
    const commit = repository.gitWithInput(`${signed}\n`, 'hash-object', '-t', 'commit', '-w', '--stdin');
    repository.git('update-ref', 'refs/heads/main', commit);
    appendFileSync(join(repository.folder, '.git/config'), hostileConfiguration(program));
    const { folder } = repository;
    const environment = testGitEnvironment();
    const files = openRegistryFiles(undefined, { files: createFilesContext(process), environment, folder });
    const before = await files.readFormer(path, digestOf(readFileSync(join(folder, path))));
    expect(Buffer.from(before ?? '').toString()).toBe(namespaceText('org.acme'));
    const { commits, store } = await testContext(folder).openRegistry({ registry: undefined });
    const told = [];
    for await (const one of commits.read(commit)) told.push(one);
    expect(told.at(-1)).toMatchObject({ commit, changes: [{ path, status: 'changed' }] });
    expect((await commits.contributors(commit)).size).toBe(0);
    const versions = await store.listVersions(await store.resolveRevision('HEAD'), [path], 9);
    expect(versions.byPath.get(path)).toHaveLength(2);
    expect(fired()).toBe('');
    repository.git('log', '-1');
    expect(fired()).not.toBe('');
  });

  it('never runs from the settings of a submodule (C05, G07)', async () => {
    const { program, fired } = plantCanary();
    const inner = createTestRepository({ 'a.md': 'a\n' });
    const repository = createTestRepository(smallRegistry());
    const { folder } = repository;
    repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner.folder, 'inner');
    const base = repository.commit('A submodule', 1);
    appendFileSync(join(folder, '.git/modules/inner/config'), hostileConfiguration(program));
    mkdirSync(join(folder, '.git/modules/inner/info'), { recursive: true });
    writeFileSync(join(folder, '.git/modules/inner/info/attributes'), '* filter=canary\n');
    // Of another time, so that git has to look into it.
    utimesSync(join(folder, 'inner/a.md'), 1, 1);
    await readEverything(folder, base);
    expect(fired()).toBe('');
    repository.git('status');
    expect(fired()).not.toBe('');
  });

  it('never runs when hyper commits, nor when it takes a commit back (C05)', async () => {
    const { program, fired } = plantCanary();
    const world = createWriteWorld();
    const { repository, context } = world;
    const { folder } = repository;
    const git = (...args: string[]): string => repository.git(...args);
    repository.write({ 'notes.md': 'a\n' });
    repository.commit('Notes', 1);
    mkdirSync(join(folder, '.git/info'), { recursive: true });
    writeFileSync(join(folder, '.git/info/attributes'), '* filter=canary\n');
    appendFileSync(join(folder, '.git/config'), hostileConfiguration(program));
    // As old as the index, and of another time than it says: git has to look into the file.
    const touch = (seconds: number): void => {
      for (const name of ['notes.md', '.git/index']) utimesSync(join(folder, name), seconds, seconds);
    };
    touch(2_000_000_000);
    const yank = { reference: 'org.acme/parser@1.0.0', reason: 'It leaks.', mode: 'commit' as const };
    expect((await world.run(versionYank, yank)).data.branch).toBe('main');
    expect(fired()).toBe('');
    touch(2_000_000_001);
    const path = 'namespaces/org/acme/parser/artifact.yaml';
    const edit = { path, before: Buffer.from(world.text(path)), after: Buffer.from('x: 1\n') };
    const change = context.change({ registry: undefined, mode: 'commit', branch: undefined }, () => {
      const next = git('commit-tree', git('rev-parse', 'HEAD^{tree}'), '-p', 'HEAD', '-m', 'Meanwhile');
      git('update-ref', 'refs/heads/main', next);
      return Promise.resolve({ edits: [edit], carried: [], message: 'Change' });
    });
    await expect(change).rejects.toMatchObject({ code: 'HYPER_BRANCH_MOVED' });
    expect(fired()).toBe('');
    touch(2_000_000_002);
    git('reset', '-q', '--', path);
    expect(fired()).not.toBe('');
  });

  it('never runs from a bare repository inside the registry (C05)', async () => {
    const { program, fired } = plantCanary();
    const inner = createTestRepository(smallRegistry());
    const nested = join(temporaryFolder(), 'outer/nested');
    inner.git('clone', '-q', '--bare', '--template=', inner.folder, nested);
    appendFileSync(join(nested, 'config'), hostileConfiguration(program));
    mkdirSync(join(nested, 'hooks'), { recursive: true });
    for (const hook of HOOKS) {
      writeFileSync(join(nested, 'hooks', hook), `#!/bin/sh\nexec ${program}\n`);
      chmodSync(join(nested, 'hooks', hook), 0o755);
    }
    await readEverything(nested, 'HEAD');
    expect(fired()).toBe('');
  });

  it('never fetches what a partial clone left out (C05, G15)', async () => {
    const { program, fired } = plantCanary();
    const repository = createTestRepository(smallRegistry());
    const oid = repository.git('rev-parse', `HEAD:${releasePath('org.acme/parser', '1.0.0')}`);
    rmSync(join(repository.folder, '.git/objects', oid.slice(0, 2), oid.slice(2)));
    appendFileSync(join(repository.folder, '.git/config'), hostileConfiguration(program));
    const store = await openGitStore(repository.folder);
    const entries = await store.listTree(await store.resolveRevision('HEAD'));
    const read = async (): Promise<void> => {
      for await (const blobs of store.readBlobs(entries, 1000)) expect(blobs.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toMatchObject({ code: 'HYPER_OBJECT_CORRUPT' });
    await expect(validateFolder(repository.folder, { at: 'HEAD' })).rejects.toBeInstanceOf(HyperError);
    expect(fired()).toBe('');
  });

  it('never runs from the environment (C05)', async () => {
    const { program, fired } = plantCanary();
    const repository = createTestRepository(smallRegistry());
    const store = await openGitStore(repository.folder, {
      PATH: process.env['PATH'] ?? '',
      GIT_EXTERNAL_DIFF: program,
      GIT_PAGER: program,
      GIT_SSH_COMMAND: program,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: program,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${program}'`,
      GIT_DIR: '/nowhere',
      GIT_INDEX_FILE: '/nowhere/index',
    });
    expect((await store.currentRevision()).commit).not.toBeNull();
    expect(fired()).toBe('');
  });
});
