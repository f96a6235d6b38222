import type { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import { CommandHelp, Help } from '@oclif/core/help';
import { sortedBy } from '../core/index.ts';
import { wrapWords } from '../report/index.ts';
import type { CommandClass } from './base-command.ts';

/** What `hyper` is, and how it ends. */
export const DESCRIPTION = `A registry whose database is a git repository.
Artifacts, namespaces and policies are YAML manifests; a pull request is the write path; the build turns a commit into static files that any host serves.

Start with: hyper init my-registry, then hyper validate and hyper build in it.

Exit status: 0 fine, 1 findings, 2 usage, 3 environment, 4 trust, 42 needs a human, 70 our bug.`;

/** What there is to tell about. */
export interface HelpSource {
  readonly version: string;
  readonly commands: ReadonlyMap<string, () => Promise<CommandClass>>;
  readonly topics: ReadonlyMap<string, string>;
}

type Topic = Config['topics'][number];

/** oclif leaves the bar and the blank before a flag that excludes one which it has already told of. */
class TidyCommandHelp extends CommandHelp {
  protected override defaultUsage(): string {
    return super.defaultUsage().replace(/(?: \|)* ?(?=\])/gu, '');
  }
}

/** oclif's help, collected instead of printed. */
class CollectedHelp extends Help {
  protected override CommandHelpClass = TidyCommandHelp;
  readonly lines: string[] = [];

  /** oclif's own leaves out a topic that has commands and no topics below it. */
  protected override get sortedTopics(): Topic[] {
    return sortedBy(this.config.topics, ({ name }) => name);
  }

  protected override log(...lines: string[]): void {
    this.lines.push(...lines);
  }
}

/** The help of a command or topic (the empty subject: of everything), at most `width` columns, without colour. */
export async function renderHelp(subject: string, width: number, source: HelpSource): Promise<string> {
  const help = new CollectedHelp(await helpConfig(source), {
    maxWidth: width,
    stripAnsi: true,
    flagSortOrder: 'none',
    hideCommandSummaryInDescription: true,
  });
  await help.showHelp(subject === '' ? [] : subject.split(' '));
  // oclif wraps what it indents, and leaves the rest to the terminal.
  const lines = help.lines.join('\n').trimEnd().split('\n');
  return `${lines.flatMap((line) => wrapWords(line, width)).join('\n')}\n`;
}

/** A command as oclif's help and manifest know it: no functions but `load`. */
export async function toLoadable(
  id: string,
  loadCommand: () => Promise<CommandClass>,
): Promise<Command.Loadable> {
  const command = await loadCommand();
  return {
    id: id.replaceAll(' ', ':'),
    aliases: [],
    hiddenAliases: [],
    hidden: false,
    hasDynamicHelp: false,
    args: named(command.args),
    flags: allFlags(command),
    strict: command.strict,
    ...(command.summary === undefined ? {} : { summary: command.summary }),
    ...(command.description === undefined ? {} : { description: command.description }),
    ...(command.examples === undefined ? {} : { examples: command.examples }),
    load: () => Promise.resolve(command as unknown as Command.Class),
  };
}

/** oclif's help reads the name inside the definition, where its parser puts it only when a command runs. */
function named<Definition>(
  definitions: Readonly<Record<string, Definition>>,
): Record<string, Definition & { name: string }> {
  return Object.fromEntries(Object.entries(definitions).map(([name, each]) => [name, { ...each, name }]));
}

function allFlags(command: CommandClass): Command.Loadable['flags'] {
  return { ...command.flags, ...command.baseFlags };
}

async function helpConfig(source: HelpSource): Promise<Config> {
  const { version } = source;
  const commands = await Promise.all([...source.commands].map(([id, load]) => toLoadable(id, load)));
  const topics = [...source.topics].map(([name, description]) => ({ name, description }));
  const config = {
    bin: 'hyper',
    name: 'hyper',
    version,
    userAgent: `hyper ${version}`,
    platform: 'linux',
    shell: 'bash',
    topicSeparator: ' ',
    pjson: { name: 'hyper', version, oclif: { description: DESCRIPTION } },
    plugins: new Map(),
    commands,
    topics,
    commandIDs: commands.map(({ id }) => id),
    findCommand: (id: string) => commands.find((command) => command.id === id),
    findTopic: (name: string) => topics.find((topic) => topic.name === name),
  };
  return config as unknown as Config;
}
