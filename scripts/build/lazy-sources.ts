import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Files of `src` that a route runs at the first use of what they export, and not at its start: what stands behind them
 * is large, and most runs of most commands do without it. Nothing that is called in a loop belongs here, for each use
 * goes through a getter.
 */
const LAZY: readonly string[] = [
  'adapters/git/blob-stream.ts',
  'adapters/git/git-commit-log.ts',
  'adapters/git/git-history.ts',
  'adapters/git/list-git-versions.ts',
  'adapters/git/registry-in-bare.ts',
  'adapters/git/remote-address.ts',
  'adapters/git/resolve-revision.ts',
  'adapters/git/status/status-settings.ts',
  'adapters/git/working-changes.ts',
  'adapters/keys/read-stored-key.ts',
  'adapters/registry/open-registry.ts',
  'adapters/system/randomness.ts',
  'adapters/workers/run-thread.ts',
  'adapters/worktree/folder-store.ts',
  'core/codes/index.ts',
  'document/parse-document.ts',
  'manifest/schema-findings.ts',
  'names/path-segment.ts',
  'names/skeleton.ts',
  'names/suggest.ts',
  'registry/find-release.ts',
  'registry/kept-artifacts.ts',
  'registry/layout/registry-layout.ts',
  'registry/snapshot.ts',
];
const DECLARATION = /^export (?:async )?(?:const|function\*?|class) (\w+)/gmu;
const HANDED_ON = /^export \{([^}]*)\} from /gmu;

/** The same shape as the file, with getters; a file that is gone, or exports nothing, fails the build. */
export function lazySources(root: string): Plugin {
  const files = new Set(LAZY.map((file) => join(root, 'src', file)));
  const namespace = 'lazy-sources';
  return {
    name: namespace,
    setup(build) {
      const missing = [...files].filter((file) => !existsSync(file));
      if (missing.length > 0) throw new Error(`no such file: ${missing.join(', ')}`);
      build.onResolve({ filter: /\.ts$/ }, ({ path, importer, kind, namespace: from }) => {
        const file = resolve(dirname(importer), path);
        if (from === namespace || kind !== 'import-statement' || !files.has(file)) return undefined;
        return { path: file, namespace, sideEffects: false };
      });
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: lazyExports(path),
        resolveDir: dirname(path),
        loader: 'js',
      }));
    },
  };
}

function lazyExports(path: string): string {
  const text = readFileSync(path, 'utf8');
  const declared = [...text.matchAll(DECLARATION)].map(([, name]) => name);
  const handedOn = [...text.matchAll(HANDED_ON)].flatMap(([, list = '']) => list.split(','));
  const names = [...declared, ...handedOn.map((name) => name.trim()).filter((name) => name !== '')];
  if (names.length === 0) throw new Error(`${path} exports nothing`);
  return `let loaded;
const load = () => (loaded ??= require(${JSON.stringify(path)}));
for (const name of ${JSON.stringify(names)})
  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
`;
}
