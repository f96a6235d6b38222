import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** The folder in `dist/` of the compiled schemas, one file for each. */
export const VALIDATORS_FOLDER = 'validators';

const SOURCE = 'src/manifest/generated/validators.js';
const EXPORT = /\bexport const (validate\w+) = /gu;

/** The exports of the generated file: one function for each kind of manifest. */
export function validatorNames(root: string): readonly string[] {
  const text = readFileSync(join(root, SOURCE), 'utf8');
  const names = [...text.matchAll(EXPORT)].flatMap(([, name]) => name ?? []);
  if (names.length === 0) throw new Error(`${SOURCE} exports nothing`);
  return names;
}

/** What is bundled into the file of a validator. */
export function validatorEntry(root: string, name: string): string {
  return `export { ${name} } from ${JSON.stringify(join(root, SOURCE))};`;
}

/**
 * Loads each compiled schema at its first use: together they are two thirds of what a command that reads a registry would
 * parse at start, and most commands use two or three. `path` leads to their folder from the files of the bundle.
 */
export function lazyValidators(root: string, path: string): Plugin {
  return {
    name: 'lazy-validators',
    setup(build) {
      build.onLoad({ filter: /[\\/]generated[\\/]validators\.js$/ }, () => ({
        contents: lazyModule(validatorNames(root), path),
        loader: 'js',
      }));
    },
  };
}

function lazyModule(names: readonly string[], path: string): string {
  const functions = names.map(
    (name) => `let ${name}Loaded;
export function ${name}(value) {
  ${name}Loaded ??= createRequire(import.meta.url)('${path}/${name}.cjs').${name};
  const isValid = ${name}Loaded(value);
  ${name}.errors = ${name}Loaded.errors;
  return isValid;
}`,
  );
  return `import { createRequire } from 'node:module';\n${functions.join('\n')}\n`;
}
