import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { bashScript, zshScript } from '../../../src/cli/completion/bash-script.ts';
import { fishScript } from '../../../src/cli/completion/fish-script.ts';
import { isShellSafe } from '../../../src/cli/completion/shell-quote.ts';
import { readSurface } from '../../../src/cli/completion/surface.ts';

const HOSTILE_NAMES = [
  '$(touch canary)',
  '`touch canary`',
  "';touch canary;'",
  '"; touch canary #',
  '\\$(touch canary)',
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hyper-completion-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Completes the words as bash would; `names` is what `hyper completion --names` prints. */
function complete(script: string, words: readonly string[], names: readonly string[] = []): string[] {
  writeFileSync(join(folder, 'completion.bash'), script);
  writeFileSync(join(folder, 'names'), names.map((name) => `${name}\n`).join(''));
  const program = `source ./completion.bash
hyper() { cat ./names; }
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
_hyper
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const result = spawnSync('bash', ['-c', program, 'bash', ...words], { cwd: folder, encoding: 'utf8' });
  expect(result.stderr).toBe('');
  return result.stdout.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  test('reads the script without a complaint (X12)', async () => {
    const surface = await readSurface(COMMANDS);
    for (const script of [bashScript(surface), zshScript(surface)]) {
      expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
    }
  });

  test.each([
    [['hyper', 'vali'], ['validate']],
    [
      ['hyper', 'registry', ''],
      [
        'archive',
        'create',
        'delete',
        'deprecate',
        'get',
        'list',
        'publish',
        'rename',
        'restore',
        'search',
        'transfer',
        'undeprecate',
        'unpublish',
        'update',
      ],
    ],
    [['hyper', 'registry', 'list', '--sel'], ['--selector']],
    [
      ['hyper', 'validate', '--output', ''],
      ['table', 'wide', 'name', 'json', 'yaml', 'csv', 'github', 'sarif', 'markdown'],
    ],
    [['hyper', 'validate', '--changed', ''], []],
    [['hyper', '--ver'], ['--version']],
    [['hyper', 'namespace', 'grant', 'org.acme', 'github', ':', '1', ':', 'o', 'pub'], ['publisher']],
    [['hyper', 'namespace', 'grant', 'user.a', '@', 'example.com', 'pub'], []],
  ])('completes %j', async (words, expected) => {
    expect(complete(bashScript(await readSurface(COMMANDS)), words)).toEqual(expected);
  });

  test('offers the names that the registry has', async () => {
    const script = bashScript(await readSurface(COMMANDS));
    expect(complete(script, ['hyper', 'namespace', 'get', 'org.'], ['org.acme', 'lib.x', 'org.b'])).toEqual([
      'org.acme',
      'org.b',
    ]);
  });

  test('takes "@" and what is behind it for a part of its argument', async () => {
    const script = bashScript(await readSurface(COMMANDS));
    const words = ['hyper', 'version', 'list', 'org.acme/x', '@', '2'];
    expect(complete(script, words, ['2.0.0', '3.0.0'])).toEqual(['2.0.0']);
  });

  test('never runs what a name holds (X12)', async () => {
    const script = bashScript(await readSurface(COMMANDS));
    complete(script, ['hyper', 'namespace', 'get', ''], HOSTILE_NAMES);
    complete(script, ['hyper', 'registry', 'get', '$(touch canary)'], HOSTILE_NAMES);
    expect(existsSync(join(folder, 'canary'))).toBe(false);
  });

  test('keeps hostile texts of a command in quotes (X12)', () => {
    const flags = HOSTILE_NAMES.map((name) => ({
      name: `--${name}`,
      summary: name,
      takesValue: true,
      values: [name],
    }));
    const script = bashScript([
      { id: `a ${HOSTILE_NAMES[0] ?? ''}`, summary: '', flags, args: [], repeats: false },
    ]);
    expect(complete(script, ['hyper', 'a', '$(touch canary)', 'x', ''])).toEqual(
      expect.arrayContaining(HOSTILE_NAMES.map((name) => `--${name}`)),
    );
    expect(existsSync(join(folder, 'canary'))).toBe(false);
  });
});

test('fish is told every command and flag, in quotes', async () => {
  const surface = await readSurface(COMMANDS);
  const script = fishScript(surface);
  for (const { flags } of surface) {
    for (const { name } of flags) expect(script).toContain(`-l '${name.slice(2)}'`);
  }
  const hostile = fishScript([
    { id: 'a', summary: `\\' ; touch canary`, flags: [], args: [], repeats: false },
  ]);
  expect(hostile).toContain(`-d '\\\\\\' ; touch canary'`);
});

test.each([...HOSTILE_NAMES, '-x', '', 'a b', 'a\nb', '日本'])(
  'the name %j is not offered to a shell (X12)',
  (name) => {
    expect(isShellSafe(name)).toBe(false);
  },
);

test.each(['org.acme/tool', 'user.alice@example.com/x', 'lib'])('the name %s is', (name) => {
  expect(isShellSafe(name)).toBe(true);
});
