import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The texts of all files in the folders of `templates/`, by path, as JSON for `src/lifecycle`, which reads no disk. */
export function generateTemplates(folder: string): string {
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== folder)
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}

/** The texts of the shipped policies by id, as JSON for `src/policy`. */
export function generatePolicies(folder: string): string {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort((left, right) => (left < right ? -1 : 1))
    .map((name) => [name.slice(0, -'.yaml'.length), readFileSync(join(folder, name), 'utf8')] as const);
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}
