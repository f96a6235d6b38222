import { sortedBy } from '../../core/index.ts';
import type { CommandClass } from '../base-command.ts';

/** What can be completed: commands with their flags, and what their first argument names. */
export interface SurfaceCommand {
  /** Words with spaces between them. */
  readonly id: string;
  readonly summary: string;
  readonly flags: readonly SurfaceFlag[];
  /** Names of the registry that the first argument takes, where it does. */
  readonly names: NameKind | undefined;
}

export interface SurfaceFlag {
  /** With its dashes. */
  readonly name: string;
  readonly summary: string;
  readonly takesValue: boolean;
  readonly values: readonly string[];
}

/** `targets`: namespaces and references; `files`: those of this machine. */
export type NameKind = 'references' | 'namespaces' | 'targets' | 'codes' | 'files';

/** What an argument of this name takes, whatever the command. */
const NAMES: ReadonlyMap<string, NameKind> = new Map<string, NameKind>([
  ['reference', 'references'],
  ['ref', 'references'],
  ['artifact', 'references'],
  ['release', 'references'],
  ['before', 'references'],
  ['target', 'targets'],
  ['namespace', 'namespaces'],
  ['scope', 'namespaces'],
  ['code', 'codes'],
  ['path', 'files'],
  ['dir', 'files'],
  ['source', 'files'],
  ['report', 'files'],
]);

/** What the first argument of the command takes. */
function namesOf(id: string, command: CommandClass): NameKind | undefined {
  const [name = ''] = Object.keys(command.args);
  return id.startsWith('namespace ') && name === 'path' ? 'namespaces' : NAMES.get(name);
}

/** The commands of the table with their visible flags, in order of id and name. */
export async function readSurface(
  commands: ReadonlyMap<string, () => Promise<CommandClass>>,
): Promise<readonly SurfaceCommand[]> {
  const loaded = await Promise.all(
    [...commands].map(async ([id, load]) => toSurfaceCommand(id, await load())),
  );
  return sortedBy(loaded, ({ id }) => id);
}

function toSurfaceCommand(id: string, command: CommandClass): SurfaceCommand {
  const flags = Object.entries({ ...command.baseFlags, ...command.flags }).flatMap(([name, flag]) =>
    flag.hidden === true
      ? []
      : [
          {
            name: `--${name}`,
            summary: flag.summary ?? '',
            takesValue: flag.type === 'option',
            values: flag.type === 'option' ? (flag.options ?? []) : [],
          },
        ],
  );
  return {
    id,
    summary: command.summary ?? '',
    flags: sortedBy(flags, ({ name }) => name),
    names: namesOf(id, command),
  };
}
