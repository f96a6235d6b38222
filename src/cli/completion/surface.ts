import { sortedBy } from '../../core/index.ts';
import type { CommandClass } from '../base-command.ts';
import { FIXED_VALUES, VALUES_BEHIND } from './fixed-values.ts';

/** What can be completed: commands with their flags and arguments. */
export interface SurfaceCommand {
  /** Words with spaces between them. */
  readonly id: string;
  readonly summary: string;
  readonly flags: readonly SurfaceFlag[];
  /** In order. */
  readonly args: readonly SurfaceArg[];
  /** True where the last argument may stand several times. */
  readonly repeats: boolean;
}

export interface SurfaceFlag {
  /** With its dashes. */
  readonly name: string;
  readonly summary: string;
  readonly takesValue: boolean;
  readonly values: readonly string[];
}

export interface SurfaceArg {
  /** Names of the registry that it takes, where it does. */
  readonly names: NameKind | undefined;
  /** All that it takes, or what is likely; none where that is anything. */
  readonly values: readonly string[];
  /** What it takes behind a certain argument. */
  readonly behind: ReadonlyMap<string, readonly string[]>;
}

/** `targets`: namespaces and references; `files`: those of this machine. */
export type NameKind = 'references' | 'namespaces' | 'targets' | 'codes' | 'files';

/** What an argument of this name takes, whatever the command. */
const NAMES: ReadonlyMap<string, NameKind> = new Map<string, NameKind>([
  ['reference', 'references'],
  ['ref', 'references'],
  ['before', 'references'],
  ['after', 'references'],
  ['target', 'targets'],
  ['namespace', 'namespaces'],
  ['code', 'codes'],
  ['path', 'files'],
  ['dir', 'files'],
  ['source', 'files'],
  ['report', 'files'],
]);

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
            values: flag.type === 'option' ? valuesOf(`${id} --${name}`, flag.options) : [],
          },
        ],
  );
  const args = Object.entries(command.args).map(([name, arg]) => ({
    names: NAMES.get(name),
    values: valuesOf(`${id} ${name.toUpperCase()}`, arg.options),
    behind: VALUES_BEHIND.get(`${id} ${name.toUpperCase()}`) ?? new Map<string, readonly string[]>(),
  }));
  return {
    id,
    summary: command.summary ?? '',
    flags: sortedBy(flags, ({ name }) => name),
    args,
    repeats: !command.strict,
  };
}

function valuesOf(place: string, options: readonly string[] | undefined): readonly string[] {
  return options ?? FIXED_VALUES.get(place) ?? [];
}
