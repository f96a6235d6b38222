import { COMMANDS } from '../../src/cli/command-table.ts';
import { toLoadable } from '../../src/cli/render-help.ts';

/** The commands with their flags and arguments, as JSON that oclif's tools read; functions are left out. */
export async function commandManifest(version: string): Promise<string> {
  const commands = await Promise.all([...COMMANDS].map(([id, load]) => toLoadable(id, load)));
  const byId = Object.fromEntries(commands.map((command) => [command.id, command]));
  return `${JSON.stringify({ version, commands: byId }, null, 2)}\n`;
}
