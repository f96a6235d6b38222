import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { COMMANDS } from '../../src/cli/command-table.ts';
import type { BundleInput } from './bundle.ts';
import { COMMON, URL_DEFINED, URL_OF_FILE } from './common-options.ts';
import { leanOclif } from './lean-oclif.ts';
import { innerValidators, VALIDATORS_FOLDER } from './lazy-validators.ts';
import { lazyTables } from './lazy-tables.ts';
import { lazyModules } from './lazy-modules.ts';
import { lazySources } from './lazy-sources.ts';
import { innerYaml, lazyYaml, YAML_FILE } from './lazy-yaml.ts';
import { openDoors } from './open-doors.ts';
import { HELD_VALIDATORS, routeFile, routes } from './routes.ts';

/**
 * What routes need in rare cases alone, by what they import it as, with its source: files of their own. They share no class
 * with a route, so what throws or catches errors of ours does not belong here.
 */
const APART: ReadonlyMap<string, string> = new Map([
  ['isomorphic-git', 'isomorphic-git'],
  ['simple-git', 'simple-git'],
  ['./forge-client.ts', 'src/adapters/forge/forge-client.ts'],
  ['./format-sarif.ts', 'src/report/format-sarif.ts'],
  ['./help-texts.ts', 'src/cli/help-texts.ts'],
  ['./render-help.ts', 'src/cli/render-help.ts'],
]);
const RUN = 'src/cli/run.ts';

/** What the function of a CommonJS module takes; `loadCode` calls it. */
const WRAP = { before: '(function(exports,require,module,__filename,__dirname){"use strict";', after: '})' };

/** Bundles each route, and beside them what they load in rare cases. The validators must be there. */
export async function bundleRoutes(input: BundleInput): Promise<esbuild.Metafile[]> {
  const { root, outdir, helpTexts } = input;
  const files = [...APART].map(async ([name, entry]) => {
    const { metafile } = await esbuild.build({
      ...COMMON,
      format: 'cjs',
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: join(outdir, apartFile(name)),
      plugins: [leanOclif({ isPart: true }), openDoors(root)],
      define: { HYPER_HELP_TEXTS: JSON.stringify(JSON.stringify(Object.fromEntries(helpTexts))) },
    });
    return metafile;
  });
  const teller = bundleRoute(input, 'tell-again', [], 'src/cli/tell-again.ts');
  return Promise.all([
    ...files,
    teller,
    ...[...routes()].map(([name, ids]) => bundleRoute(input, name, ids)),
  ]);
}

async function bundleRoute(
  { root, outdir }: BundleInput,
  name: string,
  ids: readonly string[],
  entry = RUN,
): Promise<esbuild.Metafile> {
  const outfile = join(outdir, routeFile(name));
  const { metafile } = await esbuild.build({
    ...COMMON,
    format: 'cjs',
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    banner: { js: WRAP.before + URL_OF_FILE },
    footer: { js: WRAP.after },
    supported: { 'dynamic-import': false },
    define: URL_DEFINED,
    plugins: [
      loadApart(),
      lazyModules(),
      lazySources(root),
      onlyCommands(ids),
      ...(entry === RUN ? [leanOclif({ isPart: true })] : []),
      lazyTables(root),
      openDoors(root),
      innerValidators(root, join(outdir, VALIDATORS_FOLDER), HELD_VALIDATORS.get(name)),
      HELD_VALIDATORS.has(name) ? lazyYaml(`./${YAML_FILE}`) : innerYaml(),
    ],
  });
  await escapeAll(outfile);
  return metafile;
}

/** One byte a character, as `loadCode` reads it: esbuild leaves what stands in regular expressions as it is. */
async function escapeAll(path: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const escaped = text.replace(
    /[^\0-\u007f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (escaped !== text) await writeFile(path, escaped);
}

/** From `dist/`. */
function apartFile(name: string): string {
  return `apart/${name.replace(/^\.\/|\.ts$/gu, '')}.cjs`;
}

function loadApart(): esbuild.Plugin {
  return {
    name: 'load-apart',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path }) => {
        return APART.has(path) ? { path: `./${apartFile(path)}`, external: true } : undefined;
      });
    },
  };
}

/** Leaves the commands of other routes out: `hyper.js` never sends one of them here. */
function onlyCommands(ids: readonly string[]): esbuild.Plugin {
  const kept = new Set(ids.map((id) => requireFile(id)));
  const refusal = "throw new Error('this command is in another file of the bundle');";
  return {
    name: 'only-commands',
    setup(build) {
      build.onResolve({ filter: /^\.\/commands\// }, ({ path, kind }) =>
        kind === 'dynamic-import' && !kept.has(path) ? { path, namespace: 'elsewhere' } : undefined,
      );
      build.onLoad({ filter: /./, namespace: 'elsewhere' }, () => ({ contents: refusal, loader: 'js' }));
    },
  };
}

/** Where the table of commands loads a command from; several may lie in one file. */
function requireFile(id: string): string {
  const text = String(COMMANDS.get(id));
  const file = /import\(["'](\.\/commands\/[a-z-]+\.ts)["']\)/u.exec(text)?.[1];
  if (file === undefined)
    throw new Error(`the table of commands loads "${id}" in a way that is not known here: ${text}`);
  return file;
}
