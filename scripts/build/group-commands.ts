import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Commands that need nearly the same code: as one entry they share few, large files. What one of a group loads, all of
 * them load, so the plain reads stand apart from the commands of projects.
 */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'readers',
    ['completion', 'doctor', 'namespace-get', 'namespace-list', 'registry-get', 'registry-list', 'validate'],
  ],
  [
    'deps',
    [
      'deps-add',
      'deps-conflicts',
      'deps-graph',
      'deps-impact',
      'deps-list',
      'deps-outdated',
      'deps-remove',
      'deps-resolve',
      'deps-tree',
      'deps-verify',
      'deps-why',
      'deps-why-not',
    ],
  ],
]);

/** Loads the commands of a group together: every file that a module graph is cut into costs half a millisecond. */
export function groupCommands(root: string): Plugin {
  return {
    name: 'group-commands',
    setup(build) {
      build.onResolve({ filter: /^\.\/commands\// }, ({ path, kind }) => {
        const name = /([a-z-]+)\.ts$/u.exec(path)?.[1] ?? '';
        const group = [...GROUPS].find(([, names]) => names.includes(name))?.[0];
        if (kind !== 'dynamic-import' || group === undefined) return undefined;
        return { path: group, namespace: 'group-commands' };
      });
      build.onLoad({ filter: /.*/, namespace: 'group-commands' }, ({ path }) => ({
        contents: (GROUPS.get(path) ?? []).map((name) => `export * from './${name}.ts';`).join('\n'),
        resolveDir: resolve(root, 'src/cli/commands'),
        loader: 'js',
      }));
    },
  };
}
