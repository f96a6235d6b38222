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

export type NameKind = 'references' | 'namespaces';

const NAMES: ReadonlyMap<string, NameKind> = new Map([
  ['registry get', 'references'],
  ['namespace get', 'namespaces'],
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
            values: flag.type === 'option' ? (flag.options ?? []) : [],
          },
        ],
  );
  return {
    id,
    summary: command.summary ?? '',
    flags: sortedBy(flags, ({ name }) => name),
    names: NAMES.get(id),
  };
}
