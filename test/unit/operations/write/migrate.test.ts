import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  audit,
  migrate,
  registryCreate,
  registryGet,
  registryList,
  validate,
  versionYank,
} from '../../../../src/operations/index.ts';
import { fanOutSegment } from '../../../../src/registry/index.ts';
import { changeRegistry, pullRequestEvent } from '../../../build/change-repository.ts';
import { createTestRepository, openTestRepository } from '../../../build/git-repository.ts';
import type { TestRepository } from '../../../build/git-repository.ts';
import { release } from '../../../build/manifests.ts';
import { testContext, validateFolder } from '../../../build/registry-context.ts';
import { runCi } from '../../../build/run-ci.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { signaturesOf } from '../../../build/signed-files.ts';
import { ROOTS, signedRegistry } from '../../../build/signed-registry.ts';
import { verifyFolder } from '../../../build/verify-context.ts';
import { EDIT, PLAIN_RELEASE, writeContext } from '../../../build/write-world.ts';

const PARSER = `namespaces/org/acme/${fanOutSegment('parser')}/parser`;
const UP = { to: 2, fanOutFrom: 1 } as const;
const DOWN = { to: 1, fanOutFrom: 1 } as const;

async function run(
  { folder }: Pick<TestRepository, 'folder'>,
  input: { readonly to: number | undefined; readonly fanOutFrom: number },
  more: object = { mode: 'commit' },
) {
  return migrate.run(writeContext(folder), { ...EDIT, ...input, ...more });
}

/** Every file of a commit by its path, as git holds it. */
const filesAt = (repository: TestRepository, commit = 'HEAD'): string[] =>
  repository.git('ls-tree', '-r', commit).split('\n');
const isFanned = (line: string): boolean => /\/_[0-9a-f]{2}\//u.test(line);
const withoutRegistry = (lines: readonly string[]): string[] =>
  lines.filter((line) => !line.endsWith('\tregistry.yaml'));

/** Folders without anything in them, `.git` aside. */
function emptyFolders(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/.git') && readdirSync(path).length === 0);
}

describe('migrate', () => {
  it('moves every file of an artifact byte for byte, and back', async () => {
    const repository = createTestRepository(changeRegistry());
    const before = filesAt(repository);
    const text = repository.git('show', 'HEAD:registry.yaml');
    const mine = join(repository.folder, 'namespaces/org/acme/mine');
    mkdirSync(mine);
    const up = await run(repository, UP);
    expect(up).toMatchObject({
      verdict: 'pass',
      isLasting: true,
      data: { operation: 'migrate', capability: 'registry:admin', facts: { from: 1, to: 2, movedFiles: 6 } },
    });
    expect(filesAt(repository).filter(isFanned)).toHaveLength(6);
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(emptyFolders(repository.folder)).toEqual([mine]);
    expect(repository.git('show', `HEAD:${PARSER}/1.0.0.yaml`)).toContain('kind: Artifact');
    expect(repository.git('show', `HEAD:${PARSER}/README.md`)).toBe('# Parser');
    expect(await validateFolder(repository.folder)).toMatchObject({ verdict: 'pass', diagnostics: [] });
    await run(repository, DOWN);
    expect(withoutRegistry(filesAt(repository))).toEqual(withoutRegistry(before));
    const after = repository.git('show', 'HEAD:registry.yaml');
    expect(after.replace(/^revision: 3\n/mu, '')).toBe(text);
    expect(repository.git('fsck', '--strict')).toBe('');
  });

  it('fans out what is large alone, and what grew since when it is run again', async () => {
    const repository = createTestRepository({ ...changeRegistry(), ...release('org.acme/printer', '1.0.0') });
    await run(repository, { to: undefined, fanOutFrom: 2 });
    expect(repository.git('show', 'HEAD:registry.yaml')).toMatch(
      /formatVersion: 2\n[^]*fanOut:\n\s*- org\.acme\n/u,
    );
    expect(filesAt(repository).some((line) => line.includes('globex/weaver/1.0.0.yaml'))).toBe(true);
    expect(await run(repository, { to: 2, fanOutFrom: 2 })).toMatchObject({ data: { isChanged: false } });
    await run(repository, { to: 2, fanOutFrom: 1 });
    expect(filesAt(repository).filter(isFanned)).toHaveLength(7);
    expect(await validateFolder(repository.folder)).toMatchObject({ verdict: 'pass', diagnostics: [] });
  });

  it('shows a plan and writes nothing, writes the working tree, or a branch', async () => {
    const repository = createTestRepository(changeRegistry());
    const before = filesAt(repository);
    expect(await run(repository, UP, { mode: 'plan' })).toMatchObject({
      data: { isDryRun: true, isChanged: true },
    });
    expect(repository.git('status', '--porcelain')).toBe('');
    await run(repository, UP, { mode: 'commit', branch: 'to-2' });
    expect(filesAt(repository)).toEqual(before);
    expect(filesAt(repository, 'to-2').filter(isFanned)).toHaveLength(6);
    await run(repository, UP, { mode: 'edit' });
    expect(await validateFolder(repository.folder)).toMatchObject({ verdict: 'pass', diagnostics: [] });
    repository.git('add', '-A');
    expect(repository.git('write-tree')).toBe(repository.git('rev-parse', 'to-2^{tree}'));
  });

  it.each([0, 3])('refuses the format %i', async (to) => {
    const repository = createTestRepository(changeRegistry());
    await expect((async () => run(repository, { to, fanOutFrom: 1 }))()).rejects.toMatchObject({
      code: 'HYPER_MIGRATION_UNKNOWN',
    });
  });

  it('refuses to commit on top of what is not committed', async () => {
    const repository = createTestRepository(changeRegistry());
    repository.write({ [`namespaces/org/acme/parser/README.md`]: '# Other\n' });
    await expect(run(repository, UP)).rejects.toMatchObject({ code: 'HYPER_COMMIT_IMPOSSIBLE' });
  });

  it('there and back gives the same files, whatever the names and namespaces (property)', async () => {
    const name = fc
      .stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/u)
      .filter((text) => !text.includes('--'));
    const reference = fc.tuple(fc.constantFrom('org.acme', 'org.acme.tools', 'org.globex'), name);
    await fc.assert(
      fc.asyncProperty(
        fc.array(reference, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (more, least) => {
          const files = Object.assign(
            {},
            ...more.map(([at, of]) => release(`${at}/x${of}`, '1.0.0')),
          ) as object;
          const repository = createTestRepository({ ...changeRegistry(), ...files });
          const before = withoutRegistry(filesAt(repository));
          await run(repository, { to: 2, fanOutFrom: least });
          expect(await validateFolder(repository.folder)).toMatchObject({ verdict: 'pass' });
          await run(repository, DOWN);
          expect(withoutRegistry(filesAt(repository))).toEqual(before);
        },
      ),
      { numRuns: 2 },
    );
  });
});

describe('a registry of format 2', () => {
  let repository: TestRepository;
  beforeAll(async () => {
    repository = createTestRepository(changeRegistry());
    await run(repository, UP);
  });
  const READ = { registry: undefined, at: undefined } as const;

  it('is read as one of format 1', async () => {
    const context = testContext(repository.folder);
    const list = { ...READ, namespace: undefined };
    const now = await registryList.run(context, list);
    const then = await registryList.run(context, { ...list, at: 'HEAD~1' });
    expect(now.data.map(({ reference }) => reference)).toEqual(then.data.map(({ reference }) => reference));
    const got = await registryGet.run(context, {
      ...READ,
      namespace: undefined,
      reference: 'org.acme/parser@1.0.0',
    });
    expect(got).toMatchObject({
      verdict: 'pass',
      data: { reference: 'org.acme/parser', manifest: { name: 'parser' } },
    });
    const everything = {
      since: undefined,
      until: undefined,
      actor: undefined,
      operations: [],
      after: undefined,
    };
    const asked = { registry: undefined, namespace: undefined, at: 'HEAD', ...everything };
    const { data, diagnostics } = await audit.run(context, asked);
    expect(data.events.at(-1)).toMatchObject({ operation: 'migrate', target: 'registry.yaml' });
    expect(diagnostics).toEqual([]);
    const path = `${PARSER}/1.0.0.yaml`;
    expect(await validateFolder(repository.folder, { path })).toMatchObject({ verdict: 'pass' });
  });

  it('takes new releases and changes where its files lie', async () => {
    const context = writeContext(repository.folder);
    const reference = 'org.acme/parser@1.1.0';
    await versionYank.run(context, {
      ...EDIT,
      mode: 'commit',
      reference,
      reason: 'It drops headers.',
    } as never);
    expect(repository.git('show', `HEAD:${PARSER}/artifact.yaml`)).toContain('It drops headers.');
    const release = { ...PLAIN_RELEASE, type: 'service', name: 'org.acme/parser@1.2.0' };
    const made = await registryCreate.run(context, { ...EDIT, ...release, mode: 'commit' });
    expect(made.data.files.map(({ path }) => path)).toContain(`${PARSER}/1.2.0.yaml`);
    expect(repository.git('ls-tree', '-r', '--name-only', 'HEAD')).toContain(`${PARSER}/1.2.0.yaml`);
    expect(await validateFolder(repository.folder)).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['a release beside the fan-out', `namespaces/org/acme/parser/9.0.0.yaml`],
    ['a fan-out folder that is not that of the name', `namespaces/org/acme/_zz/parser/9.0.0.yaml`],
  ])('has no place for %s', async (_, path) => {
    const copy = openTestRepository(temporaryFolder());
    cpSync(repository.folder, copy.folder, { recursive: true });
    copy.write({ [path]: copy.git('show', `HEAD:${PARSER}/1.0.0.yaml`).replaceAll('1.0.0', '9.0.0') + '\n' });
    const { verdict } = await validate.run(testContext(copy.folder), {
      ...READ,
      path: undefined,
      changedSince: undefined,
    });
    expect(verdict).toBe('findings');
  });
});

describe('the gate over a migration', () => {
  const judge = async (
    head: (repository: TestRepository) => void,
    author = 1,
    of: typeof UP | typeof DOWN = UP,
  ) => {
    const repository = createTestRepository(changeRegistry());
    if (of.to === 1) await run(repository, UP);
    const base = repository.git('rev-parse', 'HEAD');
    await run(repository, of);
    head(repository);
    const tip = repository.git('rev-parse', 'HEAD');
    const event = pullRequestEvent(base, tip, { author });
    return runCi(repository.folder, { base, head: tip }, event);
  };
  const amend = (repository: TestRepository): void => {
    repository.git('add', '-A');
    repository.git('commit', '-q', '--amend', '--no-edit');
  };

  it.each([UP, DOWN])('lets an admin bring a whole one %j', async (of) => {
    const { verdict, diagnostics } = await judge(() => undefined, 1, of);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(verdict).toBe('pass');
  });

  it('refuses it from anybody else', async () => {
    const { verdict } = await judge(() => undefined, 2);
    expect(verdict).not.toBe('pass');
  });

  it('refuses one that leaves a file behind (C16)', async () => {
    const { diagnostics } = await judge((repository) => {
      const text = repository.git('show', `HEAD:${PARSER}/1.0.0.yaml`);
      repository.git('rm', '-q', `${PARSER}/1.0.0.yaml`);
      repository.write({ 'namespaces/org/acme/parser/1.0.0.yaml': `${text}\n` });
      amend(repository);
    });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).not.toHaveLength(0);
  });

  it('refuses one that leaves a whole artifact behind (C16)', async () => {
    const { diagnostics } = await judge((repository) => {
      for (const name of ['1.0.0.yaml', '1.1.0.yaml', 'artifact.yaml', 'README.md']) {
        const text = repository.git('show', `HEAD:${PARSER}/${name}`);
        repository.git('rm', '-q', `${PARSER}/${name}`);
        repository.write({ [`namespaces/org/acme/parser/${name}`]: `${text}\n` });
      }
      amend(repository);
    });
    expect(diagnostics.map(({ code }) => code)).toContain('HYPER_FORMAT_PLACE');
  });

  it('refuses one that changes a byte on the way (C16)', async () => {
    const { diagnostics } = await judge((repository) => {
      const path = `${PARSER}/1.0.0.yaml`;
      repository.write({ [path]: `${repository.git('show', `HEAD:${path}`)}\n# more\n` });
      amend(repository);
    });
    const codes = diagnostics.map(({ code }) => code);
    expect(codes).toContain('HYPER_RELEASE_CHANGED');
    expect(codes).toContain('HYPER_MIGRATION_MIXED');
  });

  it('refuses one with a release, another setting or a file outside in it', async () => {
    const { diagnostics } = await judge((repository) => {
      const text = repository.git('show', 'HEAD:registry.yaml').replace('hyper-', 'other-');
      repository.write({ 'registry.yaml': `${text}\n`, 'docs/note.md': 'x\n' });
      amend(repository);
    });
    expect(diagnostics.filter(({ code }) => code === 'HYPER_MIGRATION_MIXED')).not.toHaveLength(0);
  });

  it('refuses moves without a change of the format', async () => {
    const repository = createTestRepository(changeRegistry());
    const base = repository.git('rev-parse', 'HEAD');
    repository.write({ [`${PARSER}/.keep`]: '' });
    repository.git('mv', 'namespaces/org/acme/parser/1.0.0.yaml', `${PARSER}/1.0.0.yaml`);
    const head = repository.commit('Move');
    const event = pullRequestEvent(base, head, { author: 1 });
    const { verdict } = await runCi(repository.folder, { base, head }, event);
    expect(verdict).toBe('findings');
  });
});

describe('a newer format', () => {
  it('is told with a code, by readers and by validate', async () => {
    const files = changeRegistry();
    const text = String(files['registry.yaml']).replace('formatVersion: 1', 'formatVersion: 3');
    const repository = createTestRepository({ ...files, 'registry.yaml': text });
    const list = { registry: undefined, at: undefined, namespace: undefined };
    await expect(registryList.run(testContext(repository.folder), list)).rejects.toMatchObject({
      code: 'HYPER_FORMAT_NEWER',
    });
    const { diagnostics } = await validateFolder(repository.folder);
    expect(diagnostics.map(({ code }) => code)).toEqual(['HYPER_FORMAT_NEWER']);
  });

  it('knows no fan-out in format 1', async () => {
    const files = changeRegistry();
    const text = `${String(files['registry.yaml'])}fanOut:\n  - org.acme\n`;
    const repository = createTestRepository({ ...files, 'registry.yaml': text });
    const { diagnostics } = await validateFolder(repository.folder);
    expect(diagnostics.map(({ code }) => code)).toEqual(['HYPER_FORMAT_FAN_OUT']);
  });
});

describe('signatures', () => {
  it('stay good over a migration: they name a file by its path without fan-out', async () => {
    const repository = createTestRepository(signedRegistry());
    await run(repository, UP);
    const moved = filesAt(repository).filter(isFanned);
    expect(moved.filter((line) => line.endsWith('.sigstore.json'))).not.toHaveLength(0);
    const text = `${repository.git('show', 'HEAD:registry.yaml')}\n`;
    repository.write({ 'registry.sigstore.json': signaturesOf('registry.yaml', text, ROOTS) });
    repository.commit('Sign the registry');
    const { verdict, data } = await verifyFolder(repository.folder);
    expect(data.refused).toEqual([]);
    expect(verdict).toBe('pass');
  });

  it('of registry.yaml go with the bytes that they covered, and the roots are asked for new ones', async () => {
    const repository = createTestRepository(signedRegistry());
    const { data } = await run(repository, UP, { mode: 'plan' });
    expect(data).toMatchObject({ stale: ['registry.yaml'], unsigned: ['registry.yaml'] });
  });
});
