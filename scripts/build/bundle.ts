import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { digestHex, sortedBy } from '../../src/core/index.ts';
import { leanLunr } from './lean-lunr.ts';
import { leanInk } from './lean-ink.ts';
import { leanOclif } from './lean-oclif.ts';
import { bundleRoutes } from './bundle-routes.ts';
import { COMMON, URL_DEFINED, URL_OF_FILE } from './common-options.ts';
import { groupCommands } from './group-commands.ts';
import { lazyValidators, VALIDATORS_FOLDER, validatorEntry, validatorNames } from './lazy-validators.ts';
import { lazyYaml, YAML_FILE } from './lazy-yaml.ts';
import { openDoors } from './open-doors.ts';
import { routesOf } from './routes.ts';

/** Files that run in threads of their own: the name in `dist/` and the source. A source that is missing fails the build. */
const WORKERS: Readonly<Record<string, string>> = {
  'check-worker': 'src/adapters/workers/check-worker.ts',
};

/** Modules that run in browsers: the name in `dist/browser/` and the source. */
const BROWSER_MODULES: Readonly<Record<string, string>> = {
  search: 'src/search/browser.ts',
  'search-page': 'src/browser/search-page.ts',
  'compare-page': 'src/browser/compare-page.ts',
};
const BROWSER_FOLDER = 'browser';
/** Properties that browsers get by shorter names, but for those of the language and those that pages may use (docs/search.md).
 *  So no JSON that browsers read has a property of such a name. */
const OWN_PROPERTIES = /^is[A-Z]/;
const SEEN_PROPERTIES = /^is(?:Array|Finite|Integer|NaN|SafeInteger|WellFormed|TotalExact|Typing)$/;

const DASHBOARD_SOURCE = 'src/cli/commands/dashboard.ts';
const ERROR_SOURCE = 'src/core/hyper-error.ts';

const REQUIRE =
  "import{createRequire as hyperRequire}from'node:module';const require=hyperRequire(import.meta.url);\n";

export interface BundleInput {
  readonly root: string;
  readonly outdir: string;
  readonly version: string;
  /** Help by subject; the empty one is that of `hyper` itself. */
  readonly helpTexts: ReadonlyMap<string, string>;
}

/** Writes `hyper.js` and the chunks it loads when it needs them; gives the names of all source files in them. */
export async function bundle(input: BundleInput): Promise<ReadonlySet<string>> {
  const rest = await Promise.all([
    bundleRest(input),
    bundleWorker(input),
    bundleDashboard(input),
    bundleYaml(input),
    bundleBrowser(input),
    ...validatorNames(input.root).map((name) => bundleValidator(input, name)),
  ]);
  rest.push(...(await bundleRoutes(input)));
  const outputs = rest.flatMap((metafile) => Object.keys(metafile.outputs));
  const start = await bundleStart(input, await digestOfFiles(input.root, outputs));
  const metafiles = [start, ...rest];
  return new Set(
    metafiles.flatMap(({ outputs }) =>
      Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
    ),
  );
}

/**
 * `hyper.js` is one file without imports, so that `--version` and `--help` cost one read, and CommonJS, as node starts
 * its loader of other modules only where one is asked for.
 */
async function bundleStart(
  { root, outdir, version, helpTexts }: BundleInput,
  buildId: string,
): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    ...COMMON,
    absWorkingDir: root,
    format: 'cjs',
    entryPoints: { hyper: 'src/cli/main.ts' },
    outdir,
    banner: { js: `#!/usr/bin/env node\n"use strict";${URL_OF_FILE}` },
    plugins: [elsewhere(/\/run\.ts$/, './run.mjs'), openDoors(root)],
    define: {
      ...URL_DEFINED,
      HYPER_ROUTES: JSON.stringify(routesOf()),
      HYPER_VERSION: JSON.stringify(version),
      HYPER_BUILD_ID: JSON.stringify(buildId),
      HYPER_ROOT_HELP: JSON.stringify(helpTexts.get('') ?? ''),
    },
  });
  return metafile;
}

async function bundleRest({ root, outdir, helpTexts }: BundleInput): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    ...COMMON,
    absWorkingDir: root,
    entryPoints: { run: 'src/cli/run.ts', 'hyper-error': ERROR_SOURCE },
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [
      elsewhere(/\/commands\/dashboard\.ts$/, '../dashboard/dashboard.mjs'),
      groupCommands(root),
      leanOclif(),
      ...sharedPlugins(root, '..'),
    ],
    define: { HYPER_HELP_TEXTS: JSON.stringify(JSON.stringify(Object.fromEntries(helpTexts))) },
  });
  await Promise.all(Object.keys(metafile.outputs).map((output) => giveRequire(join(root, output))));
  return metafile;
}

/** Workers share no file with the rest: what both could share would cut the rest into more files. */
async function bundleWorker({ root, outdir }: BundleInput): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    ...COMMON,
    absWorkingDir: root,
    entryPoints: { ...WORKERS },
    outdir,
    outExtension: { '.js': '.mjs' },
    plugins: sharedPlugins(root, '.'),
  });
  await Promise.all(Object.keys(metafile.outputs).map((output) => giveRequire(join(root, output))));
  return metafile;
}

/**
 * The dashboard shares no file with the rest either, as React and Ink are loaded by nothing else; but for the class of
 * errors, which both must know for the same.
 */
async function bundleDashboard({ root, outdir }: BundleInput): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    ...COMMON,
    absWorkingDir: root,
    entryPoints: { dashboard: DASHBOARD_SOURCE },
    outdir: join(outdir, 'dashboard'),
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    plugins: [
      elsewhere(/\/hyper-error\.ts$/, '../hyper-error.mjs'),
      leanOclif({ isPart: true }),
      leanInk(),
      ...sharedPlugins(root, '..'),
    ],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  await Promise.all(Object.keys(metafile.outputs).map((output) => giveRequire(join(root, output))));
  return metafile;
}

/** Imports of a source as those of a file that is bundled for itself; `path` leads there from the files of this bundle. */
function elsewhere(filter: RegExp, path: string): esbuild.Plugin {
  return {
    name: 'elsewhere',
    setup: (build) => {
      build.onResolve({ filter }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path, external: true },
      );
    },
  };
}

/** `dist` leads from the files of the bundle to `dist/`. */
function sharedPlugins(root: string, dist: string): esbuild.Plugin[] {
  return [
    openDoors(root),
    lazyValidators(root, `${dist}/${VALIDATORS_FOLDER}`),
    lazyYaml(`${dist}/${YAML_FILE}`),
  ];
}

async function bundleValidator({ root, outdir }: BundleInput, name: string): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    ...COMMON,
    format: 'cjs',
    minifyIdentifiers: true,
    absWorkingDir: root,
    stdin: { contents: validatorEntry(root, name), resolveDir: root },
    outfile: join(outdir, VALIDATORS_FOLDER, `${name}.cjs`),
  });
  return metafile;
}

async function bundleYaml({ root, outdir }: BundleInput): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    ...COMMON,
    format: 'cjs',
    absWorkingDir: root,
    entryPoints: ['yaml'],
    outfile: join(outdir, YAML_FILE),
  });
  return metafile;
}

/** What pages load, one module each, without imports: the same bytes go into every site that this `hyper` builds. */
async function bundleBrowser({ root, outdir }: BundleInput): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    ...COMMON,
    platform: 'browser',
    target: 'es2022',
    minifyIdentifiers: true,
    mangleProps: OWN_PROPERTIES,
    reserveProps: SEEN_PROPERTIES,
    absWorkingDir: root,
    entryPoints: { ...BROWSER_MODULES },
    outdir: join(outdir, BROWSER_FOLDER),
    plugins: [leanLunr(), elsewhere(/\/search\/browser\.ts$/, './search.js'), openDoors(root)],
  });
  return metafile;
}

/** CommonJS packages reach node's modules through esbuild's helper, which takes the `require` of the chunk it stands in. */
async function giveRequire(path: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  if (text.includes('typeof require')) await writeFile(path, REQUIRE + text);
}

/** Twenty hex digits that change with any byte of the files. */
async function digestOfFiles(root: string, paths: readonly string[]): Promise<string> {
  const digests = await Promise.all(
    sortedBy(paths, (path) => path).map(async (path) => digestHex(await readFile(join(root, path)))),
  );
  return digestHex(digests.join('\n')).slice(0, 20);
}
