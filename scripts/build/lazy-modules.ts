import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

/** Modules of node that starting does without: each costs a command that never uses it a millisecond or more. */
const BUILT_IN = [
  'node:child_process',
  'node:crypto',
  'node:fs/promises',
  'node:http',
  'node:net',
  'node:os',
  'node:readline/promises',
  'node:stream',
  'node:timers/promises',
  'node:tty',
  'node:v8',
  'node:worker_threads',
  'node:zlib',
];

const RANGE = 'semver/classes/range.js';

/**
 * Loads some modules at the first use of what they export. `require` is that of a CommonJS file, so this is for routes;
 * names that this version of node does not have are undefined there, as they would be without.
 */
export function lazyModules(): Plugin {
  const namespace = 'lazy-modules';
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, importer, kind, namespace: from }) => {
        if (from === namespace) return BUILT_IN.includes(path) ? { path, external: true } : undefined;
        // What `require` gives is the module itself, and that of streams is a class.
        if (kind === 'require-call' && path === 'node:stream') return undefined;
        const isLazy = BUILT_IN.includes(path) || (path === RANGE && importer.endsWith('range.ts'));
        return isLazy ? { path, namespace, sideEffects: false } : undefined;
      });
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: path === RANGE ? lazyClass(path) : lazyExports(path),
        resolveDir: import.meta.dirname,
        loader: 'js',
      }));
    },
  };
}

function lazyExports(path: string): string {
  const names = Object.keys(createRequire(import.meta.url)(path) as object);
  return `let loaded;
const load = () => (loaded ??= require(${JSON.stringify(path)}));
for (const name of ${JSON.stringify(names)})
  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
`;
}

/** A constructor that returns an object gives that object. */
function lazyClass(path: string): string {
  return `export default function (...given) { return new (require(${JSON.stringify(path)}))(...given); }\n`;
}
