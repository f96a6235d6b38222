import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * Bundles a script of the tests for a process of its own: it starts at once, and may be killed anywhere. What it makes for
 * itself lies beside it, for the test to remove.
 */
export function bundleScript(source: URL, outfile: string): void {
  buildSync({
    entryPoints: [source.pathname],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { vitest: fileURLToPath(new URL('outside-tests.ts', import.meta.url)) },
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url); process.env['TMPDIR'] = import.meta.dirname;",
    },
  });
}
