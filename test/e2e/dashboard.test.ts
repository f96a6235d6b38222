import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { TestTerminal, hasTmux, tmuxNote } from '../terminal/tmux.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';

const HOSTILE = 'Red \u001b[31m, clip \u001b]52;c;aGFjaw==\u0007';
const repository = createTestRepository();

beforeAll(() => {
  cpSync(EXAMPLE, repository.folder, { recursive: true });
  repository.commit('The example');
});

describe('without a terminal', () => {
  test.each([
    [[], 'there is none that can draw'],
    [['--json'], '"--output json" is for others'],
    [['--output', 'yaml'], '"--output yaml" is for others'],
  ])('the dashboard says what to use instead (%j)', (words, told) => {
    const { status, stdout, stderr } = hyper(['dashboard', ...words], { cwd: repository.folder });
    expect(status).toBe(3);
    expect(stdout + stderr).toContain('HYPER_TERMINAL_MISSING');
    expect((stdout + stderr).replaceAll('\\"', '"')).toContain(told);
    expect(stdout + stderr).toContain('hyper registry list');
  });
});

describe.runIf(hasTmux)(`the dashboard in a terminal${tmuxNote}`, () => {
  let terminal: TestTerminal;
  beforeAll(() => {
    terminal = new TestTerminal({ cwd: repository.folder, width: 80, height: 24 });
  });
  afterAll(() => {
    terminal.close();
  });

  test('shows every panel at 80 and 40 columns, and after a resize', async () => {
    terminal.line('echo before; hyper dashboard; echo "status $?"');
    const wide = await terminal.seen(
      /1 Namespaces 24\] 2 Artifacts 80 3 Signatures 0 4 Findings 0 5 History \d/u,
    );
    expect(wide).toContain('> hyper ');
    expect(wide).toMatch(/^q leave .* \? keys/mu);
    terminal.keys('5');
    await terminal.seen(/\[5 History \d+\]/u);
    terminal.resize(40, 16);
    const narrow = await terminal.seen(/^1:24 2:80 3:0 4:0 \[5 History \d+\]$/mu);
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(narrow.split('\n').length).toBe(15);
    terminal.keys('2', '/');
    terminal.type('gateway');
    expect(await terminal.seen('find: gateway_')).toContain('> org.acme.platform/gateway');
    terminal.keys('Enter', 'Enter');
    await terminal.seen('Reference:');
    terminal.resize(100, 30);
    expect(await terminal.seen(/\[2 Artifacts 80\] 3 Signatures 0/u)).toContain(
      'Edge gateway: TLS, token checks',
    );
    expect(terminal.screen().split('\n')).toHaveLength(29);
  });

  test('gives the screen back as it was, with status 0', async () => {
    terminal.keys('q');
    const screen = await terminal.seen('status 0');
    expect(screen).toContain('before');
    expect(screen).not.toContain('Artifacts');
  });

  test('gives it back at Ctrl-C too, with status 130, also while it reads', async () => {
    terminal.line('clear; hyper dashboard; echo "status $?"');
    await terminal.seen('1 Namespaces');
    terminal.keys('C-c');
    expect(await terminal.seen('status 130')).not.toContain('Namespaces');
    const { screen: settings } = await terminal.run('stty -a');
    expect(settings).toMatch(/ icanon /u);
    expect(settings).toMatch(/ echo /u);
  });

  test('looks at a time that has gone, and says what is wrong with one panel in that panel', async () => {
    repository.write({ 'namespaces/org/acme/late.txt': 'no manifest\n' });
    terminal.line(
      'clear; hyper dashboard --at HEAD --namespace org.acme --changed nowhere; echo "status $?"',
    );
    const screen = await terminal.seen(/3 Signatures ! 4 Findings 0 5 History \d/u);
    expect(screen).toContain('Registry ., org.acme, at HEAD');
    expect(screen).not.toContain('hyper.plugins');
    terminal.keys('3');
    expect(await terminal.seen('HYPER_REVISION_UNKNOWN')).toContain('nowhere');
    terminal.keys('q');
    await terminal.seen('status 0');
  });

  test('ends before it draws where there is no registry', async () => {
    const { screen, status } = await terminal.run('hyper dashboard --registry /nowhere');
    expect(status).toBe(3);
    expect(screen).toContain('HYPER_');
  });

  test('never lets a name or a text steer the terminal (X07)', async () => {
    const { folder } = repository;
    writeFileSync(join(folder, 'namespaces/lib/http', `${HOSTILE}.yaml`), 'kind: Namespace\n');
    repository.git('add', '-A');
    repository.git(
      '-c',
      `user.name=${HOSTILE}`,
      'commit',
      '-q',
      `--author=${HOSTILE} <x@example.org>`,
      '-m',
      HOSTILE,
    );
    const before = terminal.written().length;
    terminal.line('clear; hyper dashboard; echo "status $?"');
    await terminal.seen(/4 Findings [1-9]\d* 5 History \d/u);
    terminal.keys('4');
    await terminal.seen('[4 Findings');
    terminal.keys('Enter');
    await terminal.seen('Red \\u{1b}[31m');
    terminal.keys('5', 'Enter');
    await terminal.seen(/actor: +Red \\u\{1b\}\[31m/u);
    terminal.keys('q');
    await terminal.seen('status 0');
    const drawn = terminal.written().slice(before);
    expect(drawn).not.toContain('\u001b]52');
    expect(drawn).not.toContain('\u001b[31m, clip');
  });
});
