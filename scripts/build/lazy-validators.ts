import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** The folder in `dist/` of the compiled schemas, one file for each. */
export const VALIDATORS_FOLDER = 'validators';

const SOURCE = 'src/manifest/generated/validators.js';
const GENERATED = /[\\/]generated[\\/]validators\.js$/;
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
      build.onLoad({ filter: GENERATED }, () => ({
        contents: `import { createRequire } from 'node:module';
${lazyModule(root, (name) => `createRequire(import.meta.url)('${path}/${name}.cjs')`)}`,
        loader: 'js',
      }));
    },
  };
}

/**
 * The same with the files of `folder` inside the file that they are used in, each run at its first use; where `kept` says
 * which, the others stay where they are.
 */
export function innerValidators(root: string, folder: string, kept?: readonly string[]): Plugin {
  const namespace = 'hyper-validator';
  const isInner = (name: string): boolean => kept?.includes(name) ?? true;
  return {
    name: 'inner-validators',
    setup(build) {
      build.onLoad({ filter: GENERATED }, () => ({
        contents: lazyModule(root, (name) =>
          isInner(name) ? `require('${namespace}:${name}')` : `require('./${VALIDATORS_FOLDER}/${name}.cjs')`,
        ),
        loader: 'js',
      }));
      build.onResolve({ filter: /^\.\/validators\// }, ({ path }) => ({ path, external: true }));
      build.onResolve({ filter: /^hyper-validator:/ }, ({ path }) => ({
        path: path.slice(namespace.length + 1),
        namespace,
      }));
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: readFileSync(join(folder, `${path}.cjs`), 'utf8'),
        loader: 'js',
      }));
    },
  };
}

function lazyModule(root: string, load: (name: string) => string): string {
  const functions = validatorNames(root).map(
    (name) => `let ${name}Loaded;
export function ${name}(value) {
  ${name}Loaded ??= ${load(name)}.${name};
  const isValid = ${name}Loaded(value);
  ${name}.errors = ${name}Loaded.errors;
  return isValid;
}`,
  );
  return `${functions.join('\n')}\n`;
}
