import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../../catalog/index.ts';
import { compareText } from '../../core/index.ts';

/** The JSON Schemas of the package, in order of name. */
export function readSchemas(folder: string): OutputFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));
  return names.sort(compareText).map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
}
