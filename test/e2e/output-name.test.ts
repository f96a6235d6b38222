import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';

interface Row {
  readonly reference: string;
  readonly path: string;
  readonly version: string;
}

interface Listed extends Row {
  readonly versions: readonly Row[];
  readonly results: readonly Row[];
}

const folder = temporaryFolder();

/** Commands, and what of their JSON the names are. */
const LISTS: readonly (readonly [
  words: string,
  pick: (data: Listed & readonly Row[]) => readonly string[],
])[] = [
  ['registry list --namespace lib', (rows) => rows.map(({ reference }) => reference)],
  ['registry get lib.text/slugs', ({ reference, version }) => [`${reference}@${version}`]],
  [
    'version list lib.text/slugs',
    ({ reference, versions }) => versions.map(({ version }) => `${reference}@${version}`),
  ],
  ['namespace list', (rows) => rows.map(({ path }) => path)],
  ['policy list', (rows) => rows.map(({ path }) => path)],
  ['query type=plugin', ({ results }) => results.map(({ reference }) => reference)],
];

test.each(LISTS)('hyper %s says the same in every format', (words, pick) => {
  const run = (output: string) =>
    hyper([...words.split(' '), '--output', output], { cwd: EXAMPLE, env: { HOME: folder } });
  const json = run('json');
  const { data } = JSON.parse(json.stdout) as { data: Listed & readonly Row[] };
  const names = pick(data);
  expect(names.length).toBeGreaterThan(0);
  expect(run('name')).toMatchObject({ status: json.status, stdout: `${names.join('\n')}\n` });
  const yaml = run('yaml');
  expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
  const wide = run('wide').stdout;
  for (const name of names) expect(wide).toContain(name.split(/[@/]/u).at(-1)?.replace('.yaml', ''));
});

test('findings name their files, and what has no name says so before anything is done', () => {
  const lint = hyper(['lint', '--output', 'name'], { cwd: EXAMPLE });
  const { diagnostics } = JSON.parse(hyper(['lint', '--json'], { cwd: EXAMPLE }).stdout) as {
    diagnostics: { path: string }[];
  };
  expect(lint.stdout.split('\n').slice(0, -1)).toEqual([...new Set(diagnostics.map(({ path }) => path))]);
  const built = hyper(['build', '--out', 'site', '--output', 'name', '--registry', EXAMPLE], { cwd: folder });
  expect(built).toMatchObject({ status: 2, stdout: '' });
  expect(built.stderr).toContain('HYPER_USAGE_FLAG_VALUE');
  const got = hyper(['config', 'get', 'output', '--output', 'csv'], { cwd: EXAMPLE });
  expect(got).toMatchObject({ status: 2, stdout: '' });
  expect(got.stderr).toContain('has no rows to print');
  expect(hyper(['doctor'], { cwd: EXAMPLE, env: { HYPER_OUTPUT: 'name' } }).stdout).toContain('clock');
});
