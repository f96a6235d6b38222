import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { SearchDocument } from '../../src/search/index.ts';

/** What building an index costs in a process that does nothing else. */
export interface BuildCost {
  /** Of processor; making the documents is among them. */
  readonly seconds: number;
  /** By the clock. */
  readonly wall: number;
  /** The largest resident set, in bytes: node, the program and the words that documents are made of are among them. */
  readonly peak: number;
  readonly files: number;
  readonly bytes: number;
  /** Of all files in the order in which they come: what must stay the same from one version to the next. */
  readonly digest: string;
}

/** Builds an index of so many documents recombined of these, in a process of its own. */
export function buildCost(real: readonly SearchDocument[], size: number): BuildCost {
  const folder = mkdtempSync(join(tmpdir(), 'hyper-bench-'));
  try {
    const path = join(folder, 'real.json');
    writeFileSync(path, JSON.stringify(real));
    const program = join(folder, 'build-alone.mjs');
    // As it ships: one file of JavaScript.
    buildSync({
      entryPoints: [fileURLToPath(new URL('build-alone.ts', import.meta.url))],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      banner: {
        js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
      },
    });
    const output = execFileSync(process.execPath, [program, path, String(size)]);
    return JSON.parse(output.toString()) as BuildCost;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
