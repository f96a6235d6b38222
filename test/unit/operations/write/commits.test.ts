import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HyperError } from '../../../../src/core/index.ts';
import {
  audit,
  registryCreate,
  registryPublish,
  versionTag,
  versionYank,
} from '../../../../src/operations/index.ts';
import { cloneBare, testGitEnvironment } from '../../../build/git-repository.ts';
import { smallRegistry } from '../../../build/manifests.ts';
import { findingsOf, testContext, validateFolder } from '../../../build/registry-context.ts';
import { EDIT, PLAIN_RELEASE, createWriteWorld, writeContext } from '../../../build/write-world.ts';

const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const AUDITED = {
  ...{ registry: undefined, namespace: undefined, at: 'HEAD', since: undefined, until: undefined },
  ...{ actor: undefined, operations: [], after: undefined },
};
const yank = { reference: 'org.acme/parser@1.0.0', reason: 'It leaks.\n\nHyper-Operation: registry.publish' };

describe('a committed change', () => {
  it('leaves files, index and branch agreed, whatever else is staged or changed', async () => {
    const world = createWriteWorld();
    const { repository } = world;
    const git = (...words: string[]): string => repository.git(...words);
    repository.write({ 'README.md': 'staged\n', 'new.txt': 'untracked\n' });
    git('add', 'README.md');
    repository.write({ 'README.md': 'changed\n' });
    const { data } = await world.run(versionYank, { ...yank, mode: 'commit' });
    expect(git('rev-parse', 'main')).toBe(data.commit);
    expect(git('status', '--short').split('\n')).toEqual(['MM README.md', '?? new.txt']);
    expect(git('show', '--format=', '--name-only', 'HEAD')).toBe(STATE);
    expect(git('fsck', '--strict')).toBe('');
    expect(git('log', '-1', '--format=%an <%ae>')).toBe('Test Author <author@example.com>');
    expect(findingsOf(await validateFolder(repository.folder))).toEqual([]);
  });

  it('says what was done in trailers, which no reason can forge', async () => {
    const world = createWriteWorld();
    await world.run(versionYank, { ...yank, mode: 'commit' });
    expect(world.repository.git('log', '-1', '--format=%(trailers:only)')).toBe(
      [
        'Hyper-Operation: version.yank',
        'Hyper-Target: org.acme/parser@1.0.0',
        'Hyper-Actor: Test Author <author@example.com>',
      ].join('\n'),
    );
  });

  it.each([true, false])('says what the audit finds of a new release, published: %s', async (isPublished) => {
    const world = createWriteWorld();
    const input = { ...PLAIN_RELEASE, type: 'service', content: undefined, isPublished };
    await world.run(registryCreate, { ...input, name: 'org.acme/new@1.0.0', mode: 'commit' });
    const { diagnostics, data } = await audit.run(testContext(world.repository.folder), AUDITED);
    expect(diagnostics).toEqual([]);
    const made = data.events.filter(({ target }) => target === 'org.acme/new@1.0.0');
    expect(made.map(({ operation }) => operation)).toEqual([isPublished ? 'publish' : 'create']);
  });

  it('takes along what it speaks of: a draft that was not committed yet, and its content', async () => {
    const world = createWriteWorld();
    const file = join(world.repository.folder, '..', 'content.bin');
    writeFileSync(file, Buffer.alloc(20_000, 3));
    const name = 'org.acme/new@1.0.0';
    await world.run(registryCreate, { ...PLAIN_RELEASE, type: 'library', content: file, name });
    rmSync(file);
    await world.run(registryPublish, { reference: name, reason: undefined, mode: 'commit' });
    expect(world.repository.git('status', '--short')).toBe('');
    expect(world.repository.git('show', '--format=', '--name-only', 'HEAD')).toMatch(
      /^blobs\/sha256\/[^]*new\/1\.0\.0\.yaml/u,
    );
    const again = await world.run(registryPublish, { reference: name, reason: undefined, mode: 'commit' });
    expect([again.data.isChanged, again.data.commit]).toEqual([false, null]);
  });

  it('goes to another branch without touching the working tree, again and again', async () => {
    const world = createWriteWorld();
    const head = world.repository.git('rev-parse', 'HEAD');
    await world.run(versionYank, { ...yank, mode: 'commit', branch: 'fix/yank' });
    const tag = { reference: 'org.acme/parser@1.1.0', tag: 'lts', isRemoved: false };
    const { data } = await world.run(versionTag, { ...tag, mode: 'commit', branch: 'fix/yank' });
    const git = (...words: string[]): string => world.repository.git(...words);
    expect([git('rev-parse', 'HEAD'), git('status', '--short'), data.branch]).toEqual([head, '', 'fix/yank']);
    expect(git('log', '--format=%s', 'main..fix/yank').split('\n')).toEqual([
      'Let the tag lts name org.acme/parser@1.1.0',
      'Yank org.acme/parser@1.0.0',
    ]);
    expect(git('show', `fix/yank:${STATE}`)).toContain('revision: 3');
    const code = await world.refusal(versionYank, { ...yank, mode: 'commit', branch: '--force' });
    expect(code).toBe('HYPER_COMMIT_IMPOSSIBLE');
  });

  it('goes to the branch of a bare repository, and into a registry that is a folder of a repository', async () => {
    const world = createWriteWorld();
    const bare = cloneBare(world.repository);
    const context = writeContext(bare);
    const outcome = await versionYank.run(context, { ...EDIT, ...yank, registry: bare, mode: 'commit' });
    expect(outcome.data.branch).toBe('main');
    const files = Object.entries(smallRegistry()).map(
      ([path, text]) => [`sub/registry/${path}`, text] as const,
    );
    const nested = createWriteWorld({ 'top.txt': 'x', ...Object.fromEntries(files) });
    const registry = join(nested.repository.folder, 'sub/registry');
    await nested.run(versionYank, { ...yank, registry, mode: 'commit' });
    expect(nested.repository.git('show', '--format=', '--name-only', 'HEAD')).toBe(`sub/registry/${STATE}`);
    expect(nested.repository.git('status', '--short')).toBe('');
  });

  it('is refused where nothing could be committed, and then nothing is written', async () => {
    const cases: ((world: ReturnType<typeof createWriteWorld>) => void)[] = [
      ({ repository }) => {
        repository.git('checkout', '-q', '--detach');
      },
      ({ repository }) => {
        writeFileSync(join(repository.folder, '.git', 'MERGE_HEAD'), `${'0'.repeat(40)}\n`);
      },
    ];
    for (const prepare of cases) {
      const world = createWriteWorld();
      prepare(world);
      expect(await world.refusal(versionYank, { ...yank, mode: 'commit' })).toBe('HYPER_COMMIT_IMPOSSIBLE');
      expect(world.repository.git('status', '--short')).toBe('');
    }
    const unknown = createWriteWorld();
    const environment = Object.fromEntries(
      Object.entries(testGitEnvironment()).filter(([name]) => !name.startsWith('GIT_AUTHOR')),
    );
    const context = writeContext(unknown.repository.folder, { environment });
    await expect(versionYank.run(context, { ...EDIT, ...yank, mode: 'commit' })).rejects.toMatchObject({
      code: 'HYPER_COMMIT_IMPOSSIBLE',
    });
  });

  it('is taken back whole where something else keeps moving the branch', async () => {
    const world = createWriteWorld();
    const before = world.text(STATE);
    const git = (...words: string[]): string => world.repository.git(...words);
    const target = { registry: undefined, mode: 'commit' as const, branch: undefined };
    let attempts = 0;
    const change = world.context.change(target, () => {
      attempts += 1;
      const tree = git('rev-parse', 'HEAD^{tree}');
      git('update-ref', 'refs/heads/main', git('commit-tree', tree, '-p', 'HEAD', '-m', String(attempts)));
      const edits = [{ path: STATE, before: Buffer.from(before), after: Buffer.from('x: 1\n') }];
      return Promise.resolve({ edits, carried: [], message: 'Change' });
    });
    await expect(change).rejects.toMatchObject({ code: 'HYPER_BRANCH_MOVED' });
    expect(attempts).toBeGreaterThan(3);
    expect([world.text(STATE), git('status', '--short')]).toEqual([before, '']);
    expect(await change.catch((error: unknown) => error instanceof HyperError)).toBe(true);
  });

  it('never starts over what git is doing', async () => {
    const world = createWriteWorld();
    writeFileSync(join(world.repository.folder, '.git', 'index.lock'), '');
    expect(await world.refusal(versionYank, { ...yank, mode: 'commit' })).toBe('HYPER_LOCKED');
    rmSync(join(world.repository.folder, '.git', 'index.lock'));
    expect(world.repository.git('status', '--short')).toBe('');
  });
});
