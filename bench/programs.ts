import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { buildCli } from '../scripts/build/build-cli.ts';

const ROOT = join(import.meta.dirname, '..');
const NAMES = ['floor', 'floor-worker', 'raw-read', 'raw-sign', 'raw-verify', 'read-snapshot'];
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** Where the programs under measurement are. */
export interface Programs {
  /** The built `hyper`. */
  readonly hyper: string;
  /** The bundled program of this folder. */
  path(name: (typeof NAMES)[number]): string;
}

/** Builds `hyper` and the floors, bundled alike, so that nothing but their work differs. */
export async function buildPrograms(folder: string): Promise<Programs> {
  await buildCli(join(folder, 'dist'));
  await esbuild.build({
    entryPoints: NAMES.map((name) => join(import.meta.dirname, `${name}.ts`)),
    outdir: join(folder, 'programs'),
    outExtension: { '.js': '.mjs' },
    absWorkingDir: ROOT,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  return {
    hyper: join(folder, 'dist', 'hyper.js'),
    path: (name) => join(folder, 'programs', `${name}.mjs`),
  };
}
