import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareText } from '../../src/core/index.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { TestTerminal, hasTmux, tmuxNote } from '../terminal/tmux.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';

const GOLDEN = join(import.meta.dirname, '../golden/terminal');
const HEIGHT = 110;
const hasLess = spawnSync('less', ['--version']).status === 0;

/** What a new user tries first; each prints what only a change of the example or of hyper can alter. */
const COMMANDS: readonly (readonly [name: string, command: string, status: number])[] = [
  ['help', 'hyper namespace list --help', 0],
  ['registry-list', 'hyper registry list --namespace org.acme.security', 0],
  ['registry-get', 'hyper registry get org.acme.security/nexus-auth', 0],
  ['namespace-list', 'hyper namespace list --namespace org.acme', 0],
  ['version-list', 'hyper version list org.acme.platform/gateway', 0],
  ['policy-list', 'hyper policy list org.acme.production', 0],
  ['search', 'hyper search nexus auth', 0],
  ['dry-run', 'hyper version yank org.acme.platform/gateway@2.1.0 --reason "Drops headers." --dry-run', 0],
  ['error-command', 'hyper registry lst', 2],
  ['error-flag', 'hyper registry list --filtr type=plugin', 2],
  ['error-name', 'hyper registry get org.acme.security/nexus-atuh', 1],
  ['error-namespace', 'hyper namespace get org.amce', 1],
  [
    'error-manifest',
    'printf "apiVersion: hyper/v1\\nkind: Namespace\\npath: Org.Acme\\n" | hyper validate -',
    1,
  ],
];

const repository = createTestRepository();
const keys = temporaryFolder();

/** Takes what differs from run to run out of a screen. */
function settled(screen: string): string {
  const stopped = screen.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?="$)/gmu, 'NOW');
  return `${stopped.replaceAll(/[ \t]+$/gmu, '').trimEnd()}\n`;
}

describe.runIf(hasTmux)(`a terminal${tmuxNote}`, () => {
  let terminal: TestTerminal;
  beforeAll(() => {
    cpSync(EXAMPLE, repository.folder, { recursive: true });
    repository.commit('The example');
    terminal = new TestTerminal({
      ...{ cwd: repository.folder, width: 80, height: HEIGHT },
      env: { HYPER_KEYS: keys },
    });
  });
  afterAll(() => {
    terminal.close();
  });

  describe.each([80, 40])('of %i columns', (width) => {
    beforeAll(() => {
      terminal.resize(width, HEIGHT);
      mkdirSync(GOLDEN, { recursive: true });
    });

    test.each(COMMANDS)('shows %s as it was looked at', async (name, command, expected) => {
      const { screen, status } = await terminal.run(command);
      const shown = settled(screen);
      const golden = join(GOLDEN, `${name}-${String(width)}.txt`);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, shown);
      expect(shown).toBe(readFileSync(golden, 'utf8'));
      expect(status).toBe(expected);
      expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    });
  });

  describe('of fewer lines than the result', () => {
    const listed = 'hyper registry list --namespace org.acme';
    beforeAll(() => {
      terminal.resize(80, 12);
    });

    /** Keys that come while less still looks at Ctrl-C are lost. */
    async function pressUntil(key: string, wanted: string): Promise<void> {
      for (let tries = 0; tries < 100 && !terminal.screen().includes(wanted); tries += 1) {
        terminal.keys(key);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await terminal.seen(wanted);
    }

    test.skipIf(!hasLess)('shows it page by page, and ends well when one has seen enough', async () => {
      const ended = await terminal.start(listed);
      await terminal.seen('REFERENCE', /^:$/mu);
      terminal.keys('C-c');
      await pressUntil('G', '(END)');
      terminal.keys('q');
      expect((await ended()).status).toBe(0);
    });

    test.each([
      ['the program that HYPER_PAGER names', `HYPER_PAGER='sed -n 1p' PAGER=false ${listed}`],
      ['one that reads a line alone', `HYPER_PAGER='head -n 1' ${listed}`],
      ['that of PAGER, for help too', `PAGER='grep -m 1 USAGE' hyper registry --help`],
    ])('goes through %s', async (_, command) => {
      const { screen, status } = await terminal.run(command);
      expect(screen.trim()).toMatch(/^(?:REFERENCE\b.*|USAGE)$/u);
      expect(status).toBe(0);
    });

    test.each([
      ['--no-pager', `HYPER_PAGER=false ${listed} --no-pager`],
      ['HYPER_PAGER=cat', `HYPER_PAGER=cat ${listed}`],
      ['a pipe', `HYPER_PAGER=false ${listed} | cat`],
      ['a program that is not there', `HYPER_PAGER=/nowhere/less ${listed}`],
    ])('is printed as it is with %s', async (_, command) => {
      const { screen, status } = await terminal.run(command);
      expect(screen).toContain('org.acme/engineering-standards');
      expect(status).toBe(0);
    });

    test('is paged by nothing that a registry or a project says (C05)', async () => {
      const project = join(repository.folder, 'hyper.config.yaml');
      writeFileSync(project, 'pager: touch owned\n');
      await terminal.run(`PAGER=cat ${listed}`);
      expect(existsSync(join(repository.folder, 'owned'))).toBe(false);
      rmSync(project);
    });
  });

  describe('with a git that never answers', () => {
    const marks = temporaryFolder();
    const site = join(marks, 'site');
    const held = join(marks, 'held');
    beforeAll(() => {
      terminal.resize(80, HEIGHT);
      const path = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
      const script = `#!/bin/sh\ncase "$*" in *cat-file*) : > '${held}'; exec sleep 1000;; esac\nexec '${path}' "$@"\n`;
      writeFileSync(join(marks, 'git'), script, { mode: 0o755 });
    });

    test.each([
      ['validate --at HEAD', 80],
      ['validate --at HEAD', 40],
      [`build --out '${site}'`, 80],
      [`build --out '${site}'`, 40],
    ])('ends %s at Ctrl-C, in %i columns, and leaves all as it was (K09)', async (command, width) => {
      terminal.resize(width, HEIGHT);
      await terminal.run(`hyper build --quiet --out '${site}' > '${marks}/before'; rm -f '${held}'`);
      const before = readFileSync(join(site, 'digests.json'), 'utf8');
      const from = terminal.written().length;
      const ended = await terminal.start(
        `XDG_CACHE_HOME='${temporaryFolder()}' PATH='${marks}':"$PATH" hyper ${command}`,
      );
      while (!existsSync(held)) await new Promise((resolve) => setTimeout(resolve, 20));
      terminal.keys('C-c');
      const { screen, status } = await ended();
      expect(status).toBe(130);
      expect(screen.replace('^C', '').trim().replaceAll(/\s+/gu, ' ')).toBe(
        'error HYPER_INTERRUPTED stopped by SIGINT',
      );
      const written = terminal.written().slice(from);
      expect(written.lastIndexOf('\u001B[?25l')).toBeLessThanOrEqual(written.lastIndexOf('\u001B[?25h'));
      expect(readFileSync(join(site, 'digests.json'), 'utf8')).toBe(before);
      expect(readdirSync(marks).toSorted(compareText)).toEqual(['before', 'git', 'held', 'site']);
      expect((await terminal.run('stty -a')).screen).toMatch(/ icanon .* echo /su);
    });
  });

  describe('asks', () => {
    beforeAll(() => {
      terminal.resize(80, HEIGHT);
    });

    test('for what a release cannot be without, and for nothing else', async () => {
      const ended = await terminal.start('hyper registry create');
      await terminal.seen('What is it (plugin, service, config, template, library, theme):');
      terminal.line('servce');
      await terminal.seen('library or theme, got "servce"\nWhat is it (');
      terminal.line('service');
      await terminal.seen('Its name, as NAMESPACE/NAME:');
      terminal.line('Org.acme/pinger');
      await terminal.seen('expected lower case\nIts name, as NAMESPACE/NAME:');
      terminal.line('org.acme.platform/pinger');
      await terminal.seen('What is this service for, in a sentence?');
      terminal.line('Says that it is there.');
      expect((await ended()).status).toBe(0);
      const path = join(repository.folder, 'namespaces/org/acme/platform/pinger/0.1.0.yaml');
      expect(readFileSync(path, 'utf8')).toContain('description: Says that it is there.');
      repository.git('clean', '-fdq');
    });

    test('nothing while it follows the history, and shows no progress of looks without news', async () => {
      const ended = await terminal.start('hyper audit lib.text --operation yank --follow --interval 1');
      await terminal.seen('markdown-lite');
      const from = terminal.written().length;
      const tip = repository.git('rev-parse', 'HEAD');
      const yank = ['version', 'yank', 'lib.text/slugs@0.9.0', '--reason', 'Old.', '--commit'];
      const env = { GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com' };
      const author = { GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com' };
      expect(hyper(yank, { cwd: repository.folder, env: { ...env, ...author } }).status).toBe(0);
      await terminal.seen('slugs@0.9.0');
      terminal.keys('C-c');
      expect((await ended()).status).toBe(130);
      expect(terminal.written().slice(from)).not.toMatch(/commits [0-9]/u);
      repository.git('reset', '-q', '--hard', tip);
    });

    test.each([
      ['hyper registry create', 'What is it (', 'C-c', 130],
      ['hyper registry create', 'What is it (', 'C-d', 2],
      ['hyper registry create org.acme.platform/x', 'What is it (', 'C-c', 130],
      ['hyper registry create service org.acme.platform/x', 'What is this service for', 'C-c', 130],
      ['hyper key generate someone', 'New passphrase of "someone":', 'C-c', 130],
    ])('%s, and leaves a clean line and no half state at %s, %s', async (command, question, key, status) => {
      const ended = await terminal.start(command);
      await terminal.seen(question);
      terminal.keys(key);
      const end = await ended();
      expect(end.status).toBe(status);
      expect(end.screen).toMatch(/\n(?:error|warning) HYPER_/u);
      expect(repository.git('status', '--short')).toBe('');
      expect(existsSync(join(keys, 'someone.key'))).toBe(false);
      const { screen: settings } = await terminal.run('stty -a');
      expect(settings).toMatch(/ icanon .* echo /su);
    });

    test.each([80, 40])(
      'whom to believe, in %i columns, and takes neither y nor nothing for yes',
      async (width) => {
        terminal.resize(width, HEIGHT);
        const ended = await terminal.start(`HOME='${temporaryFolder()}' hyper verify lib.text/slugs@0.9.0`);
        await terminal.seen('(yes/no):');
        terminal.line('y');
        await terminal.seen('Write yes or no, in full:');
        terminal.line('no');
        const { screen, status } = await ended();
        terminal.resize(80, HEIGHT);
        const golden = join(GOLDEN, `first-use-${String(width)}.txt`);
        if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, settled(screen));
        expect(settled(screen)).toBe(readFileSync(golden, 'utf8'));
        expect(status).toBe(4);
      },
    );

    test('before it signs; no, nothing and Ctrl-C all write nothing', async () => {
      await terminal.run('HYPER_PASSPHRASE="four words that rhyme" hyper key generate release');
      await terminal.run('hyper key rotate org.acme.platform --new release');
      repository.commit('A new key');
      const sign =
        'HYPER_PASSPHRASE="four words that rhyme" hyper sign org.acme.platform/gateway@2.2.0 --key release';
      for (const [keysPressed, expected] of [
        [['n', 'o', 'Enter'], undefined],
        [['C-d'], undefined],
        [['C-c'], 130],
      ] as const) {
        const ended = await terminal.start(sign);
        await terminal.seen('Sign this file? (yes/no):');
        terminal.keys(...keysPressed);
        const { status } = await ended();
        expect(status).toBe(expected ?? status);
        expect(status).not.toBe(0);
        expect(repository.git('status', '--short')).toBe('');
      }
      const ended = await terminal.start(sign);
      await terminal.seen('Sign this file? (yes/no):');
      terminal.line('yes');
      expect((await ended()).status).toBe(0);
      expect(repository.git('status', '--short')).toContain('gateway/2.2.0.sigstore.json');
    });
  });
});
