import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';

const COMMANDS = [
  ['registry', 'get', 'hyper.plugins/licence-check', '--json'],
  ['namespace', 'get', 'org'],
  ['explain', 'HYPER_TREE_TWINS'],
];

it('hyper says the same from compiled code, without it, and where it is damaged', () => {
  const home = temporaryFolder();
  const codes = join(home, '.cache', 'hyper', 'code');
  for (const words of COMMANDS) {
    const run = (env: Readonly<Record<string, string>>): unknown => {
      const { status, stdout, stderr } = hyper([...words, '--registry', EXAMPLE], { cwd: home, env });
      return { status, stdout, stderr };
    };
    const without = run({ HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(run({ HOME: home, CI: 'true' })).toEqual(without);
    expect(run({ HOME: home })).toEqual(without);
    expect(run({ HOME: home })).toEqual(without);
    for (const name of readdirSync(codes)) {
      const bytes = readFileSync(join(codes, name));
      bytes.fill(0x5a, Math.floor(bytes.length / 4), Math.floor(bytes.length / 3));
      writeFileSync(join(codes, name), bytes);
    }
    expect(run({ HOME: home })).toEqual(without);
  }
  expect(readdirSync(codes)).toHaveLength(COMMANDS.length);
});

it('hyper keeps no compiled code in CI, nor in a repository', () => {
  const home = temporaryFolder();
  mkdirSync(join(home, '.cache'));
  hyper(['explain', 'HYPER_TREE_TWINS'], { cwd: home, env: { HOME: home, CI: 'true' } });
  expect(existsSync(join(home, '.cache', 'hyper'))).toBe(false);
});
