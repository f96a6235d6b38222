import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestRepository, testGitEnvironment } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { namespace, registryText, release } from '../build/manifests.ts';
import { hyper } from './run-hyper.ts';

let registry: TestRepository;
let project: TestRepository;

const deps = (...words: readonly string[]): string => {
  const { status, stdout, stderr } = hyper(['deps', ...words], { cwd: project.folder });
  expect(status, stderr).toBe(0);
  return stdout;
};
const data = (...words: readonly string[]): unknown =>
  (JSON.parse(deps(...words, '--json')) as { data: unknown }).data;

beforeAll(() => {
  registry = createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...release('org.acme/app', '1.0.0', 'dependencies:\n  org.acme/log: ^1.0.0\n'),
    ...release('org.acme/log', '1.0.0'),
    ...release('org.acme/lib', '1.0.0'),
    ...release('org.acme/lib', '1.1.0'),
  });
  project = createTestRepository({
    'hyper.yaml': `apiVersion: hyper/v1\nkind: Project\nname: shop\nregistries:\n  - name: main\n    url: ${registry.folder}\ndependencies:\n  org.acme/app: ^1.0.0\n  org.acme/lib: ^1.0.0\n`,
  });
  deps('resolve');
});

describe('a project that asks for an artifact that was renamed since', () => {
  let before: string;
  beforeAll(() => {
    before = readFileSync(join(project.folder, 'hyper.lock'), 'utf8');
    const rename = ['registry', 'rename', 'org.acme/lib', 'kit', '--reason', 'Clearer.', '--commit'];
    const env = testGitEnvironment();
    expect(hyper(rename, { cwd: registry.folder, env })).toMatchObject({ status: 0 });
  });

  test('keeps the lock that it has, which still verifies and is frozen', () => {
    deps('resolve', '--frozen');
    deps('verify');
    expect(readFileSync(join(project.folder, 'hyper.lock'), 'utf8')).toBe(before);
  });

  test('is told of the move when it asks for the old name', () => {
    const add = ['deps', 'add', 'org.acme/lib', 'org.acme/log', '--dry-run', '--json'];
    const { status, stdout } = hyper(add, { cwd: project.folder });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: unknown };
    expect(status).toBe(0);
    expect(diagnostics).toMatchObject([
      {
        ...{ code: 'HYPER_RESOLVE_MOVED', severity: 'warning' },
        message: '"org.acme/lib" was moved to "org.acme/kit"',
        hint: 'hyper deps remove org.acme/lib && hyper deps add org.acme/kit',
      },
    ]);
  });

  test('is told by what it was locked once the lock names the new one', () => {
    deps('resolve', '--update', 'org.acme/lib');
    expect(readFileSync(join(project.folder, 'hyper.lock'), 'utf8')).toContain('  org.acme/kit:\n');
    expect(deps('list')).toMatch(/^org\.acme\/lib +\^1\.0\.0 +1\.1\.0 /mu);
    expect(deps('tree')).toContain('└── org.acme/kit 1.1.0');
    expect(deps('why', 'org.acme/kit')).toContain('shop → org.acme/kit 1.1.0');
    expect(deps('why', 'org.acme/lib')).toBe(deps('why', 'org.acme/kit'));
    expect(data('graph')).toMatchObject({
      nodes: [{ artifact: 'org.acme/app' }, { artifact: 'org.acme/kit' }, { artifact: 'org.acme/log' }],
      edges: [
        [-1, 0],
        [-1, 1],
        [0, 2],
      ],
    });
    expect(data('outdated')).toMatchObject({ rows: [] });
  });
});

test('what was renamed and its new name are both locked where one range takes the old releases alone', () => {
  const state = 'apiVersion: hyper/v1\nkind: ArtifactState\nnamespace: org.acme\nname: old\nrevision: 1\n';
  const two = createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...release('org.acme/old', '0.9.0'),
    'namespaces/org/acme/old/artifact.yaml': `${state}redirect:\n  artifact: org.acme/new\n`,
    ...release('org.acme/new', '1.0.0'),
    ...release('org.acme/app', '1.0.0', 'dependencies:\n  org.acme/old: ^1.0.0\n'),
  });
  const { folder } = createTestRepository({
    'hyper.yaml': `apiVersion: hyper/v1\nkind: Project\nname: shop\nregistries:\n  - name: main\n    url: ${two.folder}\ndependencies:\n  org.acme/app: ^1.0.0\n  org.acme/old: ^0.9.0\n`,
  });
  for (const words of [['resolve'], ['resolve', '--frozen'], ['verify']]) {
    const { status, stderr } = hyper(['deps', ...words], { cwd: folder });
    expect(status, stderr).toBe(0);
  }
  const lock = readFileSync(join(folder, 'hyper.lock'), 'utf8');
  expect([...lock.matchAll(/^ {2}(org\.acme\/\w+):$/gmu)].map(([, name]) => name)).toEqual([
    'org.acme/app',
    'org.acme/new',
    'org.acme/old',
  ]);
  expect(lock).toContain('    dependencies:\n      org.acme/new: 1.0.0\n');
});

test('a registry that moved is asked for at its new address, and the lock follows', () => {
  const place = `${registry.folder}-moved`;
  const manifest = join(project.folder, 'hyper.yaml');
  renameSync(registry.folder, place);
  const lost = hyper(['deps', 'resolve'], { cwd: project.folder });
  expect(lost).toMatchObject({ status: 3 });
  expect(lost.stderr).toContain(`there is no registry at "${registry.folder}", where the project has "main"`);
  expect(lost.stderr).toContain('hint: write its new address into hyper.yaml');
  const text = readFileSync(manifest, 'utf8').replace(registry.folder, place);
  writeFileSync(manifest, text);
  const differs = hyper(['deps', 'verify'], { cwd: project.folder });
  expect(differs).toMatchObject({ status: 4 });
  expect(differs.stdout).toContain('hint: if the registry moved: hyper deps resolve;');
  deps('resolve');
  deps('verify');
  renameSync(place, registry.folder);
});
