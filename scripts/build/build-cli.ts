import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMANDS, TOPICS } from '../../src/cli/command-table.ts';
import { renderHelp } from '../../src/cli/render-help.ts';
import { bundle } from './bundle.ts';
import { commandManifest } from './command-manifest.ts';
import { manPages } from './man-pages.ts';
import { thirdPartyNotices } from './third-party.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HELP_COLUMNS = 80;

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
  const sources = await bundle({
    root: ROOT,
    outdir: building,
    version,
    helpTexts: await renderHelpTexts(version),
  });
  await writeFile(join(building, 'package.json'), '{"type":"commonjs"}\n');
  await writeFile(join(building, 'commands.json'), await commandManifest(version));
  await writeFile(join(building, 'THIRD-PARTY.txt'), await thirdPartyNotices(ROOT, sources));
  await writeManual(join(building, 'man'), version);
  await cp(join(ROOT, 'schemas'), join(building, 'schemas'), { recursive: true });
  await chmod(join(building, 'hyper.js'), 0o755);
  await rm(outDir, { recursive: true, force: true });
  await rename(building, outDir);
  return { ...(await measure(outDir)), seconds: (performance.now() - startedAt) / 1000 };
}

async function renderHelpTexts(version: string): Promise<ReadonlyMap<string, string>> {
  const subjects = ['', ...TOPICS.keys(), ...COMMANDS.keys()];
  const source = { version, commands: COMMANDS, topics: TOPICS };
  const texts = await Promise.all(
    subjects.map(async (subject) => [subject, await renderHelp(subject, HELP_COLUMNS, source)] as const),
  );
  return new Map(texts);
}

async function writeManual(folder: string, version: string): Promise<void> {
  await mkdir(folder);
  const pages = await manPages({ version, commands: COMMANDS, topics: TOPICS });
  for (const [name, text] of pages) await writeFile(join(folder, name), text);
}

async function measure(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
