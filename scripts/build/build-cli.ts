import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { COMMANDS, TOPICS } from '../../src/cli/command-table.ts';
import { renderHelp } from '../../src/cli/render-help.ts';
import { leanOclif } from './lean-oclif.ts';
import { commandManifest } from './command-manifest.ts';
import { thirdPartyNotices } from './third-party.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HELP_COLUMNS = 80;
const REQUIRE =
  "import{createRequire as hyperRequire}from'node:module';const require=hyperRequire(import.meta.url);\n";

/** What is bundled: the name in `dist/` and the source. Workers are entries of their own. */
const ENTRIES: Readonly<Record<string, string>> = {
  hyper: 'src/cli/main.ts',
};

export interface BuildSummary {
  readonly files: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** Bundles `hyper` into `dist/` with everything it needs; the same sources give the same bytes. Replaces the folder whole. */
export async function buildCli(outDir = join(ROOT, 'dist')): Promise<BuildSummary> {
  const startedAt = performance.now();
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const building = `${outDir}.hyper-tmp`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  const metafile = await bundle(building, version, await helpTexts(version));
  await writeFile(join(building, 'commands.json'), await commandManifest(version));
  await writeFile(join(building, 'THIRD-PARTY.txt'), await thirdPartyNotices(ROOT, metafile));
  await cp(join(ROOT, 'schemas'), join(building, 'schemas'), { recursive: true });
  await chmod(join(building, 'hyper.js'), 0o755);
  await rm(outDir, { recursive: true, force: true });
  await rename(building, outDir);
  return { ...(await measure(outDir)), seconds: (performance.now() - startedAt) / 1000 };
}

async function bundle(
  outdir: string,
  version: string,
  texts: ReadonlyMap<string, string>,
): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: { ...ENTRIES },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [leanOclif()],
    define: {
      HYPER_VERSION: JSON.stringify(version),
      HYPER_ROOT_HELP: JSON.stringify(texts.get('') ?? ''),
      HYPER_HELP_TEXTS: JSON.stringify(JSON.stringify(Object.fromEntries(texts))),
    },
  });
  await finishChunks(outdir, Object.keys(metafile.outputs));
  return metafile;
}

/** Gives `require` to the one chunk that holds esbuild's helper for CommonJS packages, and the shebang to `hyper.js`. */
async function finishChunks(outdir: string, outputs: readonly string[]): Promise<void> {
  for (const output of outputs) {
    const path = join(ROOT, output);
    const text = await readFile(path, 'utf8');
    const withRequire = text.includes('typeof require') ? REQUIRE + text : text;
    const isEntry = path === join(outdir, 'hyper.js');
    await writeFile(path, isEntry ? `#!/usr/bin/env node\n${withRequire}` : withRequire);
  }
}

async function helpTexts(version: string): Promise<ReadonlyMap<string, string>> {
  const subjects = ['', ...TOPICS.keys(), ...COMMANDS.keys()];
  const texts = await Promise.all(
    subjects.map(async (subject) => [subject, await renderHelp(subject, HELP_COLUMNS, version)] as const),
  );
  return new Map(texts);
}

async function measure(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
