import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { bashScript } from '../../../src/cli/completion/bash-script.ts';
import { fishScript } from '../../../src/cli/completion/fish-script.ts';
import { FIXED_VALUES, VALUES_BEHIND } from '../../../src/cli/completion/fixed-values.ts';
import { sortedBy } from '../../../src/core/index.ts';
import { readSurface } from '../../../src/cli/completion/surface.ts';

/** A line to complete at its end, and all that is offered there. */
interface Row {
  readonly words: readonly string[];
  readonly offered: readonly string[];
}

const surface = await readSurface(COMMANDS);
const rows = surface.flatMap(({ id, flags, args }): Row[] => {
  const command = id.split(' ');
  return [
    ...flags.flatMap(({ name, values }) =>
      values.length === 0 ? [] : [{ words: [...command, '--quiet', name], offered: values }],
    ),
    ...args.flatMap(({ values, names, behind }, index) => {
      const before = args.slice(0, index).map(() => 'x');
      const offered = names === undefined ? values : [...values, 'org.acme'];
      return [
        ...(values.length === 0 ? [] : [{ words: [...command, '--config', 'f', ...before], offered }]),
        ...[...behind].map(([last, all]) => ({
          words: [...command, ...before.slice(1), last],
          offered: all,
        })),
      ];
    }),
  ];
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hyper-completion-values-'));
  writeFileSync(join(folder, 'completion.bash'), bashScript(surface));
  writeFileSync(join(folder, 'completion.fish'), fishScript(surface));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function isThere(shell: string): boolean {
  return spawnSync(shell, ['--version']).status === 0;
}

/** What the program prints of each row: a line for each word that is offered, and one of "." behind them. */
function offers(shell: string, flags: readonly string[], program: string): string[][] {
  const result = spawnSync(shell, [...flags, '-c', program], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 100_000,
  });
  expect(result.stderr).toBe('');
  return result.stdout
    .split(/^\.\n/mu)
    .slice(0, -1)
    .map((part) => part.split('\n').slice(0, -1));
}

function programOf(some: readonly Row[]): string {
  const calls = some.map(({ words }) => `offered ${words.map((word) => `'${word}'`).join(' ')} ''`);
  return `hyper() { echo org.acme; }
complete() { :; }
compopt() { :; }
source ./completion.bash
offered() {
  COMP_WORDS=(hyper "$@"); COMP_CWORD=$#; COMPREPLY=()
  _hyper
  for one in "\${COMPREPLY[@]}"; do echo "$one"; done
  echo .
}
${calls.join('\n')}`;
}

describe('values that are fixed', () => {
  test('are those of flags and arguments that there are', () => {
    for (const place of [...FIXED_VALUES.keys(), ...VALUES_BEHIND.keys()]) {
      const [, id = '', name = ''] = /^(.+) (\S+)$/u.exec(place) ?? [];
      const command = surface.find((one) => one.id === id);
      const known = name.startsWith('--')
        ? command?.flags.some((flag) => flag.name === name)
        : command !== undefined;
      expect([place, known]).toEqual([place, true]);
    }
    expect(rows.length).toBeGreaterThan(FIXED_VALUES.size + COMMANDS.size);
  });

  test('are known for every flag and argument whose help lists them', async () => {
    for (const [id, load] of COMMANDS) {
      const command = await load();
      for (const [name, flag] of Object.entries({ ...command.baseFlags, ...command.flags })) {
        const listed =
          flag.type === 'option' && /^[a-z0-9-]+(?:\|[a-z0-9-]+)+$/u.test(flag.helpValue?.toString() ?? '');
        const found = surface.find((one) => one.id === id)?.flags.find((one) => one.name === `--${name}`);
        if (listed) expect([id, name, found?.values]).toEqual([id, name, String(flag.helpValue).split('|')]);
      }
      for (const [index, [name, arg]] of Object.entries(command.args).entries()) {
        const known = surface.find((one) => one.id === id)?.args[index];
        if (arg.options !== undefined) expect([id, name, known?.values]).toEqual([id, name, arg.options]);
      }
    }
  });

  test('are offered by bash', () => {
    expect(offers('bash', [], programOf(rows))).toEqual(rows.map(({ offered }) => offered));
  });

  test.runIf(isThere('zsh'))(
    `are offered by zsh${isThere('zsh') ? '' : ' (skipped: it is not installed)'}`,
    () => {
      const program = `emulate sh; setopt kshglob noshglob braceexpand\n${programOf(rows)}`;
      expect(offers('zsh', ['-f'], program)).toEqual(rows.map(({ offered }) => offered));
    },
  );

  test.runIf(isThere('fish'))(
    `are offered by fish${isThere('fish') ? '' : ' (skipped: it is not installed)'}`,
    () => {
      const known = new Set<string>();
      const some = rows.filter(({ words, offered }) => {
        const key = JSON.stringify([words.at(-1), offered]);
        return known.size < known.add(key).size;
      });
      const lines = some.map(({ words }) => `complete -C '${['hyper', ...words].join(' ')} '; echo .`);
      const program = `function hyper; echo org.acme; end\nsource ./completion.fish\n${lines.join('\n')}`;
      const found = offers('fish', ['--no-config'], program).map((all) =>
        all.map((line) => line.split('\t')[0] ?? ''),
      );
      expect(found.map((all) => sortedBy(all, (one) => one))).toEqual(
        some.map(({ offered }) => sortedBy(offered, (one) => one)),
      );
    },
  );
});
