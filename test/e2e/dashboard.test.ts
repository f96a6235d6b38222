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
    await terminal.seen(
      /1 Namespaces 24\] 2 Artifacts 80 3 Signatures 0 4 Findings 0 5 History \d/u,
      '> hyper ',
      /^q leave .* \? keys/mu,
    );
    terminal.keys('5');
    await terminal.seen(/\[5 History \d+\]/u);
    terminal.resize(40, 16);
    const narrow = await terminal.seen(/^1:24 2:80 3:0 4:0 \[5 History \d+\]$/mu, /^(?:.*\n){14}q leave /u);
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(narrow.split('\n').length).toBe(15);
    terminal.keys('2', '/');
    terminal.type('gateway');
    await terminal.seen('find: gateway_', '> org.acme.platform/gateway');
    terminal.keys('Enter', 'Enter');
    await terminal.seen('Reference:', 'esc back');
    terminal.resize(100, 30);
    const large = await terminal.seen(
      /\[2 Artifacts 80\] 3 Signatures 0/u,
      'Edge gateway: TLS, token checks',
      /^(?:.*\n){28}esc back /u,
    );
    expect(large.split('\n')).toHaveLength(29);
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
    const screen = await terminal.seen(
      /3 Signatures ! 4 Findings 0 5 History \d/u,
      'Registry ., org.acme, at HEAD',
    );
    expect(screen).not.toContain('hyper.plugins');
    terminal.keys('3');
    await terminal.seen('HYPER_REVISION_UNKNOWN', 'nowhere');
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
    terminal.line('clear; hyper dashboard; echo "hostile $?"');
    await terminal.seen(/4 Findings [1-9]\d* 5 History \d/u, 'q leave');
    terminal.keys('4', '/');
    terminal.type('Red');
    // A list, a list cut down to a row, that row opened: each is told from the one before by its last line.
    await terminal.seen('[4 Findings', 'find: Red_', /^> .*Red \\u\{1b\}/mu);
    terminal.keys('Enter');
    await terminal.seen(/^find: Red \(\d+\), esc ends it/mu);
    terminal.keys('Enter');
    await terminal.seen('Red \\u{1b}[31m', /^esc back/mu);
    terminal.keys('5');
    await terminal.seen('[5 History', /^q leave/mu);
    terminal.keys('Enter');
    await terminal.seen(/actor: +Red \\u\{1b\}\[31m/u, /^esc back/mu);
    terminal.keys('q');
    await terminal.seen('hostile 0');
    const drawn = (await terminal.writtenUntil('hostile 0')).slice(before);
    expect(drawn).not.toContain('\u001b]52');
    expect(drawn).not.toContain('\u001b[31m, clip');
  });
});
