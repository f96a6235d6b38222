import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { TOLD_AGAIN } from '../../src/cli/told-again.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE, cleanEnvironment, hyper } from './run-hyper.ts';

const REF = 'org.acme.security/nexus-auth';
const LIST = ['registry', 'list'];
const KEPT = 'as it was kept\n';

/** One request for each command whose output may be remembered. */
const REQUESTS: readonly (readonly string[])[] = [
  ['audit', 'org.acme'],
  ['diff', `${REF}@2.0.0`, '@2.1.0'],
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
  ['search', 'nexus', 'auth'],
  ['test', `${REF}@2.1.0`],
  ['trust', 'show'],
  ['trust', 'status', '--json'],
  ['version', 'list', REF],
];

const cwd = join(temporaryFolder(), 'registry');
const cache = temporaryFolder();
const env = { XDG_CACHE_HOME: cache, XDG_CONFIG_HOME: temporaryFolder() };
const folder = join(cache, 'hyper/reports');

function git(...words: string[]): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const { status, stderr } = spawnSync('git', [...identity, ...words], { cwd, env: cleanEnvironment() });
  if (status !== 0) throw new Error(String(stderr));
}

const run = (words = LIST, more: Record<string, string> = {}): string =>
  hyper(words, { cwd, env: { ...env, ...more } }).stdout;

/** Changes every report that is kept, so that whoever prints one is seen. */
function change(changes: object): void {
  for (const name of readdirSync(folder)) {
    const report = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { basis: object };
    const { stdout = KEPT, ...basis } = changes as { stdout?: string };
    const text = JSON.stringify({ ...report, stdout, basis: { ...report.basis, ...basis } });
    writeFileSync(join(folder, name), text);
  }
}

beforeAll(async () => {
  cpSync(EXAMPLE, cwd, { recursive: true });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Example');
  // What changed within two seconds before git looked is not taken for settled.
  await setTimeout(2500);
  // History is told of commits alone: that the tree is as it was, another command has to find out.
  run();
});

describe('what a command printed', () => {
  it.each(REQUESTS)('is printed again, to the byte: %s %s', (...words) => {
    const without = hyper(words, { cwd, env: { ...env, CI: 'true' } });
    const before = hyper(words, { cwd, env });
    expect(before).toEqual(without);
    expect(hyper(words, { cwd, env })).toEqual(without);
    change({});
    expect(run([...words])).toBe(KEPT);
    rmSync(folder, { recursive: true });
  });

  it('is asked of every command that may be remembered', () => {
    const ids = REQUESTS.map((words) => words.slice(0, TOLD_AGAIN.has(words[0] ?? '') ? 1 : 2).join(' '));
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
    ['where it is of another tree', { revision: { commit: 'a', tree: 'b' } }],
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
