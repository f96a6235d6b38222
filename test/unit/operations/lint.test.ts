import { describe, expect, it } from 'vitest';
import { audit, explain, lint, lintFix } from '../../../src/operations/index.ts';
import type { LintData, LintInput, Outcome } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { release, releasePath, releaseText, smallRegistry, stateText } from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import { createWriteWorld } from '../../build/write-world.ts';

const PARSER = 'org.acme/parser';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const DRAFT = releasePath(PARSER, '1.2.0');
const WISH = { path: undefined, changedSince: undefined, isEvery: false };
const draftState = (version: string): string =>
  stateText(PARSER, `releases:\n  "${version}":\n    state: draft\n`);

async function run(folder: string, input: Partial<LintInput> = {}): Promise<Outcome<LintData>> {
  return lint.run(testContext(folder), { registry: folder, at: undefined, ...WISH, ...input });
}

function paths({ diagnostics }: Outcome<LintData>): string[] {
  return [...new Set(diagnostics.map(({ path }) => path ?? ''))];
}

describe('lint', () => {
  const repository = createTestRepository(smallRegistry());
  const { folder } = repository;

  it('looks at the latest release of each artifact, and at every one where that is asked for', async () => {
    const some = await run(folder);
    expect(some.verdict).toBe('findings');
    expect(paths(some)).toContain(releasePath(PARSER, '1.1.0'));
    expect(paths(some)).not.toContain(releasePath(PARSER, '1.0.0'));
    expect(paths(await run(folder, { isEvery: true }))).toContain(releasePath(PARSER, '1.0.0'));
    expect(some.data).toMatchObject({ manifests: 6, faulty: 0 });
    expect(some.data.rules[0]).toEqual({
      ...{ rule: 'schema-line', severity: 'warning', findings: 6, canBeMended: true },
    });
  });

  it('looks at a file, a folder, a commit, or what changed since one', async () => {
    const inside = (path: string) => run(folder, { path: `${folder}/${path}` });
    expect(paths(await inside(releasePath(PARSER, '1.0.0')))).toEqual([releasePath(PARSER, '1.0.0')]);
    expect(paths(await inside('namespaces/org/acme/tools'))).toHaveLength(2);
    expect(paths(await run(folder, { path: 'org.acme.tools' }))).toHaveLength(2);
    expect(paths(await run(folder, { path: `${PARSER}@1.0.0` }))).toEqual([releasePath(PARSER, '1.0.0')]);
    expect(await run(folder, { changedSince: 'HEAD' })).toMatchObject({
      ...{ verdict: 'pass', diagnostics: [], data: { manifests: 0, rules: [] } },
    });
    repository.write(release(PARSER, '0.9.0'));
    expect(paths(await run(folder, { changedSince: 'HEAD' }))).toEqual([releasePath(PARSER, '0.9.0')]);
    expect((await run(folder, { at: 'HEAD' })).data.commit).toBe(repository.git('rev-parse', 'HEAD'));
    repository.git('clean', '-fdq');
  });

  it('passes with notes alone', async () => {
    const policies = { path: `${folder}/registry.yaml` };
    repository.write({
      'registry.yaml': `# yaml-language-server: $schema=https://schemas.hyper-registry.dev/v1/registry.schema.json\n${smallRegistry()['registry.yaml'] as string}`,
    });
    expect(await run(folder, policies)).toMatchObject({ verdict: 'pass', diagnostics: [] });
    repository.git('checkout', '-q', '--', '.');
  });

  it('tells what is not valid as validate does, and refuses a path that is not there', async () => {
    repository.write({ [DRAFT]: 'kind: [' });
    const outcome = await run(folder, { path: `${folder}/${DRAFT}` });
    expect(outcome).toMatchObject({ verdict: 'findings', data: { faulty: 1 } });
    expect(outcome.diagnostics[0]).toMatchObject({ code: 'HYPER_YAML_SYNTAX', path: DRAFT });
    repository.git('clean', '-fdq');
    for (const path of [`${folder}/nowhere`, '/'])
      await expect(run(folder, { path })).rejects.toMatchObject({ code: 'HYPER_PATH_UNKNOWN' });
  });
});

describe('lint --fix', () => {
  const untidy = releaseText(PARSER, '1.2.0').replace('  tags:\n', '  # to find it by\n  tags:\n');

  it('mends drafts and what is not committed, and leaves what is published', async () => {
    const world = createWriteWorld({ ...smallRegistry(), [DRAFT]: untidy, [STATE]: draftState('1.2.0') });
    const added = releasePath('org.acme.tools/runner', '2.1.0');
    world.repository.write({ [added]: releaseText('org.acme.tools/runner', '2.1.0') });
    const { data } = await world.run(lintFix, WISH);
    expect(data).toMatchObject({ isChanged: true, stale: [], capability: 'artifact:update' });
    expect(new Set(data.files.map(({ path }) => path))).toEqual(new Set([DRAFT, added]));
    expect(world.text(DRAFT)).toBe(
      `# yaml-language-server: $schema=https://schemas.hyper-registry.dev/v1/artifact.schema.json\n${untidy}`,
    );
    expect((await world.run(lintFix, WISH)).data.isChanged).toBe(false);
  });

  it('shows what it would do and does nothing, or commits it with trailers that hold', async () => {
    const world = createWriteWorld({ ...smallRegistry(), [DRAFT]: untidy, [STATE]: draftState('1.2.0') });
    const shown = await world.run(lintFix, { ...WISH, mode: 'plan' });
    expect(shown.data).toMatchObject({ isDryRun: true, isChanged: true });
    expect(shown.data.files[0]?.lines[0]).toMatch(/^\+ # yaml-language-server/u);
    expect(world.text(DRAFT)).toBe(untidy);
    await world.run(lintFix, { ...WISH, mode: 'commit' });
    const message = world.repository.git('log', '-1', '--format=%B');
    expect(message).toContain(`Hyper-Operation: lint.fix\nHyper-Target: ${DRAFT}`);
    const { folder } = world.repository;
    const told = await audit.run(testContext(folder), {
      ...{ registry: folder, namespace: undefined, at: 'HEAD', since: undefined, until: undefined },
      ...{ actor: undefined, operations: [], after: undefined },
    });
    expect(told).toMatchObject({ verdict: 'pass', diagnostics: [] });
    expect(told.data.events.at(-1)).toMatchObject({ operation: 'update', isStated: true });
  });

  it('does not touch what is signed', async () => {
    const signatures = DRAFT.replace('.yaml', '.sigstore.json');
    const files = { ...smallRegistry(), [DRAFT]: untidy, [STATE]: draftState('1.2.0'), [signatures]: '{}' };
    const world = createWriteWorld(files);
    const { data } = await world.run(lintFix, WISH);
    expect(data).toMatchObject({ isChanged: false, files: [], summary: 'Tidy manifests' });
    expect(data.facts).toEqual({ openToChange: 0, publishedOrSigned: 8 });
  });
});

it('explains a rule of lint by its id', async () => {
  const { data } = await explain.run({}, { code: 'Key-Order' });
  expect(data).toMatchObject([{ code: 'key-order', title: 'fields in an unusual order' }]);
});
