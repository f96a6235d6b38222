import type { BuildOptions } from 'esbuild';

/** How every file of the bundle is made. */
export const COMMON = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Gives CommonJS files what `import.meta.url` is to others: text before the file, and what to define. */
export const URL_OF_FILE = "const hyperFileUrl=require('node:url').pathToFileURL(__filename).href;\n";
export const URL_DEFINED = { 'import.meta.url': 'hyperFileUrl' };
