import { COMMANDS } from '../src/cli/command-table.ts';
import { sortedBy } from '../src/core/index.ts';

/** `package.json` with the pages of the manual that the build writes, behind `bin`: npm links what is named there alone. Pure. */
export function generatePackage(text: string): string {
  const words = new Set([...COMMANDS.keys()].map((id) => id.split(' ')[0] ?? id));
  const pages = sortedBy(['hyper.1', ...[...words].map((word) => `hyper-${word}.1`)], (page) => page);
  const man = pages.map((page) => `dist/man/${page}`);
  const fields = Object.entries(JSON.parse(text) as Record<string, unknown>)
    .filter(([name]) => name !== 'man')
    .flatMap((field) => (field[0] === 'bin' ? [field, ['man', man]] : [field]));
  return `${JSON.stringify(Object.fromEntries(fields as [string, unknown][]), null, 2)}\n`;
}
