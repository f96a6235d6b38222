import { buildSync } from 'esbuild';

/** Bundles a script of the tests for a process of its own: it starts at once, and may be killed anywhere. */
export function bundleScript(source: URL, outfile: string): void {
  buildSync({
    entryPoints: [source.pathname],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['vitest'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
}
