import { describe, expect, it } from 'vitest';
import { diff } from '../../../src/operations/index.ts';
import type { DiffData, DiffInput } from '../../../src/operations/index.ts';
import { renderReport, toReport } from '../../../src/report/index.ts';
import { toReportOptions } from '../../../src/cli/report-options.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { releasePath, releaseText, smallRegistry, stateText } from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';

const PARSER = 'org.acme/parser';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const NOTHING = { at: undefined, after: undefined, of: undefined, namespace: undefined };
const FORMER = 'dependencies:\n  - artifact: org.acme.tools/runner\n    version: "^2.0.0"\n';
const LATER = `${FORMER.replace('^2.0.0', '^2.1.0')}  - artifact: org.acme.tools/other\n    version: "^1.0.0"\n`;

const repository = createTestRepository({
  ...smallRegistry(),
  [releasePath(PARSER, '1.0.0')]: releaseText(PARSER, '1.0.0', FORMER),
  [releasePath(PARSER, '1.1.0')]: releaseText(PARSER, '1.1.0', LATER).replace('- testing', '- text'),
});
const first = repository.git('rev-parse', 'HEAD');
repository.write({
  [STATE]: stateText(PARSER, 'tags:\n  stable: "1.0.0"\n'),
  'namespaces/org/acme/parser/README.md': '# Another\n',
  [releasePath('org.acme.tools/runner', '2.1.0')]: releaseText('org.acme.tools/runner', '2.1.0'),
});
const second = repository.commit('Second', 1);

async function run(input: Partial<DiffInput> & Pick<DiffInput, 'before'>): Promise<DiffData> {
  const outcome = await diff.run(testContext(repository.folder), {
    ...{ registry: repository.folder, ...NOTHING, ...input },
  });
  expect(outcome).toMatchObject({ verdict: 'pass', diagnostics: [] });
  return outcome.data;
}

describe('diff of two releases', () => {
  it('says in words what matters, and each field with its places', async () => {
    const data = await run({ before: `${PARSER}@1.0.0`, after: '@1.1.0' });
    expect(data).toMatchObject({
      kind: 'releases',
      before: { name: `${PARSER}@1.0.0`, commit: second },
      after: { name: `${PARSER}@1.1.0` },
    });
    expect(data.words).toEqual([
      'adds the dependency "org.acme.tools/other" "^1.0.0"',
      'takes "org.acme.tools/runner" "^2.1.0" in place of "^2.0.0"',
      'neither has content',
    ]);
    expect(data.files).toEqual([
      {
        before: releasePath(PARSER, '1.0.0'),
        after: releasePath(PARSER, '1.1.0'),
        status: 'changed',
        fields: [
          {
            field: 'dependencies',
            pointer: '/dependencies',
            gone: [{ value: { artifact: 'org.acme.tools/runner', version: '^2.0.0' }, line: 23, column: 5 }],
            come: [
              { value: { artifact: 'org.acme.tools/runner', version: '^2.1.0' }, line: 23, column: 5 },
              { value: { artifact: 'org.acme.tools/other', version: '^1.0.0' }, line: 25, column: 5 },
            ],
          },
          {
            field: 'metadata.tags',
            pointer: '/metadata/tags',
            gone: [{ value: 'testing', line: 13, column: 7 }],
            come: [{ value: 'text', line: 13, column: 7 }],
          },
        ],
      },
    ]);
  });

  it('says that nothing differs between a release and itself, at any time and under any name', async () => {
    const same = { before: `${PARSER}@1.0.0`, at: first };
    expect(await run({ ...same, after: `${PARSER}@~1.0.0` })).toMatchObject({ files: [], words: [] });
    const bare = await run({ ...same, before: 'parser@1.0.0', after: '@1.1.0', namespace: 'org.acme' });
    expect(bare.after.name).toBe(`${PARSER}@1.1.0`);
  });

  it('shows it in 80 columns, and in Markdown', async () => {
    const data = await run({ before: `${PARSER}@1.0.0`, after: '@1.1.0' });
    const report = toReport('diff', { verdict: 'pass', diagnostics: [], data });
    const terminal = { width: 80, paint: () => plain } as never;
    const options = { ...toReportOptions({}, terminal), paint: plain, width: 80 };
    const { stdout } = await renderReport(report, { ...options, format: 'table' });
    expect(stdout).toContain('  FIELD             VALUE ');
    expect(stdout).toContain('  metadata.tags  +  text ');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(82);
    const markdown = await renderReport(report, { ...options, format: 'markdown' });
    expect(markdown.stdout).toContain('### Fields that differ');
  });
});

const plain = new Proxy({}, { get: () => (text: string) => text }) as never;

describe('diff of two revisions', () => {
  it('tells what was done, and the fields of what changed', async () => {
    const data = await run({ before: `${first}..HEAD` });
    expect(data).toMatchObject({
      kind: 'revisions',
      before: { name: first, commit: first },
      after: { name: 'HEAD', commit: second },
    });
    expect(data.acts.map(({ operation, target, details }) => [operation, target, details])).toEqual([
      ['tag', `${PARSER}@1.0.0`, 'stable: 1.1.0 → 1.0.0'],
      ['publish', 'org.acme.tools/runner@2.1.0', ''],
    ]);
    expect(data.files.map(({ status, before, after }) => [status, before, after])).toEqual([
      ['changed', 'namespaces/org/acme/parser/README.md', 'namespaces/org/acme/parser/README.md'],
      ['changed', STATE, STATE],
      ['added', null, releasePath('org.acme.tools/runner', '2.1.0')],
    ]);
    expect(data.files[1]?.fields).toMatchObject([
      { field: 'tags.stable', gone: [{ value: '1.1.0', line: 7 }], come: [{ value: '1.0.0', line: 7 }] },
    ]);
  });

  it('takes dates, two arguments, and one artifact at two times', async () => {
    const whole = await run({ before: '2025-01-01', after: '2025-01-02' });
    expect(whole.acts).toHaveLength(2);
    const one = await run({ before: first, after: 'main', of: PARSER });
    expect(one.acts.map(({ operation }) => operation)).toEqual(['tag']);
    const part = await run({ before: first, after: 'main', of: 'org.acme.tools' });
    expect(part.acts.map(({ operation }) => operation)).toEqual(['publish']);
  });

  it('compares one revision with the working tree', async () => {
    expect((await run({ before: second })).files).toEqual([]);
    repository.write({ [STATE]: 'kind: [' });
    const { after, files } = await run({ before: 'HEAD..' });
    repository.git('checkout', '-q', '--', '.');
    expect(after).toEqual({ name: 'the working tree', commit: null });
    expect(files).toEqual([{ before: STATE, after: STATE, status: 'unreadable', fields: [] }]);
  });
});

describe('diff of what cannot be compared', () => {
  it.each<[string, Partial<DiffInput> & Pick<DiffInput, 'before'>, string]>([
    ['a release alone', { before: `${PARSER}@1.0.0` }, 'HYPER_DIFF_SIDES'],
    ['a release and a revision', { before: `${PARSER}@1.0.0`, after: 'HEAD' }, 'HYPER_DIFF_SIDES'],
    ['a revision and a release', { before: 'HEAD', after: `${PARSER}@1.0.0` }, 'HYPER_DIFF_SIDES'],
    [
      'a part of releases',
      { before: `${PARSER}@1.0.0`, after: '@1.1.0', of: 'org.acme' },
      'HYPER_DIFF_SIDES',
    ],
    ['revisions at another one', { before: 'HEAD', at: 'HEAD' }, 'HYPER_DIFF_SIDES'],
    ['a version that is not there', { before: `${PARSER}@1.0.0`, after: '@9.9.9' }, 'HYPER_RELEASE_MISSING'],
    ['a revision that is not there', { before: 'nowhere..HEAD' }, 'HYPER_REVISION_UNKNOWN'],
    ['a name that is not there', { before: 'HEAD', of: 'org.nobody/nothing' }, 'HYPER_ARTIFACT_MISSING'],
    ['a name that is none', { before: 'HEAD', of: '../../etc' }, 'HYPER_NAMESPACE_SEPARATOR'],
  ])('refuses %s', async (_what, input, code) => {
    await expect(run(input)).rejects.toMatchObject({ code });
  });
});
