import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { TOLD_AGAIN } from '../../src/cli/told-again.ts';
import { cacheWithCode } from '../build/lent-code.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { flipByte, sealed, unsealed } from '../build/kept-files.ts';
import { EXAMPLE, cleanEnvironment, hyper } from './run-hyper.ts';

const REF = 'org.acme.security/nexus-auth';
const LIST = ['registry', 'list'];
const KEPT = 'as it was kept\n';
const PROJECT = `apiVersion: hyper/v1
kind: Project
name: shop
registries:
  - name: example
    url: ../registry
dependencies: []
`;

/** One request for each command whose output may be remembered. */
const REQUESTS: readonly (readonly string[])[] = [
  ['audit', 'org.acme'],
  ['deps', 'conflicts', 'lib.money'],
  ['deps', 'tree', 'lib.money/money@2.2.0'],
  ['deps', 'impact', 'HEAD..HEAD'],
  ['diff', `${REF}@2.0.0`, '@2.1.0'],
  ['diff', 'HEAD..HEAD'],
  ['diff', 'HEAD'],
  ['discover', REF, '--dependents'],
  ['lint', '--output', 'json'],
  ['namespace', 'get', 'org.acme.production'],
  ['namespace', 'list'],
  ['access', 'explain', 'org.acme.production', '--as', 'github:3390145'],
  ['policy', 'explain', 'org.acme.production/gateway-config'],
  ['policy', 'list', 'org.acme.production', '--json'],
  ['query', 'type=plugin'],
  ['registry', 'get', `${REF}@^2`],
  LIST,
  ['registry', 'search', 'nexus', 'auth'],
  ['search', 'nexus', 'auth'],
  ['test', `${REF}@2.1.0`],
  ['trust', 'show'],
  ['trust', 'status', '--json'],
  ['validate'],
  ['verify', `${REF}@2.1.0`],
  ['version', 'list', REF],
];

/** The same of a project that has locked a release of it. */
const PROJECT_REQUESTS: readonly (readonly string[])[] = [
  ['deps', 'graph'],
  ['deps', 'list'],
  ['deps', 'outdated', '--all'],
  ['deps', 'resolve', '--frozen'],
  ['deps', 'tree'],
  ['deps', 'verify'],
  ['deps', 'why', 'decimal'],
  ['deps', 'why-not', 'lib.money/decimal@2.0.0'],
];

const root = temporaryFolder();
const cwd = join(root, 'registry');
const project = join(root, 'project');
const cache = cacheWithCode();
const config = temporaryFolder();
const env = { XDG_CACHE_HOME: cache, XDG_CONFIG_HOME: config };
const folder = join(cache, 'hyper/reports');

function git(...words: string[]): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const { status, stderr } = spawnSync('git', [...identity, ...words], { cwd, env: cleanEnvironment() });
  if (status !== 0) throw new Error(String(stderr));
}

const runThere = (words: string[]): string => hyper(words, { cwd: project, env }).stdout;
const run = (words = LIST, more: Record<string, string> = {}): string =>
  hyper(words, { cwd, env: { ...env, ...more } }).stdout;

/** Each request with the folder that it is made in. */
const PLACED = [
  ...REQUESTS.map((words) => [cwd, words] as const),
  ...PROJECT_REQUESTS.map((words) => [project, words] as const),
];

/** Changes every report that is kept, so that whoever prints one is seen. */
function change(changes: object): void {
  for (const name of readdirSync(folder)) {
    const report = JSON.parse(unsealed(join(folder, name))) as { basis: object };
    const { stdout = KEPT, ...basis } = changes as { stdout?: string };
    const text = JSON.stringify({ ...report, stdout, basis: { ...report.basis, ...basis } });
    writeFileSync(join(folder, name), sealed(text));
  }
}

beforeAll(async () => {
  cpSync(EXAMPLE, cwd, { recursive: true });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Example');
  const root = createHash('sha256')
    .update(readFileSync(join(cwd, 'trust/root.yaml')))
    .digest('hex');
  expect(hyper(['verify', '--all', '--root', root], { cwd, env }).status).toBe(0);
  mkdirSync(project);
  writeFileSync(join(project, 'hyper.yaml'), PROJECT);
  for (const words of [
    ['deps', 'add', 'lib.money/money'],
    ['deps', 'resolve'],
  ])
    expect(hyper(words, { cwd: project, env }).status).toBe(0);
  // What changed within two seconds before git looked is not taken for settled.
  await setTimeout(2500);
  // History is told of commits alone: that the tree is as it was, another command has to find out.
  run();
});

describe('what a command printed', () => {
  it.each(PLACED)('is printed again, to the byte: %s %s', (place, words) => {
    const asked = { cwd: place, env };
    const without = hyper(words, { ...asked, env: { ...env, CI: 'true' } });
    expect(hyper(words, asked)).toEqual(without);
    expect(hyper(words, asked)).toEqual(without);
    change({});
    expect(hyper(words, asked).stdout).toBe(KEPT);
    rmSync(folder, { recursive: true });
  });

  it('is asked of every command that may be remembered', () => {
    const ids = [...REQUESTS, ...PROJECT_REQUESTS].map((words) =>
      words.slice(0, TOLD_AGAIN.has(words[0] ?? '') ? 1 : 2).join(' '),
    );
    expect(new Set(ids)).toEqual(TOLD_AGAIN);
  });
});

describe('what a command printed is worked out anew', () => {
  const real = (): string => run(LIST, { CI: 'true' });

  it('where the environment, the words or the folder are others', () => {
    run();
    change({});
    expect(run()).toBe(KEPT);
    expect(run(LIST, { HYPER_ANY: '1' })).toBe(real());
    expect(run([...LIST, '--no-pager'])).toBe(real());
    const below = hyper(LIST, { cwd: join(cwd, 'namespaces'), env });
    expect(below.stdout).toBe(real());
    expect(run(LIST, { CI: 'true' })).not.toBe(KEPT);
  });

  it.each([
    ['after its time', { until: 1 }],
    ['before its time', { from: 8e15 }],
    ['where it is no text', { stdout: 1 }],
    [
      'where it is of another tree',
      { registries: [{ asked: cwd, folder: cwd, revision: { commit: 'a', tree: 'b' } }] },
    ],
    ['where it is of another registry', { registries: [{ asked: root, folder: cwd, revision: {} }] }],
  ])('%s', (_when, changes) => {
    run();
    change({});
    expect(run()).toBe(KEPT);
    change(changes);
    expect(run()).toBe(real());
  });

  it('where it is damaged, or others may write to it', () => {
    run();
    change({});
    expect(run()).toBe(KEPT);
    chmodSync(folder, 0o777);
    expect(run()).toBe(real());
    chmodSync(folder, 0o700);
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{');
    expect(run()).toBe(real());
    rmSync(folder, { recursive: true });
  });

  it('where settings are others', () => {
    run();
    change({});
    expect(run()).toBe(KEPT);
    run(['config', 'set', 'output', 'json']);
    expect(JSON.parse(run())).toHaveProperty('data');
    run(['config', 'unset', 'output']);
    expect(run()).toBe(real());
  });

  it('where another revision is named, which is never kept', () => {
    run();
    const count = readdirSync(folder).length;
    git('branch', '--force', 'elsewhere');
    run([...LIST, '--at', 'elsewhere']);
    run([...LIST, '--verbose']);
    expect(readdirSync(folder).length).toBe(count);
  });

  it.each(['hyper.lock', 'hyper.yaml'])('where %s is another, of the same size and time', (name) => {
    const words = ['deps', 'tree'];
    const path = join(project, name);
    const bytes = readFileSync(path);
    runThere(words);
    change({});
    expect(runThere(words)).toBe(KEPT);
    flipByte(path, bytes.indexOf('lib.money/money') + 'lib.money/m'.length);
    const without = hyper(words, { cwd: project, env: { ...env, CI: 'true' } });
    expect(hyper(words, { cwd: project, env })).toEqual(without);
    writeFileSync(path, bytes);
    expect(runThere(words)).toContain('lib.money/money 2.2.0');
  });

  it('where another project is nearer, or its lock is gone', () => {
    const below = join(project, 'below');
    mkdirSync(below);
    const list = (): string => hyper(['deps', 'list'], { cwd: below, env }).stdout;
    list();
    change({});
    expect(list()).toBe(KEPT);
    writeFileSync(join(below, 'hyper.yaml'), PROJECT.replace('shop', 'other'));
    expect(list()).toContain('asks for nothing yet');
    rmSync(below, { recursive: true });
    const list2 = (): string => runThere(['deps', 'list']);
    list2();
    change({});
    expect(list2()).toBe(KEPT);
    const lock = join(project, 'hyper.lock');
    const bytes = readFileSync(lock);
    rmSync(lock);
    expect(list2()).not.toBe(KEPT);
    symlinkSync(join(project, 'elsewhere.lock'), lock);
    expect(list2()).not.toBe(KEPT);
    rmSync(lock);
    writeFileSync(lock, bytes);
  });

  it.each([
    [project, ['deps', 'verify']],
    [cwd, ['verify', `${REF}@2.1.0`]],
  ])('where this client believes something else: %s %s', (place, words) => {
    const state = join(config, 'hyper/trust', readdirSync(join(config, 'hyper/trust'))[0] ?? '');
    const asked = { cwd: place, env };
    hyper(words, asked);
    change({});
    expect(hyper(words, asked).stdout).toBe(KEPT);
    const text = readFileSync(state, 'utf8');
    writeFileSync(state, text.replace('"rootVersion": 2', '"rootVersion": 9'));
    expect(hyper(words, asked).status).toBe(4);
    writeFileSync(state, text);
    expect(hyper(words, asked).stdout).toBe(KEPT);
  });

  it('where what stands at a path that was asked about is another thing', () => {
    const asked = { cwd: root, env };
    const words = ['verify', `${REF}@2.1.0`, '--registry', 'registry'];
    const before = hyper(words, asked).stdout;
    change({});
    expect(hyper(words, asked).stdout).toBe(KEPT);
    mkdirSync(join(root, 'org.acme.security'));
    symlinkSync(cwd, join(root, 'org.acme.security/nexus-auth@2.1.0'));
    expect(hyper(words, asked).stdout).not.toBe(KEPT);
    rmSync(join(root, 'org.acme.security'), { recursive: true });
    expect(before).toContain('2.1.0');
  });

  it.each(['answers', 'artifacts', 'reports', 'trees', 'verified'])(
    'where a byte of %s is damaged',
    (area) => {
      const requests = [
        [cwd, LIST],
        [project, ['deps', 'verify']],
      ] as const;
      rmSync(folder, { recursive: true });
      for (const [place, words] of requests) {
        const asked = { cwd: place, env };
        const { stdout } = hyper(words, asked);
        change({});
        expect(hyper(words, asked).stdout).toBe(KEPT);
        if (area !== 'reports' && area !== 'trees') rmSync(folder, { recursive: true });
        const files = readdirSync(join(cache, 'hyper', area), { recursive: true, withFileTypes: true });
        for (const file of files) if (file.isFile()) flipByte(join(file.parentPath, file.name));
        expect(hyper(words, asked).stdout).toBe(stdout);
      }
    },
  );

  it('where a signed file is another one, of the same size and time', () => {
    const place = join(cwd, 'namespaces/lib/money/money/2.2.0.yaml');
    const one = ['verify', 'lib.money/money@2.2.0'];
    const two = ['deps', 'verify'];
    run();
    run(one);
    runThere(two);
    change({});
    expect([run(one), runThere(two)]).toEqual([KEPT, KEPT]);
    const bytes = readFileSync(place);
    for (const at of [200, bytes.length >> 1, bytes.length - 20]) {
      flipByte(place, at);
      expect([hyper(one, { cwd, env }).status, hyper(two, { cwd: project, env }).status]).toEqual([4, 4]);
      writeFileSync(place, bytes);
    }
  });

  it('where the working tree has changed, or HEAD', () => {
    const before = real();
    run();
    change({});
    writeFileSync(join(cwd, 'registry.yaml'), `${readFileSync(join(cwd, 'registry.yaml'), 'utf8')}# more\n`);
    expect(run()).toBe(before);
    git('commit', '--quiet', '--all', '--message', 'More');
    expect(run()).toBe(before);
  });
});
