import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../../catalog/index.ts';
import { compareText } from '../../core/index.ts';

/** The modules of the package for browsers, in order of name; none where `hyper` runs from its sources. */
export function readScripts(folder: string): OutputFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return names.sort(compareText).map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
}
