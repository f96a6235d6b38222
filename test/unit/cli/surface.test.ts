import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS, TOPICS } from '../../../src/cli/command-table.ts';
import { GLOBAL_FLAGS, GLOBAL_VALUE_FLAGS } from '../../../src/cli/global-value-flags.ts';
import { commonFlags, readFlags } from '../../../src/cli/flags.ts';
import { renderHelp } from '../../../src/cli/render-help.ts';
import { VIEWS } from '../../../src/report/views/index.ts';

const GOLDEN = new URL('../../golden/cli/surface.json', import.meta.url);
const commands = await Promise.all([...COMMANDS].map(async ([id, load]) => ({ id, command: await load() })));

describe('the command surface', () => {
  test('is the one that was published; UPDATE_GOLDEN=1 writes it anew', () => {
    const surface = commands.map(({ id, command }) => ({
      id,
      args: Object.entries(command.args).map(([name, arg]) => ({ name, required: arg.required === true })),
      flags: Object.entries({ ...command.baseFlags, ...command.flags }).map(([name, flag]) => ({
        name,
        type: flag.type,
        ...(flag.char === undefined ? {} : { char: flag.char }),
        ...(flag.required === true ? { required: true } : {}),
        ...(flag.type === 'option' && flag.multiple === true ? { multiple: true } : {}),
        ...(flag.type === 'option' && flag.options !== undefined ? { options: flag.options } : {}),
      })),
    }));
    const text = `${JSON.stringify(surface, null, 2)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  test('has topics for exactly the commands of two words', () => {
    const first = commands.filter(({ id }) => id.includes(' ')).map(({ id }) => id.split(' ')[0]);
    expect(new Set(TOPICS.keys())).toEqual(new Set(first));
  });

  test('knows which flags of all commands take a value', () => {
    const taking = Object.entries({ ...commonFlags, ...readFlags }).filter(
      ([, flag]) => flag.type === 'option',
    );
    expect(GLOBAL_VALUE_FLAGS).toEqual(new Set(taking.map(([name]) => `--${name}`)));
    const all = Object.keys({ ...commonFlags, ...readFlags, help: true, version: true });
    expect(GLOBAL_FLAGS).toEqual(new Set(all.map((name) => `--${name}`)));
  });
});

describe.each(commands)('hyper $id', ({ id, command }) => {
  test('has no bar and no blank in its usage that lead to nothing', async () => {
    const help = await renderHelp(id, 80, { version: '0.1.0', commands: COMMANDS, topics: TOPICS });
    const [, usage = ''] = /USAGE\n(.*?)\n\n/su.exec(help) ?? [];
    expect(usage).toContain(`$ hyper ${id}`);
    expect(usage.replaceAll(/\s+/gu, ' ')).not.toMatch(/\[[ |]|[ |]\]/u);
  });

  test('has a summary, a description and three examples of itself', () => {
    expect(command.summary).toMatch(/^[A-Z].*\.$/u);
    expect(command.description).toMatch(/^[^\n]+\.$/u);
    expect(command.examples).toHaveLength(3);
  });

  test('tells what each flag and argument is for', () => {
    for (const flag of Object.values({ ...command.baseFlags, ...command.flags })) {
      expect(flag.summary ?? '').toMatch(/\.$/u);
    }
    for (const arg of Object.values(command.args)) expect(arg.description ?? '').toMatch(/\.$/u);
  });

  test('never takes an argument from stdin by itself', () => {
    for (const arg of Object.values(command.args)) expect(arg.ignoreStdin).toBe(true);
  });

  test('holds nothing that a template would expand', () => {
    expect(JSON.stringify([command.summary, command.description, command.examples])).not.toContain('<%');
  });
});

test('every view belongs to an operation', async () => {
  const operations = await import('../../../src/operations/index.ts');
  const ids = Object.values(operations).flatMap((each) =>
    typeof each === 'object' && 'id' in each ? [each.id] : [],
  );
  expect(new Set(VIEWS.keys())).toEqual(new Set(ids));
});
