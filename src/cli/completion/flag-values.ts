import type { SurfaceCommand } from './surface.ts';

/** The flags that take a value in some command, in order: what follows one of them is no argument. Pure. */
export function takesValueSomewhere(commands: readonly SurfaceCommand[]): readonly string[] {
  const names = commands.flatMap(({ flags }) => flags.flatMap((one) => (one.takesValue ? [one.name] : [])));
  return [...new Set(names)].sort((left, right) => (left < right ? -1 : 1));
}
