import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/operations/index.ts';
import type { AuditData, AuditInput } from '../../../src/operations/index.ts';
import type { Outcome } from '../../../src/operations/index.ts';
import { cloneBare, createTestRepository } from '../../build/git-repository.ts';
import type { TestRepository } from '../../build/git-repository.ts';
import {
  namespace,
  registryText,
  release,
  releasePath,
  releaseText,
  smallRegistry,
  stateText,
} from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';

const PARSER = 'org.acme/parser';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const NOTHING: Omit<AuditInput, 'registry'> = {
  ...{ namespace: undefined, at: 'HEAD', since: undefined, until: undefined, actor: undefined },
  ...{ operations: [], after: undefined },
};

function start(): TestRepository {
  return createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...namespace('org.acme-x'),
  });
}

function run(registry: string, input: Partial<AuditInput> = {}): Promise<Outcome<AuditData>> {
  return audit.run(testContext(registry), { ...NOTHING, registry, ...input });
}

function rows({ data }: Outcome<AuditData>): string[] {
  return data.events.map(({ operation, target }) => `${operation} ${target}`);
}

/** A release, its yank, and a release of a neighbour whose name begins alike. */
function history(): { repository: TestRepository; commits: string[] } {
  const repository = start();
  repository.write(release(PARSER, '1.0.0'));
  const first = repository.commit('Publish', 1);
  repository.write({
    [STATE]: stateText(
      PARSER,
      'releases:\n  "1.0.0":\n    state: published\n    yanked:\n      at: "2025-01-03T00:00:00Z"\n      by: ada\n      reason: Broken.\n      severity: high\n',
    ),
  });
  const second = repository.commit('Yank', 2);
  repository.write(release('org.acme-x/probe', '1.0.0'));
  const third = repository.commit('Publish another', 3);
  return { repository, commits: [first, second, third] };
}

describe('audit', () => {
  const { repository, commits } = history();
  const [first = '', second = ''] = commits;

  it('tells every act of a registry, the oldest first, from what the commits changed', async () => {
    const outcome = await run(repository.folder);
    expect(outcome.verdict).toBe('pass');
    expect(rows(outcome)).toEqual([
      'namespace.create org.acme-x',
      'namespace.create org.acme',
      'registry.create registry.yaml',
      'publish org.acme/parser@1.0.0',
      'yank org.acme/parser@1.0.0',
      'publish org.acme-x/probe@1.0.0',
    ]);
    expect(outcome.data.events.at(4)).toMatchObject({
      ...{ at: '2025-01-03T12:00:00Z', commit: second, path: STATE, details: 'Broken.', isStated: null },
      ...{ actor: { name: 'Test Author', email: 'author@example.com' }, contributors: [] },
      signature: { status: 'none', signers: [] },
    });
  });

  it('tells what a commit of any time did: far ahead, or before all times', async () => {
    for (const [time, at] of [
      ['99999999999999', '9999-12-31T23:59:59Z'],
      ['0', '1970-01-01T00:00:00Z'],
    ] as const) {
      const odd = createTestRepository(smallRegistry());
      const text = odd.git('cat-file', 'commit', 'HEAD').replace(/^(committer .*>) \d+/mu, `$1 ${time}`);
      odd.git(
        'update-ref',
        'HEAD',
        odd.gitWithInput(`${text}\n`, 'hash-object', '-t', 'commit', '-w', '--stdin', '--literally'),
      );
      expect((await run(odd.folder)).data.events.at(-1)).toMatchObject({ at });
    }
  });

  it('tells a namespace by whole segments (O05), also in other spellings', async () => {
    const expected = [
      'namespace.create org.acme',
      'publish org.acme/parser@1.0.0',
      'yank org.acme/parser@1.0.0',
    ];
    expect(rows(await run(repository.folder, { namespace: 'org.acme' }))).toEqual(expected);
    expect(rows(await run(repository.folder, { namespace: 'orgs/acme' }))).toEqual(expected);
  });

  it('tells an artifact by its reference, and what was never there from what nothing fits', async () => {
    const expected = ['publish org.acme/parser@1.0.0', 'yank org.acme/parser@1.0.0'];
    expect(rows(await run(repository.folder, { namespace: 'org.acme/parser' }))).toEqual(expected);
    expect(rows(await run(repository.folder, { namespace: 'org.acme', operations: ['delete'] }))).toEqual([]);
    await expect(run(repository.folder, { namespace: 'org.acne' })).rejects.toMatchObject({
      code: 'HYPER_NAMESPACE_MISSING',
      hint: 'did you mean "org.acme"?',
    });
  });

  it.each<[string, Partial<AuditInput>, string[]]>([
    ['operation', { operations: ['yank'] }, ['yank org.acme/parser@1.0.0']],
    ['first moment', { since: new Date('2025-01-04T00:00:00Z') }, ['publish org.acme-x/probe@1.0.0']],
    [
      'last moment',
      { namespace: 'org.acme', until: new Date('2025-01-01T23:59:59Z') },
      ['namespace.create org.acme'],
    ],
    ['actor', { actor: 'AUTHOR@', operations: ['yank'] }, ['yank org.acme/parser@1.0.0']],
    ['actor that nobody is', { actor: 'mallory' }, []],
    [
      'revision',
      { at: first, namespace: 'org.acme' },
      ['namespace.create org.acme', 'publish org.acme/parser@1.0.0'],
    ],
    ['commit that was seen', { after: second }, ['publish org.acme-x/probe@1.0.0']],
  ])('keeps what fits the %s', async (_what, input, expected) => {
    expect(rows(await run(repository.folder, input))).toEqual(expected);
  });

  it.each([
    ['tga', 'did you mean "tag"?'],
    ['something-else', expect.stringMatching(/^one of create, publish, /u) as string],
  ])('refuses an operation that nobody can do: %s', async (name, hint) => {
    await expect(run(repository.folder, { operations: ['yank', name] })).rejects.toMatchObject({
      code: 'HYPER_USAGE_FLAG_VALUE',
      hint,
    });
  });

  it('reads a bare repository, and a registry in a folder of a larger one, alike', async () => {
    expect(rows(await run(cloneBare(repository), { operations: ['yank'] }))).toEqual([
      'yank org.acme/parser@1.0.0',
    ]);
    const larger = createTestRepository({ 'other.txt': 'x' });
    larger.write({
      'deep/registry.yaml': registryText(),
      'deep/namespaces/org/acme/namespace.yaml': Object.values(namespace('org.acme'))[0] ?? '',
    });
    larger.commit('Begin', 1);
    const expected = ['namespace.create org.acme', 'registry.create registry.yaml'];
    expect(rows(await run(join(larger.folder, 'deep')))).toEqual(expected);
    expect(rows(await run(cloneBare(larger)))).toEqual(expected);
  });

  it('refuses to go on from a commit that the branch does not hold (G01)', async () => {
    await expect(run(repository.folder, { after: 'f'.repeat(40) })).rejects.toMatchObject({
      code: 'HYPER_AUDIT_FORKED',
    });
  });

  it('fails on a shallow clone (C21) and where there is no repository', async () => {
    const shallow = join(temporaryFolder(), 'shallow');
    repository.git('clone', '-q', '--depth', '1', `file://${repository.folder}`, shallow);
    await expect(run(shallow)).rejects.toMatchObject({ code: 'HYPER_REPOSITORY_SHALLOW' });
    const plain = join(temporaryFolder(), 'plain');
    repository.git('clone', '-q', repository.folder, plain);
    rmSync(join(plain, '.git'), { recursive: true });
    await expect(run(plain)).rejects.toMatchObject({ code: 'HYPER_REPOSITORY_MISSING' });
  });
});

describe('audit of what should not be', () => {
  it('reports a published release that was changed, and one that was removed (I01)', async () => {
    const repository = start();
    repository.write(release(PARSER, '1.0.0'));
    repository.commit('Publish', 1);
    repository.write({ [releasePath(PARSER, '1.0.0')]: releaseText(PARSER, '1.0.0').replace('MIT', 'ISC') });
    repository.commit('Just a typo', 2);
    repository.git('rm', '-q', releasePath(PARSER, '1.0.0'));
    repository.commit('Clean up', 3);
    const outcome = await run(repository.folder, { namespace: 'org.acme' });
    expect(outcome.verdict).toBe('findings');
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual([
      'HYPER_AUDIT_REWRITE',
      'HYPER_AUDIT_REWRITE',
    ]);
    expect(rows(outcome).slice(-2)).toEqual([
      'rewrite org.acme/parser@1.0.0',
      'remove org.acme/parser@1.0.0',
    ]);
  });

  it.each<[string, string, boolean | undefined]>([
    [
      'true',
      'Hyper-Operation: registry.publish\nHyper-Target: org.acme/parser@1.0.0\nHyper-Actor: author@example.com',
      true,
    ],
    ['true, of the artifact alone', 'Hyper-Operation: publish\nHyper-Target: org.acme/parser', true],
    ['of another operation', 'Hyper-Operation: deprecate\nHyper-Target: org.acme/parser@1.0.0', false],
    ['of another target', 'Hyper-Operation: publish\nHyper-Target: org.acme/parser@2.0.0', false],
    ['of another actor', 'Hyper-Operation: publish\nHyper-Actor: ceo@example.com', undefined],
  ])('holds trailers against the content: %s', async (_what, trailers, isStated) => {
    const repository = start();
    repository.write(release(PARSER, '1.0.0'));
    repository.commit(`Publish\n\n${trailers}\n`, 1);
    const outcome = await run(repository.folder, { namespace: 'org.acme' });
    expect(outcome.data.events.at(-1)).toMatchObject({ operation: 'publish', isStated: isStated ?? true });
    const codes = outcome.diagnostics.map(({ code }) => code);
    expect(codes).toEqual(isStated === true ? [] : ['HYPER_AUDIT_TRAILER_FALSE']);
  });

  it('reports trailers about a namespace in a commit that does not touch it', async () => {
    const repository = start();
    repository.write({ 'notes.txt': 'x' });
    repository.commit('Notes\n\nHyper-Operation: yank\nHyper-Target: org.acme/parser@1.0.0\n', 1);
    const codes = async (path: string): Promise<string[]> =>
      (await run(repository.folder, { namespace: path })).diagnostics.map(({ code }) => code);
    expect(await codes('org.acme')).toEqual(['HYPER_AUDIT_TRAILER_FALSE']);
    expect(await codes('org.acme-x')).toEqual([]);
  });

  it('tells who wrote what a merge brought in', async () => {
    const repository = start();
    repository.git('checkout', '-q', '-b', 'topic');
    repository.write(release(PARSER, '1.0.0'));
    repository.git('add', '-A');
    repository.git('commit', '-q', '--author', 'Grace <grace@example.com>', '-m', 'Add a parser');
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '-m', 'Merge', 'topic');
    const outcome = await run(repository.folder, { actor: 'grace' });
    expect(rows(outcome)).toEqual(['publish org.acme/parser@1.0.0']);
    expect(outcome.data.events[0]).toMatchObject({
      actor: { email: 'author@example.com' },
      contributors: [{ name: 'Grace', email: 'grace@example.com' }],
    });
  });
});
