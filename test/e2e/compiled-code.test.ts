import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { pathToFileURL } from 'node:url';
import { dirname } from 'node:path';
import { spawnSync } from 'node:child_process';
import { cleanEnvironment, EXAMPLE, hyper, HYPER } from './run-hyper.ts';

const COMMANDS = [
  ['registry', 'get', 'hyper.plugins/licence-check', '--json', '--registry', EXAMPLE],
  ['namespace', 'get', 'org', '--registry', EXAMPLE],
  ['explain', 'HYPER_TREE_TWINS'],
];

it('hyper says the same from compiled code, without it, and where it is damaged', () => {
  const home = temporaryFolder();
  const codes = join(home, '.cache', 'hyper', 'code');
  let turn = 0;
  for (const words of COMMANDS) {
    const run = (env: Readonly<Record<string, string>>): unknown => {
      // In an environment of its own each run does its work: what another printed is not printed again.
      const own = { ...env, TURN: String((turn += 1)) };
      const { status, stdout, stderr } = hyper(words, { cwd: home, env: own });
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
  // One more is what looks whether a command has to be run at all.
  expect(readdirSync(codes)).toHaveLength(COMMANDS.length + 1);
});

it('hyper keeps no compiled code in CI, nor in a repository', () => {
  const home = temporaryFolder();
  mkdirSync(join(home, '.cache'));
  hyper(['explain', 'HYPER_TREE_TWINS'], { cwd: home, env: { HOME: home, CI: 'true' } });
  expect(existsSync(join(home, '.cache', 'hyper'))).toBe(false);
});

/** One command or two of each file that holds commands whole. */
const ROUTED = [
  ['config', 'list'],
  ['discover', 'org.acme.security/nexus-auth', '--json'],
  ['access', 'explain', 'org.acme.production', '--as', 'github:3390145'],
  ['policy', 'explain', 'org.acme.production/gateway-config', '--json'],
  ['audit', 'lib.money', '--json'],
  ['diff', 'org.acme.security/nexus-auth@2.0.0', '@2.1.0'],
  ['trust', 'show', '--json'],
  ['verify', 'org.acme.security/nexus-auth@2.1.0'],
  ['version', 'tag', 'lib.money/money@2.2.0', 'tested', '--dry-run'],
  ['key', 'export', 'nobody'],
  ['ci', '--base', 'HEAD', '--head', 'HEAD', '--json'],
  ['policy', 'try', 'licence-allow-list'],
];

it('hyper says the same from one file and from the files that all commands share', () => {
  const dist = pathToFileURL(`${dirname(HYPER)}/`).href;
  const build = `{version:'0.1.0',id:'x',worker:new URL('${dist}check-worker.mjs'),schemas:new URL('${dist}schemas')}`;
  const program = `import('${dist}run.mjs').then(({ run }) => run(process.argv.slice(1), ${build}))`;
  for (const words of ROUTED) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program, '--', ...words], {
      cwd: EXAMPLE,
      env: cleanEnvironment(),
      encoding: 'utf8',
    });
    const routed = hyper(words, { cwd: EXAMPLE });
    expect(stdout + stderr).not.toBe('');
    expect(routed, words.join(' ')).toMatchObject({ status, stdout, stderr });
  }
});
