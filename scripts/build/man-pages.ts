import type { Command } from '@oclif/core/command';
import { sortedBy } from '../../src/core/index.ts';
import { DESCRIPTION, toLoadable } from '../../src/cli/render-help.ts';
import type { HelpSource } from '../../src/cli/render-help.ts';
import { definition, example, heading, paragraph, title } from './roff.ts';

/** A word that commands begin with. */
interface Subject {
  readonly word: string;
  readonly summary: string;
  readonly commands: readonly Command.Loadable[];
}

const GLOBAL = 'GLOBAL';

/**
 * The manual: `hyper.1`, and a page for each word that commands begin with (`hyper-registry.1`), of the texts that `--help`
 * prints. By file name. No date is in them: the same sources give the same bytes.
 */
export async function manPages(source: HelpSource): Promise<ReadonlyMap<string, string>> {
  const subjects = await subjectsOf(source);
  const pages: [string, string][] = [['hyper.1', mainPage(subjects, source.version)]];
  for (const one of subjects) pages.push([`${pageName(one)}.1`, subjectPage(one, source.version)]);
  return new Map(pages);
}

async function subjectsOf({ commands, topics }: HelpSource): Promise<readonly Subject[]> {
  const byWord = new Map<string, Command.Loadable[]>();
  for (const [id, load] of commands) {
    const word = id.split(' ')[0] ?? id;
    byWord.set(word, [...(byWord.get(word) ?? []), await toLoadable(id, load)]);
  }
  const subjects = [...byWord].map(([word, found]) => ({
    word,
    summary: topics.get(word) ?? found[0]?.summary ?? '',
    commands: sortedBy(found, ({ id }) => id),
  }));
  return sortedBy(subjects, ({ word }) => word);
}

function pageName({ word }: Subject): string {
  return `hyper-${word}`;
}

function mainPage(subjects: readonly Subject[], version: string): string {
  const [summary = '', ...rest] = DESCRIPTION.split('\n');
  return [
    title('hyper', version),
    heading('NAME'),
    `hyper \\- ${nameLine(summary)}\n`,
    heading('SYNOPSIS'),
    definition('hyper', 'COMMAND', '[flags]'),
    heading('DESCRIPTION'),
    paragraph(rest.join('\n')),
    heading('COMMANDS'),
    ...subjects.map((one) => definition(`${pageName(one)}(1)`, undefined, one.summary)),
    heading('GLOBAL FLAGS'),
    ...flagsOf(subjects[0]?.commands[0], true),
  ].join('');
}

function subjectPage(subject: Subject, version: string): string {
  const { summary, commands } = subject;
  const isOne = commands.length === 1;
  return [
    title(pageName(subject), version),
    heading('NAME'),
    `${pageName(subject).replaceAll('-', '\\-')} \\- ${nameLine(summary)}\n`,
    heading('SYNOPSIS'),
    ...commands.map(synopsis),
    ...commands.flatMap((command) => commandParts(command, isOne)),
    heading('SEE ALSO'),
    paragraph('hyper(1) has the flags that every command takes.'),
  ].join('');
}

/** In the line that `apropos` reads a full stop is no part of the text. */
function nameLine(summary: string): string {
  return summary.replace(/\.$/u, '').replaceAll('\\', '\\e').replaceAll('-', '\\-');
}

function synopsis(command: Command.Loadable): string {
  const args = Object.values(command.args).map(({ name, required }) => {
    const shown = name.toUpperCase();
    return required === true ? shown : `[${shown}]`;
  });
  return definition(`hyper ${command.id.replaceAll(':', ' ')}`, [...args, '[flags]'].join(' '), '');
}

function commandParts(command: Command.Loadable, isOne: boolean): string[] {
  const words = `hyper ${command.id.replaceAll(':', ' ')}`;
  const { summary = '', description = '' } = command;
  const args = Object.values(command.args).map((arg) =>
    definition(arg.name.toUpperCase(), undefined, arg.description ?? ''),
  );
  const flags = flagsOf(command, false);
  const level = isOne ? 1 : 2;
  return [
    heading(isOne ? 'DESCRIPTION' : words.toUpperCase()),
    paragraph(`${summary}\n${description}`),
    ...(args.length === 0 ? [] : [heading('Arguments', level), ...args]),
    ...(flags.length === 0 ? [] : [heading('Flags', level), ...flags]),
    heading('Examples', level),
    ...(command.examples ?? []).flatMap(examplesOf),
  ];
}

function flagsOf(command: Command.Loadable | undefined, isGlobal: boolean): string[] {
  const flags = Object.values(command?.flags ?? {}).filter(
    ({ hidden, helpGroup }) => hidden !== true && (helpGroup === GLOBAL) === isGlobal,
  );
  return flags.map((flag) => {
    const value = flag.type === 'option' ? (flag.helpValue ?? flag.name.toUpperCase()) : undefined;
    const shown = Array.isArray(value) ? value.join(' ') : value;
    return definition(`--${flag.name}`, shown, flag.summary ?? flag.description ?? '');
  });
}

function examplesOf(one: Command.Example): string[] {
  return typeof one === 'string' ? [example(one)] : [paragraph(`${one.description}:`), example(one.command)];
}
